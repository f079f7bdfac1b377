package id.gerbang.app.bras;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Something that a simulated BRAS did, told as it happens. */
public sealed interface BrasEvent {

  String username();

  /** One line for a log. */
  String text();

  /** A modem dialled; its Access-Request is about to leave. */
  record Dialled(String username, PasswordMethod method, String callingStation)
      implements BrasEvent {
    @Override
    public String text() {
      return username + " dials (" + method + ") from " + callingStation;
    }
  }

  /** The server accepted and the session is up. */
  record Accepted(
      String username,
      String acctSessionId,
      InetAddress framedIp,
      Optional<String> rateLimit,
      Optional<String> addressList)
      implements BrasEvent {
    @Override
    public String text() {
      return username
          + " is online as "
          + framedIp.getHostAddress()
          + rateLimit.map(rate -> ", rate " + rate).orElse(", no rate limit")
          + addressList.map(list -> ", list " + list).orElse("");
    }
  }

  /** The server refused. */
  record Rejected(String username, String replyMessage) implements BrasEvent {
    @Override
    public String text() {
      return username + " is rejected" + (replyMessage.isEmpty() ? "" : ": " + replyMessage);
    }
  }

  /** The server did not answer any try. */
  record NotAnswered(String username) implements BrasEvent {
    @Override
    public String text() {
      return username + " got no answer";
    }
  }

  /** The server accepted, but the router or the modem could not go along. */
  record FailedAtRouter(String username, String reason) implements BrasEvent {
    @Override
    public String text() {
      return username + " was accepted but is not online: " + reason;
    }
  }

  /** A CoA-Request was applied; each change reads {@code Attribute: old -> new}. */
  record CoaApplied(String username, String acctSessionId, List<String> changes)
      implements BrasEvent {
    @Override
    public String text() {
      return username + " changed while online: " + String.join(", ", changes);
    }
  }

  /** A CoA or Disconnect-Request was refused; the name is empty when the request had none. */
  record RequestRefused(String username, String request, OptionalInt errorCause)
      implements BrasEvent {
    @Override
    public String text() {
      String cause =
          errorCause.isPresent() ? " with Error-Cause " + errorCause.getAsInt() : " without cause";
      return request + " for " + username + " refused" + cause;
    }
  }

  /** A Disconnect-Request was obeyed; {@link Ended} follows with the Stop. */
  record Disconnected(String username, String acctSessionId) implements BrasEvent {
    @Override
    public String text() {
      return username + " was disconnected by the server";
    }
  }

  /** A session ended, whoever wanted it, and its Stop was tried. */
  record Ended(String username, String acctSessionId, TerminateCause cause) implements BrasEvent {
    @Override
    public String text() {
      return username + " is offline (" + cause + ")";
    }
  }
}
