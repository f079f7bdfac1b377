package id.gerbang.radius.heard;

/** By what a request shows that its router has another secret than we have. */
public enum WrongSecret {
  /** The Request Authenticator of an Accounting-Request (RFC 2866 §3). */
  ACCOUNTING("accounting"),
  /** A Message-Authenticator (RFC 3579 §3.2). */
  MESSAGE_AUTHENTICATOR("message-authenticator"),
  /** A PAP password that became no text (RFC 2865 §5.2), in a request that nothing else proves. */
  PASSWORD("password");

  private final String word;

  WrongSecret(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
