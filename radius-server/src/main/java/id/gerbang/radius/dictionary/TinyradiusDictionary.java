package id.gerbang.radius.dictionary;

import java.util.Locale;
import org.tinyradius.core.attribute.AttributeTemplate;
import org.tinyradius.core.dictionary.MemoryDictionary;
import org.tinyradius.core.dictionary.Vendor;

/**
 * Our dictionary as tinyradius wants it, so that names and types come from one place. Its own
 * parser cannot read files that include others.
 */
public final class TinyradiusDictionary {
  private TinyradiusDictionary() {}

  public static org.tinyradius.core.dictionary.Dictionary of(Dictionary ours) {
    MemoryDictionary theirs = new MemoryDictionary();
    ours.vendors().forEach((number, name) -> theirs.addVendor(new Vendor(number, name, 1, 1)));
    for (DictionaryAttribute attribute : ours.attributes()) {
      AttributeTemplate template =
          new AttributeTemplate(
              attribute.vendor(),
              attribute.type(),
              attribute.name(),
              typeOf(attribute),
              (byte) attribute.encryption(),
              false);
      attribute
          .values()
          .forEach((number, name) -> template.addEnumerationValue(number.intValue(), name));
      theirs.addAttributeTemplate(template);
    }
    return theirs;
  }

  private static String typeOf(DictionaryAttribute attribute) {
    return attribute.dataType() == DataType.IFID
        ? "octets"
        : attribute.dataType().name().toLowerCase(Locale.ROOT);
  }
}
