package id.gerbang.core.dictionary;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names and types of attributes, as the files under {@code conf/dictionary} give them. */
public final class Dictionary {
  private final Map<Integer, Vendor> vendors = new LinkedHashMap<>();
  private final Map<Key, DictionaryAttribute> byNumber = new LinkedHashMap<>();
  private final Map<String, DictionaryAttribute> byName = new HashMap<>();

  /** Names of what stands inside another attribute, and is passed over. */
  private final Set<String> parts;

  private record Key(int vendor, int type) {}

  Dictionary(
      Collection<Vendor> vendors, Collection<DictionaryAttribute> attributes, Set<String> parts) {
    this.parts = Set.copyOf(parts);
    vendors.forEach(vendor -> this.vendors.put(vendor.number(), vendor));
    for (DictionaryAttribute attribute : attributes) {
      byName.put(attribute.name(), attribute);
      if (!attribute.flags().virtual()) {
        byNumber.put(new Key(attribute.vendor(), attribute.type()), attribute);
      }
    }
  }

  /** Reads the file and all that it includes; of a directory its file {@code dictionary}. */
  public static Dictionary read(Path place) {
    return new DictionaryReader()
        .read(Files.isDirectory(place) ? place.resolve("dictionary") : place);
  }

  public Optional<DictionaryAttribute> attribute(int vendor, int type) {
    return Optional.ofNullable(byNumber.get(new Key(vendor, type)));
  }

  public Optional<DictionaryAttribute> attribute(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Whether a name is that of a part of another attribute, and of none that stands by itself. */
  boolean isPart(String name) {
    return parts.contains(name) && !byName.containsKey(name);
  }

  public Collection<DictionaryAttribute> attributes() {
    return Collections.unmodifiableCollection(byNumber.values());
  }

  /** The vendors by their numbers. */
  public Map<Integer, Vendor> vendors() {
    return Collections.unmodifiableMap(vendors);
  }

  /** What an attribute is called; one that is not known here, by its numbers. */
  public String name(int vendor, int type) {
    return attribute(vendor, type)
        .map(DictionaryAttribute::name)
        .orElseGet(() -> numbered(vendor, type));
  }

  /** An attribute's octets as people read them, passwords and keys hidden. */
  public String print(int vendor, int type, byte[] value) {
    return attribute(vendor, type)
        .map(known -> known.print(value))
        .orElseGet(() -> DataType.OCTETS.print(value));
  }

  private String numbered(int vendor, int type) {
    if (vendor == DictionaryAttribute.STANDARD) {
      return "Attr-" + type;
    }
    Vendor known = vendors.get(vendor);
    return (known == null ? "Vendor-" + vendor : known.name()) + "-Attr-" + type;
  }
}
