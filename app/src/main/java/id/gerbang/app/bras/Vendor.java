package id.gerbang.app.bras;

/** Vendor numbers inside Vendor-Specific (RFC 2865 §5.26); 0 stands for the standard attributes. */
final class Vendor {

  static final int NONE = 0;
  static final int MICROSOFT = 311;
  static final int MIKROTIK = 14988;

  private Vendor() {}
}
