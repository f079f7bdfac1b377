package id.gerbang.radius.packet;

/** The standard attribute types that the packet path names, as the RFCs name them. */
public final class Attribute {
  // RFC 2865 §5
  public static final int USER_NAME = 1;
  public static final int USER_PASSWORD = 2;
  public static final int CHAP_PASSWORD = 3;
  public static final int NAS_IP_ADDRESS = 4;
  public static final int NAS_PORT = 5;
  public static final int SERVICE_TYPE = 6;
  public static final int FRAMED_PROTOCOL = 7;
  public static final int FRAMED_IP_ADDRESS = 8;
  public static final int FILTER_ID = 11;
  public static final int FRAMED_MTU = 12;
  public static final int REPLY_MESSAGE = 18;
  public static final int FRAMED_ROUTE = 22;
  public static final int STATE = 24;
  public static final int CLASS = 25;
  public static final int VENDOR_SPECIFIC = 26;
  public static final int SESSION_TIMEOUT = 27;
  public static final int IDLE_TIMEOUT = 28;
  public static final int CALLED_STATION_ID = 30;
  public static final int CALLING_STATION_ID = 31;
  public static final int NAS_IDENTIFIER = 32;
  public static final int PROXY_STATE = 33;
  public static final int CHAP_CHALLENGE = 60;
  public static final int NAS_PORT_TYPE = 61;
  public static final int PORT_LIMIT = 62;

  // RFC 2866 §5
  public static final int ACCT_STATUS_TYPE = 40;
  public static final int ACCT_DELAY_TIME = 41;
  public static final int ACCT_INPUT_OCTETS = 42;
  public static final int ACCT_OUTPUT_OCTETS = 43;
  public static final int ACCT_SESSION_ID = 44;
  public static final int ACCT_AUTHENTIC = 45;
  public static final int ACCT_SESSION_TIME = 46;
  public static final int ACCT_INPUT_PACKETS = 47;
  public static final int ACCT_OUTPUT_PACKETS = 48;
  public static final int ACCT_TERMINATE_CAUSE = 49;

  // RFC 2869 §5
  public static final int ACCT_INPUT_GIGAWORDS = 52;
  public static final int ACCT_OUTPUT_GIGAWORDS = 53;
  public static final int EVENT_TIMESTAMP = 55;
  public static final int EAP_MESSAGE = 79;
  public static final int MESSAGE_AUTHENTICATOR = 80;
  public static final int ACCT_INTERIM_INTERVAL = 85;
  public static final int NAS_PORT_ID = 87;
  public static final int FRAMED_POOL = 88;

  // RFC 3162 §2, RFC 4818 §3, RFC 6911 §3
  public static final int NAS_IPV6_ADDRESS = 95;
  public static final int FRAMED_IPV6_PREFIX = 97;
  public static final int FRAMED_IPV6_POOL = 100;
  public static final int DELEGATED_IPV6_PREFIX = 123;
  public static final int DELEGATED_IPV6_PREFIX_POOL = 171;

  // RFC 5176 §3.5
  public static final int ERROR_CAUSE = 101;

  private Attribute() {}
}
