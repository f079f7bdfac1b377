package id.gerbang.core.dictionary;

import id.gerbang.core.access.GrantTimes;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;

/**
 * The attributes that a plan, a subscription or the ISP's defaults may add to an Access-Accept,
 * from their names and texts. What the server itself decides can't be added: there is one place for
 * each fact.
 */
public final class ReplyAttributes {

  private static final int VENDOR_SPECIFIC = 26;
  private static final int MOST_OCTETS = 253;
  private static final int VENDOR_ID = 4;
  private static final int MIKROTIK = 14988;
  private static final int MICROSOFT = 311;
  private static final int INTERIM = 85;
  private static final int SHORTEST_INTERIM = 60;

  /**
   * What an Accept of ours says by itself: Service-Type, Framed-Protocol, -IP-Address,
   * Reply-Message, Framed-Route, State, Class, Session-Timeout, Proxy-State, EAP-Message,
   * Message-Authenticator, Framed-Pool and the IPv6 prefixes and pools.
   */
  private static final Set<Integer> OWN =
      Set.of(6, 7, 8, 18, 22, 24, 25, 27, 33, 79, 80, 88, 97, 100, 123, 171);

  /** The same of vendors: rate, list and delegated pool; MPPE's keys and MS-CHAP's answers. */
  private static final Map<Integer, Set<Integer>> OWN_OF_VENDOR =
      Map.of(MIKROTIK, Set.of(8, 19, 22), MICROSOFT, Set.of(2, 7, 8, 12, 16, 17, 26));

  /** RFC 2865 §5.44, RFC 2866 §5.13: what only requests carry. */
  private static final Set<Integer> OF_REQUESTS =
      Set.of(
          2, 3, 4, 5, 30, 31, 32, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 52, 53, 55, 60, 61, 87,
          95);

  private ReplyAttributes() {}

  /**
   * The attribute in octets.
   *
   * @throws IllegalArgumentException saying why it can't be sent so, without its name
   */
  public static EncodedAttribute encode(Dictionary dictionary, String name, String text) {
    DictionaryAttribute attribute =
        dictionary
            .attribute(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        dictionary.isPart(name)
                            ? "stands inside another attribute: that one is given, as octets"
                            : "is no attribute of the dictionary"));
    checkSendable(attribute);
    checkUsualName(dictionary, attribute);
    byte[] value = attribute.encode(text);
    if (attribute.vendor() == DictionaryAttribute.STANDARD && attribute.type() == INTERIM) {
      checkInterim(value);
    }
    if (value.length == 0) {
      // RFC 2865 §5: an attribute of no octets is to be left out instead.
      throw new IllegalArgumentException("has no value");
    }
    Vendor vendor = dictionary.vendors().get(attribute.vendor());
    int most = MOST_OCTETS - (vendor == null ? 0 : VENDOR_ID + vendor.headerOctets());
    if (value.length > most) {
      throw new IllegalArgumentException("holds at most " + most + " octets, not " + value.length);
    }
    return vendor == null
        ? new EncodedAttribute(attribute.type(), value)
        : new EncodedAttribute(VENDOR_SPECIFIC, ofVendor(vendor, attribute.type(), value));
  }

  /**
   * The value as the other side reads it.
   *
   * @throws IllegalArgumentException where {@link #encode} does
   */
  public static String printed(Dictionary dictionary, String name, String text) {
    encode(dictionary, name, text);
    DictionaryAttribute attribute = dictionary.attribute(name).orElseThrow();
    return attribute.print(attribute.encode(text));
  }

  private static void checkSendable(DictionaryAttribute attribute) {
    boolean standard = attribute.vendor() == DictionaryAttribute.STANDARD;
    Set<Integer> own = standard ? OWN : OWN_OF_VENDOR.getOrDefault(attribute.vendor(), Set.of());
    if (own.contains(attribute.type())) {
      throw new IllegalArgumentException("is set by the server itself");
    }
    if (standard && OF_REQUESTS.contains(attribute.type())) {
      throw new IllegalArgumentException("is what a router sends, not what it is sent");
    }
    if (attribute.flags().virtual()) {
      throw new IllegalArgumentException("is never sent in a packet");
    }
    if (attribute.flags().encryption() > 0 || attribute.flags().secret()) {
      throw new IllegalArgumentException("is a secret, and a plan is no place for one");
    }
  }

  /**
   * What stands for a default, changes by a CoA or opens a walled garden is told by the name, so
   * one number has one: the one that is printed.
   */
  private static void checkUsualName(Dictionary dictionary, DictionaryAttribute attribute) {
    String usual = dictionary.name(attribute.vendor(), attribute.type());
    if (!usual.equals(attribute.name())) {
      throw new IllegalArgumentException("is another name of " + usual + ": give it by that one");
    }
  }

  /** RFC 2869 §5.16: under a minute never. */
  private static void checkInterim(byte[] value) {
    if (value.length != Integer.BYTES
        || ByteBuffer.wrap(value).getInt() < SHORTEST_INTERIM
        || ByteBuffer.wrap(value).getInt() > GrantTimes.LONGEST_INTERIM_SECONDS) {
      throw new IllegalArgumentException(
          "takes from "
              + SHORTEST_INTERIM
              + " to "
              + GrantTimes.LONGEST_INTERIM_SECONDS
              + " seconds");
    }
  }

  private static byte[] ofVendor(Vendor vendor, int type, byte[] value) {
    int length = vendor.headerOctets() + value.length;
    ByteBuffer octets = ByteBuffer.allocate(VENDOR_ID + length).putInt(vendor.number());
    put(octets, type, vendor.typeOctets());
    put(octets, length, vendor.lengthOctets());
    if (vendor.continued()) {
      octets.put((byte) 0);
    }
    return octets.put(value).array();
  }

  private static void put(ByteBuffer octets, int number, int size) {
    for (int i = size - 1; i >= 0; i--) {
      octets.put((byte) (number >> 8 * i));
    }
  }
}
