package id.gerbang.radius.dictionary;

import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.radius.packet.RadiusPacket;
import java.util.List;

/** An attribute of a packet as people read it: {@code Acct-Status-Type = Start}. */
public record PrintedAttribute(String name, String value) {

  /** The packet's attributes in their order, passwords and keys hidden. */
  public static List<PrintedAttribute> of(RadiusPacket packet, Dictionary dictionary) {
    return packet.attributes().stream()
        .map(
            raw ->
                new PrintedAttribute(
                    dictionary.name(raw.vendor(), raw.type()),
                    dictionary.print(raw.vendor(), raw.type(), raw.value())))
        .toList();
  }

  @Override
  public String toString() {
    return name + " = " + value;
  }
}
