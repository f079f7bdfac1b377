package id.gerbang.app.bras;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/** The pools of a router, and the rule by which an Accept picks the client's address. */
final class AddressPools {

  private final AddressPool profilePool;
  private final Map<String, AddressPool> named;

  AddressPools(AddressPool profilePool, Map<String, AddressPool> named) {
    this.profilePool = profilePool;
    this.named = Map.copyOf(named);
  }

  /**
   * The address that an Accept gives; empty when it names a pool that the router lacks. The address
   * itself wins over the pool, and one that no host can have means the pool of the profile.
   */
  Optional<InetAddress> take(Attributes accept) {
    Optional<InetAddress> framed = accept.address(AttributeType.FRAMED_IP_ADDRESS);
    if (framed.isPresent()) {
      return framed.map(address -> isForHosts(address) ? address : profilePool.take());
    }
    Optional<String> pool = accept.text(AttributeType.FRAMED_POOL);
    return pool.isPresent()
        ? pool.map(named::get).map(AddressPool::take)
        : Optional.of(profilePool.take());
  }

  void release(InetAddress address) {
    profilePool.release(address);
    named.values().forEach(pool -> pool.release(address));
  }

  private static boolean isForHosts(InetAddress address) {
    int firstOctet = Byte.toUnsignedInt(address.getAddress()[0]);
    return firstOctet != 127 && firstOctet < 224;
  }
}
