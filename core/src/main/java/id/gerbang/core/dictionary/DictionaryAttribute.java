package id.gerbang.core.dictionary;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One attribute of the dictionary: of a vendor or {@link #STANDARD}.
 *
 * @param size of octets that have a fixed length; 0: any
 * @param values the names of its numbers, of several the last
 * @param numbers by each of those names
 */
public record DictionaryAttribute(
    int vendor,
    int type,
    String name,
    DataType dataType,
    int size,
    Flags flags,
    Map<Long, String> values,
    Map<String, Long> numbers) {

  /** Stands for no vendor. */
  public static final int STANDARD = -1;

  public DictionaryAttribute {
    values = Map.copyOf(values);
    numbers = Map.copyOf(numbers);
  }

  /**
   * What a dictionary says beside the type.
   *
   * @param encryption 0 none, 1 as User-Password (RFC 2865 §5.2), 2 salted (RFC 2868 §3.5), 3
   *     Ascend's
   * @param secret never to be printed
   * @param tagged begins with a tag (RFC 2868 §3)
   * @param virtual a server's own, never in a packet
   */
  public record Flags(int encryption, boolean secret, boolean tagged, boolean virtual) {
    static final Flags NONE = new Flags(0, false, false, false);
  }

  /**
   * The same with names for its numbers.
   *
   * @param named in their order
   */
  DictionaryAttribute named(Map<String, Long> named) {
    Map<Long, String> last = new HashMap<>();
    named.forEach((value, number) -> last.put(number, value));
    return new DictionaryAttribute(vendor, type, name, dataType, size, flags, last, named);
  }

  /** The value as people read it. */
  public String print(byte[] value) {
    if (flags.secret()) {
      return "(hidden)";
    }
    if (dataType.isNumber() && value.length == dataType.octets()) {
      long number = DataType.number(value);
      return Optional.ofNullable(values.get(number)).orElseGet(() -> dataType.print(value));
    }
    boolean unused = flags.tagged() && value.length > 0 && value[0] == 0;
    return dataType.print(unused ? Arrays.copyOfRange(value, 1, value.length) : value);
  }

  /**
   * The octets that a text means: the name of a value, hexadecimal after {@code 0x}, or what the
   * type takes.
   *
   * @throws IllegalArgumentException saying what it takes instead
   */
  byte[] encode(String text) {
    byte[] value = dataType.isNumber() ? numbered(text) : dataType.encode(text);
    if (size > 0 && value.length != size) {
      throw new IllegalArgumentException("takes " + size + " octets, not " + value.length);
    }
    return flags.tagged() ? withTag(value) : value;
  }

  private byte[] numbered(String text) {
    Long named = numbers.get(text);
    try {
      return named == null ? dataType.encode(text) : dataType.octetsOf(named);
    } catch (IllegalArgumentException e) {
      if (numbers.isEmpty()) {
        throw e;
      }
      throw new IllegalArgumentException(
          e.getMessage()
              + ", or one of "
              + String.join(", ", numbers.keySet().stream().sorted().limit(12).toList()),
          e);
    }
  }

  /** Tag 0, "unused" (RFC 2868 §3.1): in a number instead of its first octet, before all else. */
  private byte[] withTag(byte[] value) {
    if (dataType == DataType.INTEGER) {
      if (value[0] != 0) {
        throw new IllegalArgumentException("takes a number up to 16777215");
      }
      return value;
    }
    byte[] tagged = new byte[value.length + 1];
    System.arraycopy(value, 0, tagged, 1, value.length);
    return tagged;
  }
}
