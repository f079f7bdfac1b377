package id.gerbang.app.bras;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides a CoA or Disconnect-Request as RouterOS does. MikroTik documents neither its matching nor
 * its Error-Causes; both follow RFC 5176 and what operators have seen.
 */
final class IncomingPolicy {

  static final int UNSUPPORTED_ATTRIBUTE = 401;
  static final int MISSING_ATTRIBUTE = 402;
  static final int INVALID_VALUE = 407;
  static final int SESSION_NOT_FOUND = 503;
  static final int SEVERAL_SESSIONS = 508;

  private static final Set<AttributeType> ROUTER_IDENTIFICATION =
      EnumSet.of(AttributeType.NAS_IP_ADDRESS, AttributeType.NAS_IDENTIFIER);
  private static final Set<AttributeType> SESSION_IDENTIFICATION =
      EnumSet.of(
          AttributeType.USER_NAME,
          AttributeType.NAS_PORT,
          AttributeType.FRAMED_IP_ADDRESS,
          AttributeType.CALLED_STATION_ID,
          AttributeType.CALLING_STATION_ID,
          AttributeType.ACCT_SESSION_ID,
          AttributeType.NAS_PORT_ID);
  private static final Set<AttributeType> CHANGEABLE =
      EnumSet.of(
          AttributeType.MIKROTIK_RATE_LIMIT,
          AttributeType.MIKROTIK_ADDRESS_LIST,
          AttributeType.MIKROTIK_RECV_LIMIT,
          AttributeType.MIKROTIK_RECV_LIMIT_GIGAWORDS,
          AttributeType.MIKROTIK_XMIT_LIMIT,
          AttributeType.MIKROTIK_XMIT_LIMIT_GIGAWORDS,
          AttributeType.SESSION_TIMEOUT,
          AttributeType.IDLE_TIMEOUT,
          AttributeType.FILTER_ID);
  private static final Set<AttributeType> ENVELOPE =
      EnumSet.of(
          AttributeType.MESSAGE_AUTHENTICATOR,
          AttributeType.EVENT_TIMESTAMP,
          AttributeType.PROXY_STATE);

  private static final String RATE = "\\d+[kMG]?(/\\d+[kMG]?)?";
  private static final Pattern RATE_LIMIT =
      Pattern.compile(
          RATE + "( " + RATE + "( " + RATE + "( \\d+(/\\d+)?( [1-8]( " + RATE + ")?)?)?)?)?");

  private final RouterFacts router;

  IncomingPolicy(RouterFacts router) {
    this.router = router;
  }

  Decision decide(Packet request, Collection<BrasSession> sessions) {
    List<Attribute> identification = new ArrayList<>();
    List<Attribute> changes = new ArrayList<>();
    boolean unsupported = false;
    for (Attribute attribute : request.attributes()) {
      if (isOneOf(attribute, SESSION_IDENTIFICATION) || isOneOf(attribute, ROUTER_IDENTIFICATION)) {
        identification.add(attribute);
      } else if (isOneOf(attribute, CHANGEABLE)) {
        changes.add(attribute);
      } else {
        unsupported |= !isOneOf(attribute, ENVELOPE);
      }
    }
    if (identification.stream().noneMatch(given -> isOneOf(given, SESSION_IDENTIFICATION))) {
      return new Decision.Refuse(MISSING_ATTRIBUTE);
    }
    List<BrasSession> found =
        sessions.stream().filter(session -> isIdentified(session, identification)).toList();
    if (found.size() != 1) {
      return new Decision.Refuse(found.isEmpty() ? SESSION_NOT_FOUND : SEVERAL_SESSIONS);
    }
    if (unsupported) {
      return new Decision.Refuse(UNSUPPORTED_ATTRIBUTE);
    }
    return request.code() == Code.COA_REQUEST
        ? change(found.get(0), changes)
        : disconnect(found.get(0), changes);
  }

  private static Decision change(BrasSession session, List<Attribute> changes) {
    if (changes.isEmpty()) {
      return new Decision.Refuse(MISSING_ATTRIBUTE);
    }
    return changes.stream().allMatch(IncomingPolicy::isValid)
        ? new Decision.Change(session, changes)
        : new Decision.Refuse(INVALID_VALUE);
  }

  /** RFC 5176 §3: a Disconnect-Request that holds authorization attributes must be refused. */
  private static Decision disconnect(BrasSession session, List<Attribute> changes) {
    return changes.isEmpty()
        ? new Decision.Disconnect(session)
        : new Decision.Refuse(UNSUPPORTED_ATTRIBUTE);
  }

  private boolean isIdentified(BrasSession session, List<Attribute> identification) {
    return !isTooVague(identification)
        && identification.stream()
            .allMatch(given -> router.router().contains(given) || session.isIdentifiedBy(given));
  }

  /** User-Name with nothing but NAS-Identifier is reported not to work. */
  private static boolean isTooVague(List<Attribute> identification) {
    return identification.stream().anyMatch(given -> given.is(AttributeType.NAS_IDENTIFIER))
        && identification.stream()
            .allMatch(
                given ->
                    given.is(AttributeType.NAS_IDENTIFIER) || given.is(AttributeType.USER_NAME));
  }

  private static boolean isValid(Attribute change) {
    AttributeType type = change.type().orElseThrow();
    if (type == AttributeType.MIKROTIK_RATE_LIMIT) {
      return RATE_LIMIT.matcher(change.text()).matches();
    }
    return switch (type.kind()) {
      case INTEGER -> change.integer().isPresent();
      case TEXT, ADDRESS, OCTETS -> change.value().length > 0;
    };
  }

  private static boolean isOneOf(Attribute attribute, Set<AttributeType> types) {
    return attribute.type().filter(types::contains).isPresent();
  }

  /** What is to be done with the request. */
  sealed interface Decision {

    record Change(BrasSession session, List<Attribute> changes) implements Decision {}

    record Disconnect(BrasSession session) implements Decision {}

    record Refuse(int errorCause) implements Decision {}
  }
}
