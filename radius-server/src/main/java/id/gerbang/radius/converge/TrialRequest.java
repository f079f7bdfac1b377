package id.gerbang.radius.converge;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.RequestWriter;

/**
 * A CoA-Request for a session that nobody has. It names it as RouterOS needs it (mikrotik-radius,
 * section 5.2) and holds nothing to be changed: a router that took another session for it would
 * leave that as it is.
 */
final class TrialRequest {

  private static final String NOBODY = "gerbang:nobody";
  private static final String NO_SESSION = "00000000";

  /** For documentation only (RFC 5737): no session has it. */
  private static final String NOWHERE = "192.0.2.1";

  private TrialRequest() {}

  static RequestWriter of(int identifier) {
    return RequestWriter.coaRequest(identifier)
        .text(Attribute.USER_NAME, NOBODY)
        .text(Attribute.ACCT_SESSION_ID, NO_SESSION)
        .ipv4(Attribute.FRAMED_IP_ADDRESS, SessionRequest.ipv4(NOWHERE).orElseThrow());
  }
}
