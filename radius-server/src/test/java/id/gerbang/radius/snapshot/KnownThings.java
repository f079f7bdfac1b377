package id.gerbang.radius.snapshot;

import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Grant;
import id.gerbang.core.access.Ipv6Prefix;
import id.gerbang.core.access.Reason;
import id.gerbang.core.dictionary.EncodedAttribute;
import id.gerbang.core.plan.RateLimit;
import id.gerbang.core.router.Isolation;
import id.gerbang.core.router.RouterPolicy;
import id.gerbang.core.session.Granted;
import id.gerbang.radius.address.AddressPools;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.session.Place;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionRow;
import id.gerbang.radius.subscriber.Router;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One of each thing that a RADIUS process knows, with all that a snapshot may keep of it. */
final class KnownThings {

  static final Instant NOON = Instant.parse("2026-03-01T05:00:00.123456Z");
  static final String SECRET = "rahasia-router-yang-tak-terlihat";
  static final String PASSWORD = "sandi-yang-tak-terlihat";
  static final AddressPools.Kept LEASE = new AddressPools.Kept(9, 7, 0, 0x0a0a0002, NOON, true);

  private KnownThings() {}

  static Entitlement full(long id) throws IOException {
    return new Entitlement(
        id,
        "budi" + id + "@desa.ñ",
        3,
        true,
        Optional.of(Entitlement.Unpaid.slow(new RateLimit.Pair(512_000, 1_000_000))),
        Optional.of(new Entitlement.Hold(Optional.of(NOON), true)),
        Optional.of(NOON.plusSeconds(1)),
        Optional.of((Inet4Address) InetAddress.getByName("10.20.30.40")),
        Optional.of(
            new RateLimit(
                new RateLimit.Pair(1_000, 2_000),
                Optional.of(
                    new RateLimit.Burst(
                        new RateLimit.Pair(3_000, 4_000), new RateLimit.Pair(500, 600), 7, 8)),
                5,
                Optional.of(new RateLimit.Pair(100, 200)))),
        Optional.of("kolam"),
        "aktif",
        new Entitlement.SessionRules(
            2,
            Entitlement.OnLimit.REFUSE,
            Entitlement.MacPolicy.LIST,
            List.of("4c5e0c112233"),
            Optional.of(NOON),
            true,
            Optional.of(3L)),
        Optional.of(12L),
        List.of("10.0.0.0/24 10.0.0.1 1"),
        new Entitlement.Ipv6(
            Optional.of(Ipv6Prefix.parse("2001:db8::/64")),
            Optional.of(Ipv6Prefix.parse("2001:db8:1::/56")),
            Optional.of("v6"),
            Optional.of("pd")),
        List.of(
            new Entitlement.ExtraAttribute(
                "Filter-Id", "x", Optional.of(new EncodedAttribute(11, new byte[] {'x'})))));
  }

  static Entitlement plain(long id) {
    return new Entitlement(
        id,
        "siti" + id,
        1,
        false,
        Optional.empty(),
        Optional.of(new Entitlement.Hold(Optional.empty())),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "aktif");
  }

  static Router router() throws IOException {
    return new Router(
        1,
        "BRAS-1",
        InetAddress.getByName("2001:db8::1"),
        Secret.of(SECRET),
        false,
        3800,
        Router.SignaturePolicy.AUTO,
        Optional.of(NOON),
        new RouterPolicy(Isolation.POOL, "daftar", "kolam", "64k/64k"));
  }

  static Router builtIn() throws IOException {
    return new Router(
        Router.TRY_ID,
        "try",
        InetAddress.getByName("127.66.0.1"),
        Secret.of("try"),
        true,
        3799,
        Router.SignaturePolicy.REQUIRE,
        Optional.empty(),
        RouterPolicy.DEFAULT);
  }

  static SessionRow session(Optional<Long> subscriberId) {
    return new SessionRow(
        new SessionKey(1, "81000001", subscriberId.isPresent() ? "budi" : "secret-of-the-router"),
        2,
        subscriberId,
        "",
        Granted.of(
                Reason.ACTIVE,
                new Grant(
                    Optional.of("5M/10M"),
                    "aktif",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    1))
            .text(),
        new Place(
            Optional.of("10.0.0.2"),
            Optional.empty(),
            Optional.empty(),
            Optional.of("4C:5E:0C:11:22:33"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(15728641L),
            Optional.of("ether2"),
            Optional.empty()),
        NOON.minusSeconds(60),
        NOON,
        NOON.plusSeconds(1),
        id.gerbang.radius.session.Counters.ZERO,
        Optional.empty());
  }
}
