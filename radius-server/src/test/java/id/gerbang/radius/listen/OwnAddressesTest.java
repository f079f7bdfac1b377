package id.gerbang.radius.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnAddressesTest {

  @Test
  void interfaces_that_were_there_first_come_first() {
    List<InetAddress> now = List.copyOf(OwnAddresses.now());
    assertThat(now).noneMatch(InetAddress::isLinkLocalAddress);
    assertThat(now)
        .extracting(address -> NetworkInterface.getByInetAddress(address).getIndex())
        .isSorted();
    assertThat(now.get(0).isLoopbackAddress()).as("the first of %s", now).isTrue();
  }
}
