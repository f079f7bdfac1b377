package id.gerbang.billing.backup;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.pop.Ipv4;
import id.gerbang.billing.pop.PopAddress;
import id.gerbang.routeros.standin.StandInRouter;
import java.net.Inet4Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;

/**
 * Whatever a link is made of: imported on two routers that are wired, its halves find each other.
 */
class WiredHalvesTest {

  private static final List<String> VERSIONS = List.of("6.49.18", "7.20.8");

  @RepeatedTest(24)
  void both_halves_of_any_link_come_up(RepetitionInfo run) {
    comeUp(new Random(run.getCurrentRepetition()));
  }

  @Tag("long")
  @RepeatedTest(600)
  void both_halves_of_many_more_come_up(RepetitionInfo run) {
    comeUp(new Random(1_000 + run.getCurrentRepetition()));
  }

  private static void comeUp(Random random) {
    Tunnel tunnel = anyTunnel(random);
    Password password = new Password(printable(random));
    LoginMode mode = random.nextBoolean() ? LoginMode.RADIUS : LoginMode.SECRET;
    String popVersion = VERSIONS.get(random.nextInt(2));
    String customerVersion = VERSIONS.get(random.nextInt(2));
    try (StandInRouter pop = StandInRouter.version(popVersion).start();
        StandInRouter customer = StandInRouter.version(customerVersion).start()) {
      customer.modem("lte1");
      pop.importRsc("/radius add address=10.0.0.3 secret=x service=ppp");
      pop.radius(
          (user, given) ->
              user.equals(tunnel.username()) && given.equals(password.clear())
                  ? Optional.of(tunnel.innerRemote().getHostAddress())
                  : Optional.empty());

      pop.importRsc(new PopHalf(tunnel, password, mode).first().text());
      customer.importRsc(
          new CustomerHalf(tunnel, password)
              .script(random.nextBoolean() ? RouterOsVersion.V6 : RouterOsVersion.V7)
              .text());
      StandInRouter.wire(pop, tunnel.popWanInterface(), customer, "lte1");

      assertThat(pop.print("/ppp/active")).as(tunnel + " " + mode).hasSize(1);
      for (StandInRouter router : List.of(pop, customer)) {
        Map<String, String> eoip = router.print("/interface/eoip").get(0);
        assertThat(eoip.get("running")).as(tunnel.toString()).isEqualTo("true");
      }
      assertThat(pop.print("/interface/eoip").get(0).get("mac-address"))
          .isNotEqualTo(customer.print("/interface/eoip").get(0).get("mac-address"));

      pop.importRsc(new PopHalf(tunnel, password, mode).removal(true).text());
      customer.importRsc(new CustomerHalf(tunnel, password).removal().text());
      assertThat(pop.export(true) + customer.export(true))
          .doesNotContain(Tunnel.MARK + tunnel.vlan());
    }
  }

  private static Tunnel anyTunnel(Random random) {
    return new Tunnel(
        1 + random.nextInt(4094),
        1 + random.nextInt(3),
        random.nextBoolean() ? Optional.empty() : Optional.of(1L + random.nextInt(100)),
        new PopAddress(host(random), 1 + random.nextInt(30)),
        random.nextBoolean() ? 443 : 1 + random.nextInt(65_535),
        "ether1",
        "ether" + (2 + random.nextInt(4)),
        "ether" + (1 + random.nextInt(5)),
        host(random),
        host(random),
        printable(random));
  }

  /** One of 16.0.0.0 to 111.255.255.255, in the middle of every network that it may be of. */
  private static Inet4Address host(Random random) {
    return Ipv4.of(((16L + random.nextInt(96)) << 24) | (random.nextInt(1 << 22) << 2) | 2);
  }

  /** ASCII, as an order lets it be: without spaces around. */
  private static String printable(Random random) {
    return random
        .ints(1 + random.nextInt(20), 0x21, 0x7f)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
