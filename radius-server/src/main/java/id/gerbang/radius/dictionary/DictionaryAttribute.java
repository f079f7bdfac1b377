package id.gerbang.radius.dictionary;

import id.gerbang.radius.packet.RawAttribute;
import java.util.Map;

/**
 * One attribute of the dictionary: of a vendor or {@link RawAttribute#STANDARD}.
 *
 * @param encryption 0 none, 1 as User-Password (RFC 2865 §5.2), 2 salted (RFC 2868 §3.5)
 * @param secret never to be printed
 * @param values the names of its numbers
 */
public record DictionaryAttribute(
    int vendor,
    int type,
    String name,
    DataType dataType,
    int encryption,
    boolean secret,
    Map<Long, String> values) {

  public DictionaryAttribute {
    values = Map.copyOf(values);
  }

  String print(byte[] value) {
    if (secret) {
      return "(hidden)";
    }
    if (dataType == DataType.INTEGER && value.length == 4) {
      long number = DataType.number(value);
      return values.getOrDefault(number, Long.toString(number));
    }
    return dataType.print(value);
  }
}
