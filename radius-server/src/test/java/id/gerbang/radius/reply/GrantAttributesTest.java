package id.gerbang.radius.reply;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.Grant;
import id.gerbang.core.access.Reason;
import id.gerbang.core.session.Granted;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.MikroTik;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.packet.Secret;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Instant;
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
                  GrantAttributes.accept(
                      writer, grant(Optional.empty(), Optional.empty()), id, NOON);
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

    assertThat(GrantAttributes.liveSuffices(without, with)).isTrue();
    assertThat(GrantAttributes.liveSuffices(with, without)).isFalse();
  }

  private static Grant grant(Optional<String> rate, Optional<Instant> end) {
    return new Grant(rate, "aktif", end, Optional.empty(), Optional.empty(), 1);
  }

  private static RadiusPacket accept(Grant grant) {
    RequestWriter writer = RequestWriter.coaRequest(0);
    GrantAttributes.accept(writer, grant, 1, NOON);
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
