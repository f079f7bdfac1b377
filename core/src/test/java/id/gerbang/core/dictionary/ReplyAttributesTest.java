package id.gerbang.core.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyAttributesTest {

  private static final Path SHIPPED =
      Path.of(System.getProperty("gerbang.root"), "conf/dictionary/dictionary");

  @TempDir static Path folder;
  private static Dictionary dictionary;

  @BeforeAll
  static void readShippedAndTypesOfOthers() throws Exception {
    Files.writeString(
        folder.resolve("dictionary"),
        "$INCLUDE "
            + SHIPPED
            + """

            ATTRIBUTE Route-Prefix 230 ipv4prefix
            ATTRIBUTE Mac 231 ether
            ATTRIBUTE Size 232 integer64
            ATTRIBUTE Small 233 byte
            ATTRIBUTE Medium 234 short
            ATTRIBUTE Below 235 signed
            ATTRIBUTE Either 236 combo-ip
            ATTRIBUTE Four 237 octets[4]
            ATTRIBUTE Old-Filter 238 abinary
            ATTRIBUTE Filter 238 abinary
            ATTRIBUTE Parts 239 tlv
            ATTRIBUTE Part 239.1 string
            ATTRIBUTE Fields 251 struct
            ATTRIBUTE Further 241 extended
            ATTRIBUTE Tunnel 240 integer has_tag
            ATTRIBUTE Tunnel-End 250 string has_tag
            ATTRIBUTE Own-Name 1100 string
            VENDOR USR 429 format=4,0
            VENDOR Lucent 4846 format=2,1
            VENDOR WiMAX 24757 format=1,1,c
            BEGIN-VENDOR USR
            ATTRIBUTE USR-Speed 0x9801 integer
            END-VENDOR USR
            BEGIN-VENDOR Lucent
            ATTRIBUTE Lucent-Name 257 string
            END-VENDOR Lucent
            BEGIN-VENDOR WiMAX
            ATTRIBUTE WiMAX-Name 3 string
            END-VENDOR WiMAX
            """);
    dictionary = Dictionary.read(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "Idle-Timeout, 600, 28, 00000258",
    "Idle-Timeout, 0x258, 28, 00000258",
    "Idle-Timeout, 4294967295, 28, ffffffff",
    "Acct-Interim-Interval, 900, 85, 00000384",
    "Filter-Id, batas.in, 11, 62617461732e696e",
    "Framed-IP-Netmask, 255.255.255.0, 9, ffffff00",
    "Framed-Routing, None, 10, 00000000",
    "Framed-IPv6-Address, 2001:db8::1, 168, 20010db8000000000000000000000001",
    "Framed-Interface-Id, 0:0:1:ff, 96, 00000000000100ff",
    "Route-IPv6-Information, 2001:db8:1:ffff::/48, 170, 003020010db80001",
    "Route-IPv6-Information, ::/0, 170, 0000",
    "Route-Prefix, 10.9.8.7/24, 230, 00180a090800",
    "Mac, 4C:5E:0C:11:22:33, 231, 4c5e0c112233",
    "Size, 18446744073709551615, 232, ffffffffffffffff",
    "Parts, 0x01040a0b0203ff, 239, 01040a0b0203ff",
    "Fields, 0x01020304, 251, 01020304",
    "Further, 0x0161, 241, 0161",
    "Small, 255, 233, ff",
    "Medium, 258, 234, 0102",
    "Below, -2, 235, fffffffe",
    "Either, 10.0.0.1, 236, 0a000001",
    "Either, 2001:db8::1, 236, 20010db8000000000000000000000001",
    "Four, 0x01020304, 237, 01020304",
    "Filter, 0x0a, 238, 0a",
    "Tunnel, 3, 240, 00000003",
    "Tunnel-End, a, 250, 0061",
    "Framed-IP-Netmask, 0xffffff00, 9, ffffff00",
    "Route-IPv6-Information, 0x003020010db80001, 170, 003020010db80001",
    "Mac, 0x4c5e0c112233, 231, 4c5e0c112233",
    "Mikrotik-Group, emas, 26, 00003a8c0306656d6173",
    "Mikrotik-Recv-Limit, 1000000, 26, 00003a8c0106000f4240",
    "USR-Speed, 9, 26, 000001ad0000980100000009",
    "Lucent-Name, x, 26, 000012ee01010478",
    "WiMAX-Name, x, 26, 000060b503040078",
  })
  void a_text_becomes_octets(String name, String text, int type, String octets) {
    EncodedAttribute encoded = ReplyAttributes.encode(dictionary, name, text);

    assertThat(encoded.type()).isEqualTo(type);
    assertThat(HexFormat.of().formatHex(encoded.value())).isEqualTo(octets);
  }

  @Test
  void a_date_is_an_instant_or_its_seconds() {
    Dictionary dates = dictionaryOf("ATTRIBUTE Until 200 date");

    assertThat(ReplyAttributes.encode(dates, "Until", "2026-01-01T00:00:00Z").value())
        .isEqualTo(ReplyAttributes.encode(dates, "Until", "1767225600").value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Idle-Timeot        | 600       | is no attribute of the dictionary",
        "Part               | x         | stands inside another attribute: that one is given, as octets",
        "Idle-Timeout       | ten       | takes a number from 0 to 4294967295",
        "Idle-Timeout       | 4294967296| takes a number from 0 to 4294967295",
        "Idle-Timeout       | -1        | takes a number from 0 to 4294967295",
        "Idle-Timeout       | ''        | takes a number from 0 to 4294967295",
        "Filter-Id          | ''        | has no value",
        "Framed-IP-Netmask  | tetangga  | takes an IPv4 address",
        "Framed-IP-Netmask  | 1.2.3.256 | takes an IPv4 address",
        "Framed-IP-Netmask  | 255.255.0 | takes an IPv4 address",
        "Framed-IP-Netmask  | 010.9.0.0 | takes an IPv4 address",
        "Framed-IP-Netmask  | 0xffff    | takes an IPv4 address",
        "Framed-IPv6-Address| 10.0.0.1  | takes an IPv6 address",
        "Framed-IPv6-Address| 0x20010db8| takes an IPv6 address",
        "Either             | 0x0a0000  | takes an IPv4 or IPv6 address",
        "Route-IPv6-Information | 0x00ff| takes an IPv6 prefix, such as 2001:db8:1::/48",
        "Route-IPv6-Information | 0x000820ff | takes an IPv6 prefix, such as 2001:db8:1::/48",
        "Route-Prefix       | 0x00180a09| takes an IPv4 prefix, such as 10.9.0.0/24",
        "Route-Prefix       | 10.9/16   | takes an IPv4 prefix, such as 10.9.0.0/24",
        "Route-IPv6-Information | ::/129| takes an IPv6 prefix, such as 2001:db8:1::/48",
        "Framed-Interface-Id| 0:0:1     | takes an interface id, such as 0:0:0:1",
        "Framed-Interface-Id| 12345:0:0:1 | takes an interface id, such as 0:0:0:1",
        "Framed-Interface-Id| 0:0:0:-1  | takes an interface id, such as 0:0:0:1",
        "Framed-Interface-Id| 0x01      | takes an interface id, such as 0:0:0:1",
        "Mac                | 4C:5E:0C  | takes a MAC address",
        "Mac                | 0x4c5e0c  | takes a MAC address",
        "Small              | 256       | takes a number from 0 to 255",
        "Four               | 0x0102    | takes 4 octets, not 2",
        "Filter             | ip in     | takes 0x and hexadecimal digits",
        "Old-Filter         | 0x01      | is another name of Filter: give it by that one",
        "Parts              | 0x01      | takes 0x and hexadecimal digits, which are parts of type, length and value",
        "Parts              | 0x0104000a02 | takes 0x and hexadecimal digits, which are parts of type, length and value",
        "Parts              | 0x0105000a | takes 0x and hexadecimal digits, which are parts of type, length and value",
        "Parts              | 0x010200  | takes 0x and hexadecimal digits, which are parts of type, length and value",
        "Parts              | a         | takes 0x and hexadecimal digits, which are parts of type, length and value",
        "Tunnel             | 16777216  | takes a number up to 16777215",
        "Own-Name           | x         | is never sent in a packet",
        "Acct-Interim-Interval| 59      | takes from 60 to 3600 seconds",
        "Acct-Interim-Interval| 3601    | takes from 60 to 3600 seconds",
        "Acct-Interim-Interval| 4294967295 | takes from 60 to 3600 seconds",
        "Class              | 0x01      | is set by the server itself",
        "Framed-Pool        | x         | is set by the server itself",
        "Mikrotik-Rate-Limit| 1M/1M     | is set by the server itself",
        "Message-Authenticator| 0x00    | is set by the server itself",
        "Vendor-Specific    | 0x01      | holds other attributes, and can't be given itself",
        "User-Password      | rahasia   | is what a router sends, not what it is sent",
        "NAS-Port           | 1         | is what a router sends, not what it is sent",
      })
  void what_can_not_be_sent_says_why(String name, String text, String why) {
    assertThatThrownBy(() -> ReplyAttributes.encode(dictionary, name, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(why);
  }

  @Test
  void a_name_that_is_no_value_is_told_which_there_are() {
    assertThatThrownBy(() -> ReplyAttributes.encode(dictionary, "Framed-Routing", "Never"))
        .hasMessageStartingWith("takes a number from 0 to 4294967295, or one of ")
        .hasMessageContaining("None");
  }

  @Test
  void a_tag_is_no_part_of_what_is_read() {
    assertThat(ReplyAttributes.printed(dictionary, "Tunnel-End", "a")).isEqualTo("a");
    assertThat(ReplyAttributes.printed(dictionary, "Tunnel", "3")).isEqualTo("3");
  }

  @Test
  void a_secret_has_no_place_in_a_plan() {
    Dictionary secrets = dictionaryOf("ATTRIBUTE Tunnel-Password 69 string has_tag,encrypt=2");

    assertThatThrownBy(() -> ReplyAttributes.encode(secrets, "Tunnel-Password", "x"))
        .hasMessage("is a secret, and a plan is no place for one");
  }

  @Test
  void it_holds_what_fits_into_one_attribute() {
    assertThat(ReplyAttributes.encode(dictionary, "Filter-Id", "x".repeat(253)).value())
        .hasSize(253);
    assertThatThrownBy(() -> ReplyAttributes.encode(dictionary, "Filter-Id", "x".repeat(254)))
        .hasMessage("holds at most 253 octets, not 254");
    assertThat(ReplyAttributes.encode(dictionary, "Mikrotik-Group", "x".repeat(247)).value())
        .hasSize(253);
    assertThatThrownBy(() -> ReplyAttributes.encode(dictionary, "Mikrotik-Group", "x".repeat(248)))
        .hasMessage("holds at most 247 octets, not 248");
  }

  private static Dictionary dictionaryOf(String lines) {
    try {
      Path file = Files.createTempFile(folder, "dictionary", "");
      Files.writeString(file, lines);
      return Dictionary.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
