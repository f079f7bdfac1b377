package id.gerbang.radius;

import id.gerbang.core.router.RouterPolicy;
import id.gerbang.core.seal.Sealer;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.subscriber.Router;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The built-in router that `gerbang try` speaks as: an address of its own on loopback, never
 * 127.0.0.1, and a secret that only who can read the key file knows. Its answers say the reason.
 */
public final class TryRouter {

  public static final String ADDRESS = "127.66.0.1";

  private static final int COA_PORT = 3799;

  private TryRouter() {}

  public static Secret secret(Sealer sealer) {
    return Secret.of(HexFormat.of().formatHex(sealer.derive("try-router")));
  }

  static Router of(Sealer sealer) {
    try {
      return new Router(
          Router.TRY_ID,
          "try",
          InetAddress.getByName(ADDRESS),
          secret(sealer),
          true,
          COA_PORT,
          Router.SignaturePolicy.REQUIRE,
          Optional.empty(),
          RouterPolicy.DEFAULT);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(ADDRESS + " is an address", e);
    }
  }
}
