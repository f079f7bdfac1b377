package id.gerbang.app.bras;

import java.util.Optional;

/** The attributes that a RouterOS BRAS writes or understands, by their names in the RFCs. */
public enum AttributeType {
  USER_NAME("User-Name", 1, Kind.TEXT),
  USER_PASSWORD("User-Password", 2, Kind.OCTETS),
  CHAP_PASSWORD("CHAP-Password", 3, Kind.OCTETS),
  NAS_IP_ADDRESS("NAS-IP-Address", 4, Kind.ADDRESS),
  NAS_PORT("NAS-Port", 5, Kind.INTEGER),
  SERVICE_TYPE("Service-Type", 6, Kind.INTEGER),
  FRAMED_PROTOCOL("Framed-Protocol", 7, Kind.INTEGER),
  FRAMED_IP_ADDRESS("Framed-IP-Address", 8, Kind.ADDRESS),
  FILTER_ID("Filter-Id", 11, Kind.TEXT),
  REPLY_MESSAGE("Reply-Message", 18, Kind.TEXT),
  FRAMED_ROUTE("Framed-Route", 22, Kind.TEXT),
  CLASS("Class", 25, Kind.OCTETS),
  VENDOR_SPECIFIC("Vendor-Specific", 26, Kind.OCTETS),
  SESSION_TIMEOUT("Session-Timeout", 27, Kind.INTEGER),
  IDLE_TIMEOUT("Idle-Timeout", 28, Kind.INTEGER),
  CALLED_STATION_ID("Called-Station-Id", 30, Kind.TEXT),
  CALLING_STATION_ID("Calling-Station-Id", 31, Kind.TEXT),
  NAS_IDENTIFIER("NAS-Identifier", 32, Kind.TEXT),
  PROXY_STATE("Proxy-State", 33, Kind.OCTETS),
  ACCT_STATUS_TYPE("Acct-Status-Type", 40, Kind.INTEGER),
  ACCT_DELAY_TIME("Acct-Delay-Time", 41, Kind.INTEGER),
  ACCT_INPUT_OCTETS("Acct-Input-Octets", 42, Kind.INTEGER),
  ACCT_OUTPUT_OCTETS("Acct-Output-Octets", 43, Kind.INTEGER),
  ACCT_SESSION_ID("Acct-Session-Id", 44, Kind.TEXT),
  ACCT_AUTHENTIC("Acct-Authentic", 45, Kind.INTEGER),
  ACCT_SESSION_TIME("Acct-Session-Time", 46, Kind.INTEGER),
  ACCT_INPUT_PACKETS("Acct-Input-Packets", 47, Kind.INTEGER),
  ACCT_OUTPUT_PACKETS("Acct-Output-Packets", 48, Kind.INTEGER),
  ACCT_TERMINATE_CAUSE("Acct-Terminate-Cause", 49, Kind.INTEGER),
  ACCT_INPUT_GIGAWORDS("Acct-Input-Gigawords", 52, Kind.INTEGER),
  ACCT_OUTPUT_GIGAWORDS("Acct-Output-Gigawords", 53, Kind.INTEGER),
  EVENT_TIMESTAMP("Event-Timestamp", 55, Kind.INTEGER),
  CHAP_CHALLENGE("CHAP-Challenge", 60, Kind.OCTETS),
  NAS_PORT_TYPE("NAS-Port-Type", 61, Kind.INTEGER),
  MESSAGE_AUTHENTICATOR("Message-Authenticator", 80, Kind.OCTETS),
  ACCT_INTERIM_INTERVAL("Acct-Interim-Interval", 85, Kind.INTEGER),
  NAS_PORT_ID("NAS-Port-Id", 87, Kind.TEXT),
  FRAMED_POOL("Framed-Pool", 88, Kind.TEXT),
  ERROR_CAUSE("Error-Cause", 101, Kind.INTEGER),
  MS_CHAP_RESPONSE("MS-CHAP-Response", Vendor.MICROSOFT, 1, Kind.OCTETS),
  MS_CHAP_ERROR("MS-CHAP-Error", Vendor.MICROSOFT, 2, Kind.OCTETS),
  MS_MPPE_ENCRYPTION_POLICY("MS-MPPE-Encryption-Policy", Vendor.MICROSOFT, 7, Kind.INTEGER),
  MS_MPPE_ENCRYPTION_TYPES("MS-MPPE-Encryption-Types", Vendor.MICROSOFT, 8, Kind.INTEGER),
  MS_CHAP_CHALLENGE("MS-CHAP-Challenge", Vendor.MICROSOFT, 11, Kind.OCTETS),
  MS_CHAP_MPPE_KEYS("MS-CHAP-MPPE-Keys", Vendor.MICROSOFT, 12, Kind.OCTETS),
  MS_MPPE_SEND_KEY("MS-MPPE-Send-Key", Vendor.MICROSOFT, 16, Kind.OCTETS),
  MS_MPPE_RECV_KEY("MS-MPPE-Recv-Key", Vendor.MICROSOFT, 17, Kind.OCTETS),
  MS_CHAP2_RESPONSE("MS-CHAP2-Response", Vendor.MICROSOFT, 25, Kind.OCTETS),
  MS_CHAP2_SUCCESS("MS-CHAP2-Success", Vendor.MICROSOFT, 26, Kind.OCTETS),
  MIKROTIK_RECV_LIMIT("Mikrotik-Recv-Limit", Vendor.MIKROTIK, 1, Kind.INTEGER),
  MIKROTIK_XMIT_LIMIT("Mikrotik-Xmit-Limit", Vendor.MIKROTIK, 2, Kind.INTEGER),
  MIKROTIK_GROUP("Mikrotik-Group", Vendor.MIKROTIK, 3, Kind.TEXT),
  MIKROTIK_RATE_LIMIT("Mikrotik-Rate-Limit", Vendor.MIKROTIK, 8, Kind.TEXT),
  MIKROTIK_RECV_LIMIT_GIGAWORDS("Mikrotik-Recv-Limit-Gigawords", Vendor.MIKROTIK, 14, Kind.INTEGER),
  MIKROTIK_XMIT_LIMIT_GIGAWORDS("Mikrotik-Xmit-Limit-Gigawords", Vendor.MIKROTIK, 15, Kind.INTEGER),
  MIKROTIK_ADDRESS_LIST("Mikrotik-Address-List", Vendor.MIKROTIK, 19, Kind.TEXT);

  /** How the value of an attribute is to be read. */
  enum Kind {
    TEXT,
    INTEGER,
    ADDRESS,
    OCTETS
  }

  private final String title;
  private final int vendor;
  private final int number;
  private final Kind kind;

  AttributeType(String title, int number, Kind kind) {
    this(title, Vendor.NONE, number, kind);
  }

  AttributeType(String title, int vendor, int number, Kind kind) {
    this.title = title;
    this.vendor = vendor;
    this.number = number;
    this.kind = kind;
  }

  static Optional<AttributeType> of(int vendor, int number) {
    for (AttributeType type : values()) {
      if (type.vendor == vendor && type.number == number) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The name as the RFCs and dictionaries write it. */
  public String title() {
    return title;
  }

  int vendor() {
    return vendor;
  }

  int number() {
    return number;
  }

  Kind kind() {
    return kind;
  }
}
