package id.gerbang.app.bras;

/** The packet codes that a RouterOS BRAS sends or obeys (RFC 2865 §4, RFC 2866 §4, RFC 5176 §2). */
final class Code {

  static final int ACCESS_REQUEST = 1;
  static final int ACCESS_ACCEPT = 2;
  static final int ACCESS_REJECT = 3;
  static final int ACCOUNTING_REQUEST = 4;
  static final int ACCOUNTING_RESPONSE = 5;
  static final int ACCESS_CHALLENGE = 11;
  static final int DISCONNECT_REQUEST = 40;
  static final int DISCONNECT_ACK = 41;
  static final int DISCONNECT_NAK = 42;
  static final int COA_REQUEST = 43;
  static final int COA_ACK = 44;
  static final int COA_NAK = 45;

  private Code() {}
}
