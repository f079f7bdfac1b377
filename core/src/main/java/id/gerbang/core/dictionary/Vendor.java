package id.gerbang.core.dictionary;

/**
 * Whose attributes these are, and how its attributes stand inside Vendor-Specific (RFC 2865 §5.26
 * recommends an octet each for type and length; some have more, or none).
 *
 * @param typeOctets 1, 2 or 4
 * @param lengthOctets 0, 1 or 2
 * @param continued an octet with a continuation flag follows the length (WiMAX)
 */
public record Vendor(String name, int number, int typeOctets, int lengthOctets, boolean continued) {

  static Vendor usual(String name, int number) {
    return new Vendor(name, number, 1, 1, false);
  }

  int headerOctets() {
    return typeOctets + lengthOctets + (continued ? 1 : 0);
  }
}
