package id.gerbang.radius.dictionary;

import id.gerbang.radius.packet.RawAttribute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The reader of dictionary files in the format that RADIUS servers share: ATTRIBUTE, VALUE, VENDOR,
 * BEGIN-VENDOR and END-VENDOR, $INCLUDE, comments after {@code #}. A value may name an attribute of
 * any file read before it. What it does not know stops it.
 */
final class DictionaryReader {
  private final Map<String, Integer> vendors = new LinkedHashMap<>();
  private final Map<String, DictionaryAttribute> attributes = new LinkedHashMap<>();
  private final Map<String, Map<Long, String>> values = new LinkedHashMap<>();
  private final Set<Path> reading = new HashSet<>();

  Dictionary read(Path file) {
    readFile(file);
    Map<Integer, String> vendorNames = new LinkedHashMap<>();
    vendors.forEach((name, number) -> vendorNames.put(number, name));
    List<DictionaryAttribute> complete = new ArrayList<>();
    attributes.forEach(
        (name, attribute) ->
            complete.add(
                new DictionaryAttribute(
                    attribute.vendor(),
                    attribute.type(),
                    name,
                    attribute.dataType(),
                    attribute.encryption(),
                    attribute.secret(),
                    values.getOrDefault(name, Map.of()))));
    return new Dictionary(vendorNames, complete);
  }

  private void readFile(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new DictionaryException(file, e);
    }
    Path self = file.toAbsolutePath().normalize();
    reading.add(self);
    Section section = new Section(file);
    for (String line : lines) {
      section.read(line);
    }
    section.end();
    reading.remove(self);
  }

  /** One file being read: where we are in it, and whose attributes these are. */
  private final class Section {
    private final Path file;
    private int line;
    private int vendor = RawAttribute.STANDARD;

    Section(Path file) {
      this.file = file;
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
        case "VENDOR" -> vendor(sized(words, 3));
        case "BEGIN-VENDOR" -> vendor = knownVendor(sized(words, 2)[1]);
        case "END-VENDOR" -> endVendor(sized(words, 2));
        case "ATTRIBUTE" -> attribute(words);
        case "VALUE" -> value(sized(words, 4));
        default -> throw wrong("does not begin with a word that is known here: " + words[0]);
      }
    }

    void end() {
      if (vendor != RawAttribute.STANDARD) {
        throw wrong("END-VENDOR is missing");
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
      readFile(included);
    }

    private void vendor(String[] words) {
      vendors.put(words[1], number(words[2], 0xffffff));
    }

    private void endVendor(String[] words) {
      if (knownVendor(words[1]) != vendor) {
        throw wrong("END-VENDOR without its BEGIN-VENDOR");
      }
      vendor = RawAttribute.STANDARD;
    }

    private void attribute(String[] words) {
      if (words.length != 4 && words.length != 5) {
        throw wrong("wants: ATTRIBUTE name number type [flags]");
      }
      int type = number(words[2], 255);
      DataType dataType =
          DataType.named(words[3]).orElseThrow(() -> wrong("unknown type " + words[3]));
      int encryption = 0;
      boolean secret = false;
      for (String flag : words.length == 5 ? words[4].split(",") : new String[0]) {
        switch (flag) {
          case "secret" -> secret = true;
          case "encrypt=1" -> encryption = 1;
          case "encrypt=2" -> encryption = 2;
          default -> throw wrong("unknown flag " + flag);
        }
      }
      DictionaryAttribute attribute =
          new DictionaryAttribute(
              vendor, type, words[1], dataType, encryption, secret || encryption > 0, Map.of());
      if (attributes.putIfAbsent(words[1], attribute) != null) {
        throw wrong(words[1] + " was there before");
      }
    }

    private void value(String[] words) {
      DictionaryAttribute attribute = attributes.get(words[1]);
      if (attribute == null) {
        throw wrong("no attribute " + words[1] + " before this value");
      }
      if (attribute.dataType() != DataType.INTEGER) {
        throw wrong(words[1] + " is no integer");
      }
      long number = number(words[3], Integer.MAX_VALUE);
      values.computeIfAbsent(words[1], name -> new LinkedHashMap<>()).put(number, words[2]);
    }

    private int knownVendor(String name) {
      Integer number = vendors.get(name);
      if (number == null) {
        throw wrong("no VENDOR " + name + " before this line");
      }
      return number;
    }

    private int number(String word, int most) {
      try {
        int number = Integer.decode(word);
        if (number >= 0 && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Falls through to the one message that both deserve.
      }
      throw wrong("not a number from 0 to " + most + ": " + word);
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
