package id.gerbang.radius.subscriber;

import id.gerbang.core.router.RouterPolicy;
import id.gerbang.radius.packet.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** A router for tests to which it matters little which. */
public final class PlainRouter {

  private PlainRouter() {}

  /** One at 10.0.0.1 that need not sign. */
  public static Router with(Secret secret) throws UnknownHostException {
    return at(InetAddress.getByName("10.0.0.1"), secret);
  }

  /** One that need not sign. */
  public static Router at(InetAddress address, Secret secret) {
    return with(address, secret, RouterPolicy.DEFAULT);
  }

  /** One at 10.0.0.1 that does so with who is isolated. */
  public static Router with(Secret secret, RouterPolicy policy) throws UnknownHostException {
    return with(InetAddress.getByName("10.0.0.1"), secret, policy);
  }

  private static Router with(InetAddress address, Secret secret, RouterPolicy policy) {
    return new Router(
        1,
        "BRAS-1",
        address,
        secret,
        true,
        3799,
        Router.SignaturePolicy.OFF,
        Optional.empty(),
        policy);
  }
}
