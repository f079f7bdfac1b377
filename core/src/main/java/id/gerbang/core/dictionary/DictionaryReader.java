package id.gerbang.core.dictionary;

import id.gerbang.core.dictionary.DictionaryAttribute.Flags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The reader of dictionary files in the format that RADIUS servers share, as FreeRADIUS 3 writes it
 * (its manual page dictionary(5)) and, as far as names and types go, FreeRADIUS 4: ATTRIBUTE,
 * VALUE, VENDOR, BEGIN-VENDOR, $INCLUDE, comments after {@code #}. What stands inside another
 * attribute (TLVs, extended attributes, structures), or of another protocol, is passed over:
 * nothing here reads or writes it. A word that it does not know stops it.
 */
final class DictionaryReader {

  private static final long MOST_VALUE = 0xffff_ffffL;

  /** Of the newer format: none of them adds an attribute that stands alone. */
  private static final Set<String> PASSED_OVER =
      Set.of("PROTOCOL", "STRUCT", "MEMBER", "DEFINE", "ALIAS", "ENUM", "FLAGS");

  private final Map<String, Vendor> vendors = new LinkedHashMap<>();
  private final Map<String, DictionaryAttribute> attributes = new LinkedHashMap<>();
  private final Map<String, Map<String, Long>> values = new HashMap<>();
  private final List<NamedValue> namedValues = new ArrayList<>();

  /** What stands inside another attribute. */
  private final Set<String> parts = new HashSet<>();

  private final Set<Path> reading = new HashSet<>();

  /** A line VALUE: its attribute may come in a later file. */
  private record NamedValue(Path file, int line, String attribute, String name, String number) {}

  Dictionary read(Path file) {
    readFile(file, false);
    namedValues.forEach(this::add);
    List<DictionaryAttribute> complete = new ArrayList<>();
    attributes.forEach(
        (name, attribute) -> complete.add(attribute.named(values.getOrDefault(name, Map.of()))));
    return new Dictionary(vendors.values(), complete, parts);
  }

  private void readFile(Path file, boolean ofAnotherProtocol) {
    List<String> lines;
    try {
      // Names are ASCII; what comments are written in does not matter.
      lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new DictionaryException(file, e);
    }
    Path self = file.toAbsolutePath().normalize();
    reading.add(self);
    Section section = new Section(file, ofAnotherProtocol);
    for (String line : lines) {
      section.read(line);
    }
    section.end();
    reading.remove(self);
  }

  private void add(NamedValue value) {
    DictionaryAttribute attribute = attributes.get(value.attribute());
    if (attribute == null || !attribute.dataType().isNumber()) {
      // Inside another attribute; or a name for octets or a structure, which are printed as they
      // are.
      return;
    }
    int octets = attribute.dataType().octets();
    long most = octets >= Integer.BYTES ? MOST_VALUE : (1L << Byte.SIZE * octets) - 1;
    long number = number(value.number(), most, value.file(), value.line());
    values
        .computeIfAbsent(value.attribute(), name -> new LinkedHashMap<>())
        .put(value.name(), number);
  }

  /** Decimal, or hexadecimal after {@code 0x}. */
  private static long number(String word, long most, Path file, int line) {
    try {
      long number =
          word.startsWith("0x") || word.startsWith("0X")
              ? Long.parseLong(word, 2, word.length(), 16)
              : Long.parseLong(word);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message that both deserve.
    }
    throw new DictionaryException(file, line, notANumber(word, most));
  }

  private static String notANumber(String word, long most) {
    return "not a number from 0 to " + most + ": " + word;
  }

  /** One file being read: where we are in it, and whose attributes these are. */
  private final class Section {
    private final Path file;
    private int line;
    private String vendor = "";

    /** How deep inside attributes, or in a space of attributes that is no space of ours. */
    private int inside;

    private final boolean includedByAnother;
    private boolean ofAnotherProtocol;

    Section(Path file, boolean includedByAnother) {
      this.file = file;
      this.includedByAnother = includedByAnother;
      this.ofAnotherProtocol = includedByAnother;
    }

    void read(String text) {
      line++;
      int comment = text.indexOf('#');
      String content = (comment < 0 ? text : text.substring(0, comment)).strip();
      if (content.isEmpty()) {
        return;
      }
      String[] words = content.split("\\s+");
      switch (words[0]) {
        case "$INCLUDE" -> include(sized(words, 2));
        case "$INCLUDE-" -> includeIfThere(sized(words, 2));
        case "VENDOR" -> vendor(words);
        case "BEGIN-VENDOR" -> beginVendor(words);
        case "END-VENDOR" -> endVendor(sized(words, 2));
        case "BEGIN-TLV", "BEGIN" -> inside++;
        case "END-TLV", "END" -> inside = Math.max(0, inside - 1);
        case "BEGIN-PROTOCOL" -> ofAnotherProtocol = !sized(words, 2)[1].equalsIgnoreCase("RADIUS");
        case "END-PROTOCOL" -> ofAnotherProtocol = includedByAnother;
        case "ATTRIBUTE" -> attribute(words);
        case "VALUE" -> value(sized(words, 4));
        default -> {
          if (!PASSED_OVER.contains(words[0])) {
            throw wrong("does not begin with a word that is known here: " + words[0]);
          }
        }
      }
    }

    void end() {
      if (!vendor.isEmpty()) {
        throw wrong("END-VENDOR is missing");
      }
    }

    private void includeIfThere(String[] words) {
      if (Files.isReadable(file.resolveSibling(words[1]))) {
        include(words);
      }
    }

    private void include(String[] words) {
      Path included = file.resolveSibling(words[1]);
      if (reading.contains(included.toAbsolutePath().normalize())) {
        throw wrong(words[1] + " includes itself");
      }
      if (!Files.isReadable(included)) {
        throw wrong("no file " + words[1] + " beside this one");
      }
      readFile(included, ofAnotherProtocol);
    }

    private void vendor(String[] words) {
      if (words.length != 3 && words.length != 4) {
        throw wrong("wants: VENDOR name number [format=type,length]");
      }
      int number = number(words[2], 0xffffff);
      Vendor told = words.length == 3 ? Vendor.usual(words[1], number) : formatted(words, number);
      if (ofAnotherProtocol) {
        vendors.putIfAbsent(words[1], told);
      } else {
        vendors.put(words[1], told);
      }
    }

    private Vendor formatted(String[] words, int number) {
      if (!words[3].matches("format=[124],[012](,c)?")) {
        throw wrong(
            "a format is 1, 2 or 4 octets of type and 0, 1 or 2 of length, not " + words[3]);
      }
      String[] sizes = words[3].substring("format=".length()).split(",");
      return new Vendor(
          words[1], number, number(sizes[0], 4), number(sizes[1], 2), sizes.length == 3);
    }

    /** A second word tells where the attributes stand: not in attribute 26 (RFC 6929 §4). */
    private void beginVendor(String[] words) {
      vendor = knownVendor(words.length == 3 ? words[1] : sized(words, 2)[1]).name();
      inside = words.length == 3 ? 1 : 0;
    }

    private void endVendor(String[] words) {
      if (!knownVendor(words[1]).name().equals(vendor)) {
        throw wrong("END-VENDOR without its BEGIN-VENDOR");
      }
      vendor = "";
      inside = 0;
    }

    private void attribute(String[] words) {
      if (words.length < 4) {
        throw wrong("wants: ATTRIBUTE name number type [flags]");
      }
      DataType dataType =
          TypeNames.type(words[3]).orElseThrow(() -> wrong("unknown type " + words[3]));
      Flags flags = flags(words);
      if (ofAnotherProtocol) {
        return;
      }
      if (inside > 0 || words[2].indexOf('.') >= 0) {
        parts.add(words[1]);
        return;
      }
      int most = vendor.isEmpty() ? 255 : mostOf(knownVendor(vendor));
      int type = number(words[2], Integer.MAX_VALUE);
      // FreeRADIUS keeps names of its own above what a packet can hold.
      boolean virtual = flags.virtual() || type > most && vendor.isEmpty();
      if (type > most && !virtual) {
        throw wrong(notANumber(words[2], most));
      }
      DictionaryAttribute attribute =
          new DictionaryAttribute(
              vendor.isEmpty() ? DictionaryAttribute.STANDARD : knownVendor(vendor).number(),
              type,
              words[1],
              dataType,
              TypeNames.size(words[3]),
              new Flags(flags.encryption(), flags.secret(), flags.tagged(), virtual),
              Map.of(),
              Map.of());
      // A later file may know better: several of FreeRADIUS' own differ.
      attributes.put(words[1], attribute);
    }

    private int mostOf(Vendor known) {
      return known.typeOctets() == 4 ? Integer.MAX_VALUE : (1 << 8 * known.typeOctets()) - 1;
    }

    private Flags flags(String[] words) {
      int encryption = 0;
      boolean secret = false;
      boolean tagged = false;
      boolean virtual = false;
      String all = String.join(",", Arrays.asList(words).subList(4, words.length));
      for (String flag : all.isEmpty() ? new String[0] : all.split(",")) {
        switch (flag) {
          case "secret" -> secret = true;
          case "has_tag" -> tagged = true;
          case "virtual" -> virtual = true;
          case "encrypt=1", "encrypt=User-Password" -> encryption = 1;
          case "encrypt=2", "encrypt=Tunnel-Password" -> encryption = 2;
          case "encrypt=3", "encrypt=Ascend-Secret" -> encryption = 3;
          case "array", "concat" -> {
            // Several of one name: allowed anyway.
          }
          default -> throw wrong("unknown flag " + flag);
        }
      }
      return new Flags(encryption, secret || encryption > 0, tagged, virtual);
    }

    private void value(String[] words) {
      if (!ofAnotherProtocol) {
        namedValues.add(new NamedValue(file, line, words[1], words[2], words[3]));
      }
    }

    private Vendor knownVendor(String name) {
      Vendor known = vendors.get(name);
      if (known == null) {
        throw wrong("no VENDOR " + name + " before this line");
      }
      return known;
    }

    private int number(String word, int most) {
      return (int) DictionaryReader.number(word, most, file, line);
    }

    private String[] sized(String[] words, int size) {
      if (words.length != size) {
        throw wrong(words[0] + " wants " + (size - 1) + " words after it");
      }
      return words;
    }

    private DictionaryException wrong(String problem) {
      return new DictionaryException(file, line, problem);
    }
  }
}
