package id.gerbang.radius.dictionary;

import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RawAttribute;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names and types of attributes, as the files under {@code conf/dictionary} give them. */
public final class Dictionary {
  private final Map<Integer, String> vendors;
  private final Map<Key, DictionaryAttribute> byNumber = new LinkedHashMap<>();
  private final Map<String, DictionaryAttribute> byName = new HashMap<>();

  private record Key(int vendor, int type) {}

  Dictionary(Map<Integer, String> vendors, Collection<DictionaryAttribute> attributes) {
    this.vendors = Collections.unmodifiableMap(new LinkedHashMap<>(vendors));
    for (DictionaryAttribute attribute : attributes) {
      byNumber.put(new Key(attribute.vendor(), attribute.type()), attribute);
      byName.put(attribute.name(), attribute);
    }
  }

  /** Reads the file and all that it includes. */
  public static Dictionary read(Path file) {
    return new DictionaryReader().read(file);
  }

  public Optional<DictionaryAttribute> attribute(int vendor, int type) {
    return Optional.ofNullable(byNumber.get(new Key(vendor, type)));
  }

  public Optional<DictionaryAttribute> attribute(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public Collection<DictionaryAttribute> attributes() {
    return Collections.unmodifiableCollection(byNumber.values());
  }

  /** The vendors' names by their numbers. */
  public Map<Integer, String> vendors() {
    return vendors;
  }

  /** The packet's attributes in their order, passwords and keys hidden. */
  public List<PrintedAttribute> print(RadiusPacket packet) {
    return packet.attributes().stream().map(this::print).toList();
  }

  private PrintedAttribute print(RawAttribute raw) {
    return attribute(raw.vendor(), raw.type())
        .map(known -> new PrintedAttribute(known.name(), known.print(raw.value())))
        .orElseGet(() -> new PrintedAttribute(numbered(raw), DataType.OCTETS.print(raw.value())));
  }

  private String numbered(RawAttribute raw) {
    if (raw.vendor() == RawAttribute.STANDARD) {
      return "Attr-" + raw.type();
    }
    String vendor = vendors.getOrDefault(raw.vendor(), "Vendor-" + raw.vendor());
    return vendor + "-Attr-" + raw.type();
  }
}
