package id.gerbang.billing.subscription;

import id.gerbang.billing.http.Secret;
import id.gerbang.core.seal.Sealer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Passwords of subscriptions as they are kept: sealed, each for its own row. */
final class SubscriberPasswords {

  private static final int DRAWN_OCTETS = 16;

  private final SecureRandom random = new SecureRandom();
  private final Sealer sealer;

  SubscriberPasswords(Sealer sealer) {
    this.sealer = sealer;
  }

  /**
   * @param password null: one that nobody types is drawn
   */
  byte[] sealed(@Nullable Secret password, long id) {
    return sealer.seal((password == null ? drawn() : password).bytes(), row(id));
  }

  String open(byte[] sealed, long id) {
    return new String(sealer.open(sealed, row(id)), StandardCharsets.UTF_8);
  }

  /** A password that is sent again unchanged must not drop the live session. */
  boolean isNew(SubscriptionDao dao, long id, Secret password) {
    return !MessageDigest.isEqual(sealer.open(dao.password(id), row(id)), password.bytes());
  }

  private Secret drawn() {
    byte[] octets = new byte[DRAWN_OCTETS];
    random.nextBytes(octets);
    return new Secret(HexFormat.of().formatHex(octets));
  }

  private static String row(long id) {
    return "subscription:" + id + ":password";
  }
}
