package id.gerbang.radius.dictionary;

import id.gerbang.core.dictionary.DataType;
import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.core.dictionary.DictionaryAttribute;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.tinyradius.core.attribute.AttributeTemplate;
import org.tinyradius.core.dictionary.MemoryDictionary;
import org.tinyradius.core.dictionary.Vendor;

/**
 * Our dictionary as tinyradius wants it, so that names and types come from one place. Its own
 * parser cannot read files that include others.
 */
public final class TinyradiusDictionary {
  private static final Set<DataType> KNOWN_THERE =
      EnumSet.of(
          DataType.STRING,
          DataType.OCTETS,
          DataType.INTEGER,
          DataType.DATE,
          DataType.IPADDR,
          DataType.IPV6ADDR,
          DataType.IPV6PREFIX,
          DataType.VSA);

  private TinyradiusDictionary() {}

  public static org.tinyradius.core.dictionary.Dictionary of(Dictionary ours) {
    MemoryDictionary theirs = new MemoryDictionary();
    ours.vendors()
        .forEach(
            (number, vendor) ->
                theirs.addVendor(
                    new Vendor(number, vendor.name(), vendor.typeOctets(), vendor.lengthOctets())));
    for (DictionaryAttribute attribute : ours.attributes()) {
      AttributeTemplate template =
          new AttributeTemplate(
              attribute.vendor(),
              attribute.type(),
              attribute.name(),
              typeOf(attribute),
              (byte) attribute.flags().encryption(),
              false);
      attribute
          .values()
          .forEach((number, name) -> template.addEnumerationValue(number.intValue(), name));
      theirs.addAttributeTemplate(template);
    }
    return theirs;
  }

  private static String typeOf(DictionaryAttribute attribute) {
    return KNOWN_THERE.contains(attribute.dataType())
        ? attribute.dataType().name().toLowerCase(Locale.ROOT)
        : "octets";
  }
}
