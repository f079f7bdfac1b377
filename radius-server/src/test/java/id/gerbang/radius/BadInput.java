package id.gerbang.radius;

import static id.gerbang.radius.OddRequests.LENIENT;

/**
 * What others send, of which nothing bad may come.
 *
 * @param becomes the reply's code, or the reason for silence
 */
record BadInput(String input, String from, boolean accounting, byte[] octets, String becomes) {

  static final String MALFORMED = "silent malformed";
  static final String UNSIGNED = "silent message_authenticator_required";
  static final String ACCEPT = "Access-Accept";
  static final String REJECT = "Access-Reject";
  static final String RESPONSE = "Accounting-Response";

  static BadInput line(String input, boolean accounting, byte[] octets, String becomes) {
    return new BadInput(input, LENIENT, accounting, octets, becomes);
  }

  @Override
  public String toString() {
    return (accounting ? "acct: " : "auth: ") + input + " -> " + becomes;
  }
}
