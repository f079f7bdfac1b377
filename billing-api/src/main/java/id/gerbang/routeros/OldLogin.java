package id.gerbang.routeros;

import id.gerbang.routeros.RouterOsException.Kind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The login before 6.43: MD5 over a zero, the password and the router's challenge. */
final class OldLogin {

  private OldLogin() {}

  static String response(Password password, String challenge) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update((byte) 0);
      md5.update(password.bytes());
      md5.update(HexFormat.of().parseHex(challenge));
      return "00" + HexFormat.of().formatHex(md5.digest());
    } catch (IllegalArgumentException e) {
      throw new RouterOsException(Kind.NOT_UNDERSTOOD, "its challenge is not hexadecimal", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
