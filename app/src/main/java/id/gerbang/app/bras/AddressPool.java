package id.gerbang.app.bras;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.BitSet;

/** An {@code /ip pool}: addresses from a first one upwards, the lowest free one first. */
final class AddressPool {

  private final int first;
  private final BitSet taken = new BitSet();

  AddressPool(InetAddress first) {
    this.first = ByteBuffer.wrap(first.getAddress()).getInt();
  }

  synchronized InetAddress take() {
    int offset = taken.nextClearBit(0);
    taken.set(offset);
    try {
      return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(first + offset).array());
    } catch (UnknownHostException unreachable) {
      throw new AssertionError("four octets are an address", unreachable);
    }
  }

  /** Takes an address back. Static addresses are expected to lie outside of all pools. */
  synchronized void release(InetAddress address) {
    int offset = ByteBuffer.wrap(address.getAddress()).getInt() - first;
    if (offset >= 0) {
      taken.clear(offset);
    }
  }
}
