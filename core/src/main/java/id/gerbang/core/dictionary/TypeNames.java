package id.gerbang.core.dictionary;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How dictionary files name the types of values; some names say a length, too. */
final class TypeNames {

  private static final Pattern SIZED = Pattern.compile("(octets|string)\\[(\\d{1,3})(?:-\\d+)?]");

  /** Other names for the same, of newer dictionaries. */
  private static final Map<String, DataType> ALIASES =
      Map.ofEntries(
          Map.entry("uint8", DataType.BYTE),
          Map.entry("bool", DataType.BYTE),
          Map.entry("uint16", DataType.SHORT),
          Map.entry("uint32", DataType.INTEGER),
          Map.entry("time_delta", DataType.INTEGER),
          Map.entry("uint64", DataType.INTEGER64),
          Map.entry("int32", DataType.SIGNED),
          Map.entry("text", DataType.STRING),
          Map.entry("ipv4addr", DataType.IPADDR),
          Map.entry("vendor", DataType.VSA),
          Map.entry("union", DataType.STRUCT),
          Map.entry("group", DataType.STRUCT));

  private TypeNames() {}

  /** By the name in a dictionary, without the length that some add: {@code octets[16]}. */
  static Optional<DataType> type(String name) {
    String plain = SIZED.matcher(name.toLowerCase(Locale.ROOT)).replaceFirst("$1");
    return Stream.of(DataType.values())
        .filter(type -> type.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(plain))
        .findAny()
        .or(() -> Optional.ofNullable(ALIASES.get(plain)));
  }

  /** The length that a name demands; 0: none. */
  static int size(String name) {
    Matcher sized = SIZED.matcher(name);
    return sized.matches() && !name.contains("-") ? Integer.parseInt(sized.group(2)) : 0;
  }
}
