package id.gerbang.routeros;

import java.util.List;
import java.util.Locale;

/**
 * Why a router did not do what it was asked, told to a technician: what happened, the router's own
 * words, and what to do. Without passwords and secrets, also where the router repeats them.
 */
public final class RouterOsException extends RuntimeException {

  private static final int LONGEST_DETAIL = 500;

  /** What a person tells apart. */
  public enum Kind {
    NAME_NOT_RESOLVED(
        "the router's name has no address", "Check the name, or enter the address itself."),
    UNREACHABLE(
        "no way to the router",
        "Check that it is up, the route or tunnel to it, firewalls on the way, and that the address"
            + " list of the service in /ip service holds this server."),
    PORT_CLOSED(
        "the router refuses the port",
        "Check in /ip service that the service is enabled, its port, and that its address list"
            + " holds this server."),
    TLS_REFUSED(
        "no TLS with the router",
        "Check that the service has a certificate in /ip service: without one it offers only"
            + " anonymous ciphers, which are refused here; and that the port is the one with TLS."),
    OTHER_CERTIFICATE(
        "the router shows another certificate than the pinned one",
        "If its certificate was renewed, compare the fingerprint on the router and pin the new"
            + " one; otherwise somebody else answers."),
    CERTIFICATE_NOT_TRUSTED(
        "the router's certificate is not trusted",
        "Check who issued it, until when it is valid, that it names the host as entered here, and"
            + " the clock of this server."),
    WRONG_LOGIN(
        "the router refuses the login",
        "Check user and password, that the user's group has the policy api (rest-api for REST),"
            + " and that the user's address list holds this server."),
    NOT_PERMITTED(
        "the router's user may not do this",
        "Add the missing policy to the user's group in /user group: read, write, test, sensitive,"
            + " reboot."),
    NO_SUCH_ITEM("the router has no such item", "It was removed meanwhile: read the list again."),
    NO_SUCH_COMMAND(
        "the router knows no such menu, command or property",
        "Its version or its packages lack it: compare with /system package."),
    VALUE_REFUSED("the router refuses a value", "Correct the value that it names."),
    COMMAND_FAILED("the router could not do it", "See the router's words, and its log."),
    INTERRUPTED("the command was interrupted", "Try again; shorten it if it runs for long.", true),
    NO_ANSWER(
        "the router does not answer",
        "It may be overloaded, or the way to it was lost. Whether it did what was asked is not"
            + " known: look before you repeat.",
        true),
    ROUTER_CLOSED(
        "the router closed the connection",
        "It may be restarting, have no session left (max-sessions in /ip service), not have this"
            + " server in the service's address list, or speak something else on this port.",
        true),
    CLOSED_HERE("the connection was closed on this side", "Try again.", true),
    NOT_UNDERSTOOD(
        "the router's answer is not understood",
        "Check that the port is that of the chosen service; REST needs RouterOS 7.1 or later.",
        true),
    TOO_MUCH(
        "the router's answer is larger than is read here",
        "Ask for fewer items or properties.",
        true),
    NOT_OFFERED("not offered by REST", "Use the binary API, api or api-ssl, for this.");

    private static final List<String> VALUE_WORDS =
        List.of(
            "already have",
            "does not match any value",
            "for argument",
            "out of range",
            "missing =");

    private final String happened;
    private final String advice;
    private final boolean leavesUnknown;

    Kind(String happened, String advice) {
      this(happened, advice, false);
    }

    Kind(String happened, String advice, boolean leavesUnknown) {
      this.happened = happened;
      this.advice = advice;
      this.leavesUnknown = leavesUnknown;
    }

    /** What a technician does about it. */
    public String advice() {
      return advice;
    }

    /** Whether it concerns the one command alone: others may do well on the same connection. */
    public boolean isOfOneCommand() {
      return switch (this) {
        case NOT_PERMITTED,
            NO_SUCH_ITEM,
            NO_SUCH_COMMAND,
            VALUE_REFUSED,
            COMMAND_FAILED,
            TOO_MUCH,
            NOT_OFFERED ->
            true;
        case NAME_NOT_RESOLVED,
            UNREACHABLE,
            PORT_CLOSED,
            TLS_REFUSED,
            OTHER_CERTIFICATE,
            CERTIFICATE_NOT_TRUSTED,
            WRONG_LOGIN,
            INTERRUPTED,
            NO_ANSWER,
            ROUTER_CLOSED,
            CLOSED_HERE,
            NOT_UNDERSTOOD ->
            false;
      };
    }

    /** Whether the router may have done what was asked, for all that is known here. */
    public boolean leavesUnknown() {
      return leavesUnknown;
    }

    /**
     * From a router's words, which the binary API and REST have in common, such as {@code no such
     * item (4)}.
     */
    static Kind ofWords(String words, Kind otherwise) {
      String lower = words.toLowerCase(Locale.ROOT);
      if (lower.contains("not enough permissions") || lower.contains("not enough privileges")) {
        return NOT_PERMITTED;
      }
      if (lower.contains("invalid user name or password") || lower.contains("cannot log in")) {
        return WRONG_LOGIN;
      }
      if (lower.contains("no such item")) {
        return NO_SUCH_ITEM;
      }
      if (lower.contains("no such command") || lower.contains("unknown parameter")) {
        return NO_SUCH_COMMAND;
      }
      if (VALUE_WORDS.stream().anyMatch(lower::contains)) {
        return VALUE_REFUSED;
      }
      if (lower.startsWith("failure:")) {
        return COMMAND_FAILED;
      }
      if (lower.equals("interrupted") || lower.contains("session closed")) {
        return INTERRUPTED;
      }
      return otherwise;
    }
  }

  private final Kind kind;
  private final String detail;

  public RouterOsException(Kind kind, String detail) {
    super(kind.happened + (detail.isEmpty() ? "" : ": " + cut(detail)) + ". " + kind.advice);
    this.kind = kind;
    this.detail = cut(detail);
  }

  public RouterOsException(Kind kind, String detail, Throwable cause) {
    this(kind, detail);
    initCause(cause);
  }

  /** The same for the thread that asked, with its trace. What it replaces is not kept. */
  RouterOsException again(String cleanDetail) {
    Throwable cause = getCause();
    return cause == null
        ? new RouterOsException(kind, cleanDetail)
        : new RouterOsException(kind, cleanDetail, cause);
  }

  public Kind kind() {
    return kind;
  }

  /** The router's own words, or the system's; empty where there are none. */
  public String detail() {
    return detail;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL) + "…";
  }
}
