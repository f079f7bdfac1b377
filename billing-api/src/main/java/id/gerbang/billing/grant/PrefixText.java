package id.gerbang.billing.grant;

import id.gerbang.billing.http.Checks;
import id.gerbang.core.access.Ipv6Prefix;
import org.jspecify.annotations.Nullable;

/** IPv6 prefixes as JSON has them. */
public final class PrefixText {

  private PrefixText() {}

  /**
   * The same, in the one writing, where it is a prefix that a customer can have; notes what is
   * wrong otherwise.
   */
  public static @Nullable String checked(@Nullable String prefix, Checks checks, String field) {
    if (prefix == null) {
      return null;
    }
    try {
      Ipv6Prefix parsed = Ipv6Prefix.parse(prefix);
      int first = parsed.address().getAddress()[0] & 0xff;
      checks.that(
          first >> 5 == 1 || first >> 1 == 0x7e,
          field,
          "is no prefix that a customer can have: 2000::/3 or fc00::/7");
      return parsed.text();
    } catch (IllegalArgumentException e) {
      checks.that(false, field, String.valueOf(e.getMessage()));
    }
    return prefix;
  }
}
