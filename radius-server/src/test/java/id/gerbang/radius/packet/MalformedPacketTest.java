package id.gerbang.radius.packet;

import static id.gerbang.radius.packet.Packets.octets;
import static id.gerbang.radius.packet.Packets.packet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.radius.packet.Authenticators.MessageAuthenticator;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MalformedPacketTest {
  private static final String HEADER = "0101%04x000102030405060708090a0b0c0d0e0f";

  @ParameterizedTest
  @CsvSource({
    "'',                                          no octets",
    "0101001400010203040506070809,                fewer than 20 octets",
    "01010013000102030405060708090a0b0c0d0e0f,    Length 19",
    "01010000000102030405060708090a0b0c0d0e0f,    Length 0",
    "01010015000102030405060708090a0b0c0d0e0f,    Length past the datagram",
    "01010015000102030405060708090a0b0c0d0e0f01,  one spare octet",
    "01010017000102030405060708090a0b0c0d0e0f010061, attribute length 0",
    "01010017000102030405060708090a0b0c0d0e0f010161, attribute length 1",
    "01010017000102030405060708090a0b0c0d0e0f010461, attribute past the end",
    "01010017000102030405060708090a0b0c0d0e0f000361, attribute type 0",
    "01010025000102030405060708090a0b0c0d0e0f5011000000000000000000000000000000, "
        + "Message-Authenticator of 15 octets",
  })
  void is_no_packet(String hex, String why) {
    assertMalformed(octets(hex), why);
  }

  @Test
  void length_past_4096_is_no_packet() {
    byte[] datagram = Arrays.copyOf(octets(HEADER.formatted(4097)), 4097);
    for (int at = 20; at + 19 <= 4097; at += 20) {
      datagram[at] = 1;
      datagram[at + 1] = 20;
    }
    assertMalformed(datagram, "4097 octets");
  }

  @Test
  void two_message_authenticators_are_no_packet() {
    String one = "5012" + "00".repeat(16);
    assertMalformed(octets(HEADER.formatted(56) + one + one), "two Message-Authenticators");
  }

  @Test
  void a_251st_attribute_is_too_many() throws Exception {
    String most = HEADER.formatted(20 + 250 * 2) + "2102".repeat(250);
    assertThat(packet(most).count(Attribute.PROXY_STATE)).isEqualTo(250);

    String tooMany = HEADER.formatted(20 + 251 * 2) + "2102".repeat(251);
    assertMalformed(octets(tooMany), "251 attributes");
  }

  @Test
  void octets_after_length_are_padding() throws Exception {
    byte[] request = octets(OwnVectors.PAP_REQUEST);
    byte[] padded = Arrays.copyOf(request, request.length + 8);
    padded[request.length] = 99;

    RadiusPacket packet = packet(padded);

    assertThat(packet.toByteArray()).isEqualTo(request);
    assertThat(Authenticators.checkMessageAuthenticator(packet, OwnVectors.SECRET))
        .isEqualTo(MessageAuthenticator.GENUINE);
  }

  @Test
  void what_stands_behind_a_packet_is_none_of_its_attributes() throws Exception {
    byte[] request = octets(OwnVectors.PAP_REQUEST);
    byte[] room = Arrays.copyOf(request, 2048);
    System.arraycopy(octets("1a0c000013370806ac100001"), 0, room, request.length, 12);
    System.arraycopy(octets("2106aaaaaaaa"), 0, room, request.length + 12, 6);

    RadiusPacket packet = RadiusPacket.read(room, request.length);

    assertThat(packet.has(Attribute.PROXY_STATE)).isFalse();
    assertThat(packet.hasVendor(0x1337, 8)).isFalse();
    assertThat(packet.attributes()).hasSameSizeAs(packet(request).attributes());
    assertThat(packet.toByteArray()).isEqualTo(request);
  }

  @Test
  void a_zeroed_or_missing_message_authenticator_is_told_apart() throws Exception {
    byte[] zeroed = octets(OwnVectors.PAP_REQUEST);
    Arrays.fill(zeroed, 22, 38, (byte) 0);
    assertThat(Authenticators.checkMessageAuthenticator(packet(zeroed), OwnVectors.SECRET))
        .isEqualTo(MessageAuthenticator.FORGED);

    String bare = "0c090014" + OwnVectors.AUTHENTICATOR;
    assertThat(Authenticators.checkMessageAuthenticator(packet(bare), OwnVectors.SECRET))
        .isEqualTo(MessageAuthenticator.ABSENT);
  }

  @Test
  void a_length_one_longer_than_the_datagram_or_a_first_attribute_of_length_1_is_no_packet() {
    byte[] longer = octets(OwnVectors.PAP_REQUEST);
    longer[3] = (byte) 0xaa;
    assertMalformed(longer, "Length 0x00aa");
    byte[] first = octets(OwnVectors.PAP_REQUEST);
    first[21] = 1;
    assertMalformed(first, "first attribute of length 1");
    first[21] = 0;
    assertMalformed(first, "first attribute of length 0");
  }

  @Test
  void numbers_and_addresses_of_wrong_size_are_absent() throws Exception {
    RadiusPacket packet = packet(HEADER.formatted(35) + "0505000001" + "08050a0000" + "5f050a0000");

    assertThat(packet.has(Attribute.NAS_PORT)).isTrue();
    assertThat(packet.integer(Attribute.NAS_PORT, -1)).isEqualTo(-1);
    assertThat(packet.ipv4(Attribute.FRAMED_IP_ADDRESS)).isEmpty();
    assertThat(packet.ipv6(Attribute.NAS_IPV6_ADDRESS)).isEmpty();
  }

  @Test
  void an_ipv4_mapped_address_is_no_ipv6_address() throws Exception {
    String mapped = "5f12" + "00".repeat(10) + "ffff0a000001";
    assertThat(packet(HEADER.formatted(38) + mapped).ipv6(Attribute.NAS_IPV6_ADDRESS)).isEmpty();
  }

  @Test
  void several_sub_attributes_may_share_one_vendor_specific() throws Exception {
    RadiusPacket packet =
        packet(HEADER.formatted(38) + "1a12" + "00003a8c" + "0805314d2f" + "1303aa" + "130462ff");

    assertThat(packet.vendorText(MikroTik.VENDOR, MikroTik.RATE_LIMIT)).contains("1M/");
    assertThat(packet.countVendor(MikroTik.VENDOR, MikroTik.ADDRESS_LIST)).isEqualTo(2);
    assertThat(packet.vendorOctets(MikroTik.VENDOR, MikroTik.ADDRESS_LIST))
        .contains(new byte[] {(byte) 0xaa});
    assertThat(packet.hasVendor(Microsoft.VENDOR, MikroTik.RATE_LIMIT)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1a0b00003a8c0806314d2f, past the end",
    "1a0c00003a8c0805314d2f01, a spare octet",
    "1a0b00003a8c0800314d2f, sub-length 0",
    "1a0500003a, shorter than a vendor id",
  })
  void broken_sub_attributes_are_opaque(String attribute, String why) throws Exception {
    RadiusPacket packet = packet(HEADER.formatted(20 + attribute.length() / 2) + attribute);

    assertThat(packet.hasVendor(MikroTik.VENDOR, MikroTik.RATE_LIMIT)).as(why).isFalse();
    assertThat(packet.has(Attribute.VENDOR_SPECIFIC)).isTrue();
  }

  @Test
  void vendor_0_is_never_the_standard_attribute() throws Exception {
    RadiusPacket packet = packet(HEADER.formatted(32) + "1a0c" + "00000000" + "010662756469");

    assertThat(packet.text(Attribute.USER_NAME)).isEmpty();
  }

  @Test
  void whatever_is_sent_the_only_exception_is_the_quiet_one() {
    Random random = new Random(5461);
    byte[][] seeds = {
      octets(OwnVectors.PAP_REQUEST),
      octets(OwnVectors.INTERIM),
      octets(OwnVectors.MSCHAP2_REQUEST),
      octets(OwnVectors.MSCHAP2_ACCEPT),
      octets(OwnVectors.COA)
    };
    int read = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] datagram = mutated(seeds[i % seeds.length], random);
      try {
        readAll(packet(datagram));
        read++;
      } catch (MalformedPacketException e) {
        assertThat(e.getStackTrace()).isEmpty();
      }
    }
    assertThat(read).as("mutations that are still packets").isBetween(10_000, 90_000);
  }

  private static byte[] mutated(byte[] seed, Random random) {
    byte[] datagram = Arrays.copyOf(seed, seed.length - random.nextInt(2) * random.nextInt(20));
    for (int changes = random.nextInt(4); changes >= 0; changes--) {
      datagram[random.nextInt(datagram.length)] = (byte) random.nextInt();
    }
    return datagram;
  }

  private static void readAll(RadiusPacket packet) {
    packet.attributes();
    for (int type = 1; type < 256; type++) {
      packet.octets(type);
      packet.allOctets(type);
      packet.integer(type, -1);
      packet.text(type);
      packet.ipv4(type);
      packet.ipv6(type);
    }
    for (int type = 0; type < 32; type++) {
      packet.vendorOctets(MikroTik.VENDOR, type);
      packet.countVendor(Microsoft.VENDOR, type);
      packet.vendorInteger(Microsoft.VENDOR, type, -1);
    }
    Authenticators.isRequestGenuine(packet, OwnVectors.SECRET);
    Authenticators.checkMessageAuthenticator(packet, OwnVectors.SECRET);
  }

  private static void assertMalformed(byte[] datagram, String why) {
    assertThatThrownBy(() -> packet(datagram)).as(why).isSameAs(MalformedPacketException.INSTANCE);
  }
}
