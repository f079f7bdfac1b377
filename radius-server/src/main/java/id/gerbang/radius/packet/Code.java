package id.gerbang.radius.packet;

/** The packet codes of RFC 2865 §4, RFC 2866 §4, RFC 5176 §2 and RFC 5997 §2. */
public final class Code {
  public static final int ACCESS_REQUEST = 1;
  public static final int ACCESS_ACCEPT = 2;
  public static final int ACCESS_REJECT = 3;
  public static final int ACCOUNTING_REQUEST = 4;
  public static final int ACCOUNTING_RESPONSE = 5;
  public static final int ACCESS_CHALLENGE = 11;
  public static final int STATUS_SERVER = 12;
  public static final int DISCONNECT_REQUEST = 40;
  public static final int DISCONNECT_ACK = 41;
  public static final int DISCONNECT_NAK = 42;
  public static final int COA_REQUEST = 43;
  public static final int COA_ACK = 44;
  public static final int COA_NAK = 45;

  private Code() {}

  /** Whether a packet of code {@code reply} may answer one of code {@code request}. */
  public static boolean answers(int reply, int request) {
    return switch (request) {
      case ACCESS_REQUEST ->
          reply == ACCESS_ACCEPT || reply == ACCESS_REJECT || reply == ACCESS_CHALLENGE;
      case ACCOUNTING_REQUEST -> reply == ACCOUNTING_RESPONSE;
      case STATUS_SERVER -> reply == ACCESS_ACCEPT || reply == ACCOUNTING_RESPONSE;
      case DISCONNECT_REQUEST -> reply == DISCONNECT_ACK || reply == DISCONNECT_NAK;
      case COA_REQUEST -> reply == COA_ACK || reply == COA_NAK;
      default -> false;
    };
  }

  /** The name as the RFCs print it; a number for a code that we do not know. */
  public static String name(int code) {
    return switch (code) {
      case ACCESS_REQUEST -> "Access-Request";
      case ACCESS_ACCEPT -> "Access-Accept";
      case ACCESS_REJECT -> "Access-Reject";
      case ACCOUNTING_REQUEST -> "Accounting-Request";
      case ACCOUNTING_RESPONSE -> "Accounting-Response";
      case ACCESS_CHALLENGE -> "Access-Challenge";
      case STATUS_SERVER -> "Status-Server";
      case DISCONNECT_REQUEST -> "Disconnect-Request";
      case DISCONNECT_ACK -> "Disconnect-ACK";
      case DISCONNECT_NAK -> "Disconnect-NAK";
      case COA_REQUEST -> "CoA-Request";
      case COA_ACK -> "CoA-ACK";
      case COA_NAK -> "CoA-NAK";
      default -> "Code-" + code;
    };
  }

  /** Whether the authenticator of a request is random, not a checksum of its content. */
  static boolean hasRandomAuthenticator(int request) {
    return request == ACCESS_REQUEST || request == STATUS_SERVER;
  }
}
