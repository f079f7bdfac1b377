package id.gerbang.radius.reply;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.Entitlement.ExtraAttribute;
import id.gerbang.core.access.Entitlement.Ipv6;
import id.gerbang.core.access.Grant;
import id.gerbang.core.access.Ipv6Prefix;
import id.gerbang.core.access.Reason;
import id.gerbang.core.dictionary.EncodedAttribute;
import id.gerbang.core.session.Granted;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.MikroTik;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RawAttribute;
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.packet.Secret;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantAttributesTest {

  private static final Instant NOON = Instant.parse("2026-03-01T05:00:00Z");

  @Test
  void an_accept_says_the_whole_grant() throws Exception {
    Inet4Address ip = (Inet4Address) InetAddress.getByName("10.100.9.9");
    RadiusPacket accept =
        accept(
            new Grant(
                Optional.of("5M/10M"),
                "aktif",
                Optional.of(NOON.plusSeconds(90)),
                Optional.of(ip),
                Optional.of("kolam"),
                1));

    assertThat(accept.ipv4(Attribute.FRAMED_IP_ADDRESS)).contains(ip);
    assertThat(accept.text(Attribute.FRAMED_POOL)).contains("kolam");
    assertThat(accept.vendorText(MikroTik.VENDOR, MikroTik.RATE_LIMIT)).contains("5M/10M");
    assertThat(accept.vendorText(MikroTik.VENDOR, MikroTik.ADDRESS_LIST)).contains("aktif");
    assertThat(accept.integer(Attribute.SESSION_TIMEOUT, -1)).isEqualTo(90);
  }

  @Test
  void an_accept_without_rate_or_end_leaves_both_to_the_router() throws Exception {
    RadiusPacket accept = accept(grant(Optional.empty(), Optional.empty()));

    assertThat(accept.hasVendor(MikroTik.VENDOR, MikroTik.RATE_LIMIT)).isFalse();
    assertThat(accept.has(Attribute.SESSION_TIMEOUT)).isFalse();
    assertThat(accept.hasVendor(MikroTik.VENDOR, MikroTik.ADDRESS_LIST)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"-5, 1", "0, 1", "1, 1", "21474720, 21474720", "99999999, 21474720"})
  void a_session_timeout_is_never_zero_nor_more_than_routeros_takes(long seconds, long sent)
      throws Exception {
    RadiusPacket accept = accept(grant(Optional.empty(), Optional.of(NOON.plusSeconds(seconds))));

    assertThat(accept.integer(Attribute.SESSION_TIMEOUT, -1)).isEqualTo(sent);
  }

  @Test
  void interims_are_spread_by_subscriber_between_270_and_330_seconds() throws Exception {
    long[] intervals =
        LongStream.range(0, 1_000)
            .map(
                id -> {
                  RequestWriter writer = RequestWriter.coaRequest(0);
                  Grant grant = grant(Optional.empty(), Optional.empty());
                  GrantAttributes.accept(writer, grant, GrantAttributes.lasting(grant), id, NOON);
                  return read(writer).integer(Attribute.ACCT_INTERIM_INTERVAL, -1);
                })
            .distinct()
            .toArray();

    assertThat(intervals).hasSize(61);
    assertThat(LongStream.of(intervals)).allMatch(seconds -> seconds >= 270 && seconds <= 330);
  }

  @Test
  void a_coa_counts_the_end_from_the_sessions_start_and_takes_one_away_by_the_largest()
      throws Exception {
    Grant ending = grant(Optional.of("5M/10M"), Optional.of(NOON.plusSeconds(90)));
    Grant endless = grant(Optional.of("5M/10M"), Optional.empty());

    assertThat(live(ending, false).integer(Attribute.SESSION_TIMEOUT, -1)).isEqualTo(190);
    assertThat(live(endless, true).integer(Attribute.SESSION_TIMEOUT, -1)).isEqualTo(21_474_720);
    assertThat(live(endless, false).has(Attribute.SESSION_TIMEOUT)).isFalse();
    assertThat(live(ending, false).has(Attribute.FRAMED_POOL)).isFalse();
  }

  @Test
  void a_rate_can_be_given_live_but_not_taken_away() {
    Granted with = Granted.of(Reason.ACTIVE, grant(Optional.of("5M/10M"), Optional.empty()));
    Granted without = Granted.of(Reason.ACTIVE, grant(Optional.empty(), Optional.empty()));

    assertThat(without.becomesLive(with)).isTrue();
    assertThat(with.becomesLive(without)).isFalse();
  }

  @Test
  void routes_ipv6_and_other_attributes_stand_in_an_accept() throws Exception {
    RadiusPacket accept = accept(everything());

    assertThat(raw(accept, RawAttribute.STANDARD, Attribute.FRAMED_ROUTE))
        .containsExactly(hex("10.9.0.0/24 0.0.0.0 1"), hex("10.9.1.0/24"));
    // RFC 3162 §2.3, RFC 4818 §3: reserved, length, and no more octets than the length needs.
    assertThat(raw(accept, RawAttribute.STANDARD, Attribute.FRAMED_IPV6_PREFIX))
        .containsExactly("004020010db800010002");
    assertThat(raw(accept, RawAttribute.STANDARD, Attribute.DELEGATED_IPV6_PREFIX))
        .containsExactly("003820010db8f000ab");
    assertThat(accept.integer(Attribute.IDLE_TIMEOUT, -1)).isEqualTo(600);
    assertThat(accept.vendorText(MikroTik.VENDOR, MikroTik.GROUP)).contains("emas");
  }

  @Test
  void ipv6_pools_have_their_names_and_the_delegated_one_both() throws Exception {
    Optional<String> link = Optional.of("enam");
    Optional<String> lan = Optional.of("lan6");
    Ipv6 pools = new Ipv6(Optional.empty(), Optional.empty(), link, lan);

    RadiusPacket accept = accept(with(List.of(), pools, List.of()));

    assertThat(accept.text(Attribute.FRAMED_IPV6_POOL)).isEqualTo(link);
    assertThat(accept.text(Attribute.DELEGATED_IPV6_PREFIX_POOL)).isEqualTo(lan);
    assertThat(accept.vendorText(MikroTik.VENDOR, MikroTik.DELEGATED_IPV6_POOL)).isEqualTo(lan);
  }

  @Test
  void a_coa_has_of_them_only_what_routeros_changes_live() throws Exception {
    RadiusPacket change = live(everything(), false);

    assertThat(change.integer(Attribute.IDLE_TIMEOUT, -1)).isEqualTo(600);
    assertThat(change.hasVendor(MikroTik.VENDOR, MikroTik.GROUP)).isFalse();
    assertThat(change.has(Attribute.FRAMED_ROUTE)).isFalse();
    assertThat(change.has(Attribute.FRAMED_IPV6_PREFIX)).isFalse();
    assertThat(change.has(Attribute.DELEGATED_IPV6_PREFIX)).isFalse();
  }

  @Test
  void an_interim_that_the_isp_named_is_sent_instead_of_ours() {
    RadiusPacket accept =
        accept(
            with(
                List.of(),
                Ipv6.NONE,
                List.of(
                    new ExtraAttribute(
                        "Acct-Interim-Interval",
                        "900",
                        Optional.of(new EncodedAttribute(85, octets("00000384")))))));

    assertThat(accept.count(Attribute.ACCT_INTERIM_INTERVAL)).isEqualTo(1);
    assertThat(accept.integer(Attribute.ACCT_INTERIM_INTERVAL, -1)).isEqualTo(900);
  }

  private static Grant everything() {
    return with(
        List.of("10.9.0.0/24 0.0.0.0 1", "10.9.1.0/24"),
        new Ipv6(
            Optional.of(Ipv6Prefix.parse("2001:db8:1:2::/64")),
            Optional.of(Ipv6Prefix.parse("2001:db8:f000:ab00::/56")),
            Optional.empty(),
            Optional.empty()),
        List.of(
            new ExtraAttribute(
                "Idle-Timeout",
                "600",
                Optional.of(new EncodedAttribute(Attribute.IDLE_TIMEOUT, octets("00000258")))),
            new ExtraAttribute(
                "Mikrotik-Group",
                "emas",
                Optional.of(
                    new EncodedAttribute(
                        Attribute.VENDOR_SPECIFIC, octets("00003a8c0306656d6173"))))));
  }

  private static Grant with(List<String> routes, Ipv6 ipv6, List<ExtraAttribute> attributes) {
    return new Grant(
        Optional.of("5M/10M"),
        "aktif",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1,
        Optional.empty(),
        routes,
        ipv6,
        attributes);
  }

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static List<String> raw(RadiusPacket packet, int vendor, int type) {
    return packet.attributes().stream()
        .filter(one -> one.vendor() == vendor && one.type() == type)
        .map(one -> HexFormat.of().formatHex(one.value()))
        .toList();
  }

  private static Grant grant(Optional<String> rate, Optional<Instant> end) {
    return new Grant(rate, "aktif", end, Optional.empty(), Optional.empty(), 1);
  }

  private static RadiusPacket accept(Grant grant) {
    RequestWriter writer = RequestWriter.coaRequest(0);
    GrantAttributes.accept(writer, grant, GrantAttributes.lasting(grant), 1, NOON);
    return read(writer);
  }

  private static RadiusPacket live(Grant grant, boolean hadEnd) {
    RequestWriter writer = RequestWriter.coaRequest(0);
    GrantAttributes.live(writer, grant, hadEnd, NOON.minusSeconds(100));
    return read(writer);
  }

  private static RadiusPacket read(RequestWriter writer) {
    try {
      return Packets.packet(writer.finish(Secret.of("s")));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
