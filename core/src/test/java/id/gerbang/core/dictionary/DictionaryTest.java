package id.gerbang.core.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DictionaryTest {

  private static final Path FREERADIUS = Path.of("/usr/share/freeradius");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ATRIBUTE User-Name 1 string         | does not begin with a word that is known here: ATRIBUTE",
        "ATTRIBUTE User-Name 1               | wants: ATTRIBUTE name number type [flags]",
        "VENDOR Other 1 format=3,1           | a format is 1, 2 or 4 octets of type and 0, 1 or 2 of length, not format=3,1",
        "ATTRIBUTE User-Name one string      | not a number from 0 to 2147483647: one",
        "ATTRIBUTE User-Name 1 colour        | unknown type colour",
        "ATTRIBUTE User-Name 1 string shiny  | unknown flag shiny",
        "VALUE NAS-Port Red                  | VALUE wants 3 words after it",
        "BEGIN-VENDOR Nobody                 | no VENDOR Nobody before this line",
        "END-VENDOR Acme                     | END-VENDOR without its BEGIN-VENDOR",
        "BEGIN-VENDOR Acme                   | END-VENDOR is missing",
        "$INCLUDE elsewhere                  | no file elsewhere beside this one",
        "$INCLUDE broken                     | broken includes itself",
      })
  void what_is_wrong_is_named_with_file_and_line(String line, String problem) throws Exception {
    Path file = folder.resolve("broken");
    Files.writeString(
        file,
        """
        # a comment
        VENDOR Acme 4711
        ATTRIBUTE NAS-Port 5 integer # another

        ATTRIBUTE Class 25 octets
        """
            + line);

    assertThatThrownBy(() -> Dictionary.read(file))
        .isInstanceOf(DictionaryException.class)
        .hasMessage(file + ", line 6: " + problem);
  }

  @Test
  void a_value_may_name_an_attribute_of_a_file_included_before() throws Exception {
    Files.writeString(folder.resolve("first"), "ATTRIBUTE Colour 0x0a integer\n");
    Path file = folder.resolve("second");
    Files.writeString(file, "$INCLUDE first\nVALUE Colour Red 0x10\n");

    DictionaryAttribute colour = Dictionary.read(file).attribute("Colour").orElseThrow();

    assertThat(colour.type()).isEqualTo(10);
    assertThat(colour.print(new byte[] {0, 0, 0, 16})).isEqualTo("Red");
  }

  @Test
  void a_later_file_has_the_last_word() throws Exception {
    Files.writeString(folder.resolve("first"), "ATTRIBUTE Colour 10 integer\n");
    Path file = folder.resolve("second");
    Files.writeString(file, "$INCLUDE first\nATTRIBUTE Colour 11 string\n");

    assertThat(Dictionary.read(file).attribute("Colour").orElseThrow().type()).isEqualTo(11);
  }

  @Test
  void a_value_may_come_before_its_attribute_and_from_another_file() throws Exception {
    Files.writeString(folder.resolve("first"), "VALUE Colour Infrared 0xffffffff\n");
    Path file = folder.resolve("second");
    Files.writeString(file, "$INCLUDE first\n$INCLUDE- absent\nATTRIBUTE Colour 10 integer\n");

    DictionaryAttribute colour = Dictionary.read(file).attribute("Colour").orElseThrow();

    assertThat(colour.print(new byte[] {-1, -1, -1, -1})).isEqualTo("Infrared");
  }

  @Test
  void what_stands_inside_another_attribute_is_passed_over_with_its_values() throws Exception {
    Path file = folder.resolve("dictionary");
    Files.writeString(
        file,
        """
        VENDOR WiMAX 24757 format=1,1,c
        VENDOR FreeRADIUS 11344
        ATTRIBUTE Extended-Attribute-1 241 extended
        ATTRIBUTE Frag-Status 241.1 integer
        VALUE Frag-Status More 1
        BEGIN-VENDOR WiMAX
        ATTRIBUTE WiMAX-Capability 1 tlv
        BEGIN-TLV WiMAX-Capability
        ATTRIBUTE WiMAX-Release 1 string
        END-TLV WiMAX-Capability
        END-VENDOR WiMAX
        BEGIN-VENDOR FreeRADIUS format=Extended-Vendor-Specific-5
        ATTRIBUTE FreeRADIUS-Stats4 1 tlv
        END-VENDOR FreeRADIUS
        STRUCT Thing Extended-Attribute-1 2
        MEMBER Part uint8
        """);

    Dictionary dictionary = Dictionary.read(folder);

    assertThat(dictionary.attributes())
        .extracting(DictionaryAttribute::name)
        .containsExactly("Extended-Attribute-1", "WiMAX-Capability");
    assertThat(dictionary.vendors().get(24757)).isEqualTo(new Vendor("WiMAX", 24757, 1, 1, true));
  }

  @Test
  void what_is_inside_of_what_is_inside_ends_neither() throws Exception {
    Files.writeString(
        folder.resolve("dictionary"),
        """
        VENDOR Acme 4711
        BEGIN-VENDOR Acme
        ATTRIBUTE Acme-Outer 1 tlv
        BEGIN-TLV Acme-Outer
        ATTRIBUTE Acme-Inner 2 tlv
        BEGIN-TLV Acme-Inner
        ATTRIBUTE Acme-Innermost 3 string
        END-TLV Acme-Inner
        ATTRIBUTE Acme-After 4 string
        END-TLV Acme-Outer
        ATTRIBUTE Acme-Own 5 string
        END-VENDOR Acme
        BEGIN-VENDOR Acme format=Extended-Vendor-Specific-5
        BEGIN-TLV Acme-Other
        END-TLV Acme-Other
        ATTRIBUTE Acme-Extended 6 string
        END-VENDOR Acme
        ATTRIBUTE Class 25 octets
        """);

    assertThat(names()).containsExactly("Acme-Outer", "Acme-Own", "Class");
  }

  @Test
  void attributes_of_another_protocol_are_none_of_ours() throws Exception {
    Files.writeString(
        folder.resolve("dictionary"),
        """
        PROTOCOL RADIUS 1
        BEGIN-PROTOCOL RADIUS
        ATTRIBUTE User-Name 1 string
        END-PROTOCOL RADIUS
        PROTOCOL DHCPv4 2
        BEGIN-PROTOCOL DHCPv4
        ATTRIBUTE Subnet-Mask 1 ipv4addr
        VENDOR Acme 4711
        BEGIN-VENDOR Acme
        ATTRIBUTE Acme-Option 1 ipv4addr
        END-VENDOR Acme
        ATTRIBUTE Router 3 ipv4addr
        END-PROTOCOL DHCPv4
        ATTRIBUTE Class 25 octets
        """);

    assertThat(names()).containsExactly("User-Name", "Class");
  }

  @Test
  void neither_are_those_of_a_file_that_another_protocol_includes() throws Exception {
    Files.writeString(
        folder.resolve("dictionary"),
        """
        ATTRIBUTE User-Name 1 string
        BEGIN-PROTOCOL DHCPv4
        $INCLUDE options
        END-PROTOCOL DHCPv4
        ATTRIBUTE Class 25 octets
        """);
    Files.writeString(
        folder.resolve("options"),
        """
        $INCLUDE more
        ATTRIBUTE Subnet-Mask 1 ipv4addr
        BEGIN-PROTOCOL DHCPv6
        END-PROTOCOL DHCPv6
        ATTRIBUTE Time-Offset 2 integer
        """);
    Files.writeString(folder.resolve("more"), "ATTRIBUTE Router 3 ipv4addr\n");

    assertThat(names()).containsExactly("User-Name", "Class");
  }

  @Test
  void nor_are_its_values_and_vendors() throws Exception {
    Files.writeString(
        folder.resolve("dictionary"),
        """
        VENDOR Acme 4711 format=2,1
        ATTRIBUTE Message-Type 1 byte
        VALUE Message-Type Ours 1
        BEGIN-PROTOCOL DHCPv6
        VENDOR Acme 4711
        ATTRIBUTE Message-Type 1 uint16
        VALUE Message-Type Theirs 1
        VALUE Message-Type Large 300
        END-PROTOCOL DHCPv6
        """);

    Dictionary dictionary = Dictionary.read(folder);

    assertThat(dictionary.attribute("Message-Type").orElseThrow().values())
        .containsOnly(entry(1L, "Ours"));
    assertThat(dictionary.vendors().get(4711)).isEqualTo(new Vendor("Acme", 4711, 2, 1, false));
  }

  @Test
  void a_number_is_decimal_also_where_it_begins_with_zero() throws Exception {
    Files.writeString(
        folder.resolve("dictionary"),
        """
        ATTRIBUTE Colour 020 integer
        VALUE Colour Red 010
        VALUE Colour Green 0X10
        """);

    DictionaryAttribute colour = Dictionary.read(folder).attribute("Colour").orElseThrow();

    assertThat(colour.type()).isEqualTo(20);
    assertThat(colour.values()).containsOnlyKeys(10L, 16L);
  }

  /** As FreeRADIUS' own files have it: {@code VJ-TCP-IP} and {@code Van-Jacobson-TCP-IP} are 1. */
  @Test
  void a_number_may_have_several_names_and_is_printed_by_the_last() throws Exception {
    Files.writeString(
        folder.resolve("dictionary"),
        """
        ATTRIBUTE Colour 10 integer
        VALUE Colour Red 1
        VALUE Colour Merah 1
        """);

    DictionaryAttribute colour = Dictionary.read(folder).attribute("Colour").orElseThrow();

    assertThat(colour.encode("Red")).isEqualTo(colour.encode("Merah")).containsExactly(0, 0, 0, 1);
    assertThat(colour.print(new byte[] {0, 0, 0, 1})).isEqualTo("Merah");
  }

  @ParameterizedTest
  @CsvSource({"byte, 256, 255", "short, 65536, 65535", "integer, 4294967296, 4294967295"})
  void a_value_fits_its_attribute(String type, String number, String most) throws Exception {
    Path file = folder.resolve("dictionary");
    Files.writeString(file, "ATTRIBUTE Size 1 " + type + "\nVALUE Size Large " + number + "\n");

    assertThatThrownBy(() -> Dictionary.read(file))
        .isInstanceOf(DictionaryException.class)
        .hasMessage(file + ", line 2: not a number from 0 to " + most + ": " + number);
  }

  @Test
  void every_dictionary_that_debian_ships_with_freeradius_is_read() throws Exception {
    assumeTrue(Files.isDirectory(FREERADIUS), "freeradius-common is not installed");
    Dictionary whole = Dictionary.read(FREERADIUS);

    assertThat(whole.attributes().size()).isGreaterThan(4_000);
    assertThat(whole.vendors().size()).isGreaterThan(150);
    assertThat(whole.name(14988, 8)).isEqualTo("Mikrotik-Rate-Limit");
    assertThat(whole.vendors().get(429).typeOctets()).isEqualTo(4);
    assertThat(whole.attribute("Tunnel-Type").orElseThrow().flags().tagged()).isTrue();
    assertThat(whole.attribute("Tunnel-Password").orElseThrow().flags().encryption()).isEqualTo(2);
    for (Path file : dictionaries()) {
      assertThat(readBesideTheRoot(file).attributes().size())
          .as(file.toString())
          .isGreaterThanOrEqualTo(whole.attributes().size());
    }
  }

  private static List<Path> dictionaries() throws IOException {
    try (Stream<Path> files = Files.list(FREERADIUS)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("dictionary."))
          .sorted()
          .toList();
    }
  }

  /** Those that no other file includes are read too, as a user would add them. */
  private Dictionary readBesideTheRoot(Path file) throws IOException {
    Path both = folder.resolve("dictionary");
    Files.writeString(
        both, "$INCLUDE " + FREERADIUS.resolve("dictionary") + "\n$INCLUDE " + file + "\n");
    return Dictionary.read(both);
  }

  private List<String> names() throws IOException {
    return Dictionary.read(folder).attributes().stream().map(DictionaryAttribute::name).toList();
  }
}
