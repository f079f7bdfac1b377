package id.gerbang.radius.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.core.dictionary.DictionaryAttribute;
import id.gerbang.core.dictionary.Vendor;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Captures;
import id.gerbang.radius.packet.Microsoft;
import id.gerbang.radius.packet.MikroTik;
import id.gerbang.radius.packet.OwnVectors;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RawAttribute;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintedAttributeTest {
  static final Dictionary SHIPPED =
      Dictionary.read(Path.of(System.getProperty("gerbang.root"), "conf/dictionary/dictionary"));

  @Test
  void the_shipped_dictionary_knows_every_attribute_that_the_code_names() throws Exception {
    assertNames(RawAttribute.STANDARD, "", Attribute.class);
    assertNames(MikroTik.VENDOR, "MIKROTIK_", MikroTik.class);
    assertNames(Microsoft.VENDOR, "", Microsoft.class);
  }

  @Test
  void the_shipped_dictionary_has_its_three_vendors_whole() {
    assertThat(SHIPPED.vendors())
        .containsOnlyKeys(14988, 311, 14122)
        .extractingByKey(14988)
        .extracting(Vendor::name)
        .isEqualTo("Mikrotik");
    for (int type = 1; type <= 30; type++) {
      assertThat(SHIPPED.attribute(MikroTik.VENDOR, type)).as("MikroTik's %d", type).isPresent();
    }
  }

  @Test
  void a_login_prints_in_order_without_its_password() throws Exception {
    assertThat(PrintedAttribute.of(Packets.packet(OwnVectors.PAP_REQUEST), SHIPPED))
        .extracting(PrintedAttribute::toString)
        .containsExactly(
            "Message-Authenticator = 0x777e3c0d854ae894e854c4ee60d2b9b8",
            "User-Name = budi@isp",
            "User-Password = (hidden)",
            "NAS-IP-Address = 10.20.0.1",
            "NAS-Identifier = BRAS-01",
            "NAS-Port-Type = Ethernet",
            "Service-Type = Framed",
            "Framed-Protocol = PPP",
            "Calling-Station-Id = 4C:5E:0C:11:22:33",
            "Called-Station-Id = pppoe-isp",
            "NAS-Port-Id = ether2",
            "NAS-Port = 2164260865",
            "Acct-Session-Id = 81000001");
  }

  @Test
  void an_accept_prints_without_its_keys() throws Exception {
    assertThat(PrintedAttribute.of(Packets.packet(OwnVectors.MSCHAP2_ACCEPT), SHIPPED))
        .contains(
            new PrintedAttribute("MS-MPPE-Send-Key", "(hidden)"),
            new PrintedAttribute("MS-MPPE-Recv-Key", "(hidden)"),
            new PrintedAttribute("MS-MPPE-Encryption-Policy", "Encryption-Allowed"));
  }

  @Test
  void every_captured_attribute_has_a_name() throws Exception {
    for (Captures.Captured captured : Captures.all()) {
      assertThat(PrintedAttribute.of(captured.packet(), SHIPPED))
          .as(captured.toString())
          .extracting(PrintedAttribute::name)
          .noneMatch(name -> name.contains("Attr-"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f10461ff          | Attr-241 = 0x61ff",
        "1a090000000901036a | Vendor-9-Attr-1 = 0x6a",
        "1a0900003a8cc8036a | Mikrotik-Attr-200 = 0x6a",
        "1a0900003a8c01046a | Vendor-Specific = 0x00003a8c01046a",
        "1a0900000000010361 | Vendor-0-Attr-1 = 0x61",
        "0505000001        | NAS-Port = 0x000001",
        "01071b5b326a0a    | User-Name = \\u001b[2j\\u000a",
        "37066955b900      | Event-Timestamp = 2026-01-01T00:00:00Z",
        "280600000063      | Acct-Status-Type = 99",
        "7b09003820010db8f0 | Delegated-IPv6-Prefix = 2001:db8:f000::/56",
        "61140080" + "20010db8000000000000000000000001 " + "| Framed-IPv6-Prefix = 2001:db8::1/128",
      })
  void what_is_odd_prints_too(String attribute, String printed) throws Exception {
    String hex = attribute.strip();
    int length = 20 + hex.length() / 2;
    assertThat(
            PrintedAttribute.of(
                Packets.packet("0401%04x".formatted(length) + "00".repeat(16) + hex), SHIPPED))
        .extracting(PrintedAttribute::toString)
        .containsExactly(printed.strip());
  }

  private static void assertNames(int vendor, String prefix, Class<?> constants) throws Exception {
    List<String> unknown = new ArrayList<>();
    for (Field field : constants.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers()) && !field.getName().equals("VENDOR")) {
        String expected = prefix + field.getName();
        String name =
            SHIPPED.attribute(vendor, field.getInt(null)).map(DictionaryAttribute::name).orElse("");
        if (!name.replace('-', '_').equalsIgnoreCase(expected)) {
          unknown.add(expected + " is " + name);
        }
      }
    }
    assertThat(unknown).isEmpty();
  }
}
