package id.gerbang.billing.moving;

import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.plan.RateLimitFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Attributes that another system answers with, by where each of them stands here. */
final class Reply {

  private @Nullable RateLimitFields rate;
  private @Nullable String pool;
  private @Nullable String addressList;
  private @Nullable String address;
  private @Nullable String framedPrefix;
  private @Nullable String delegatedPrefix;
  private final List<String> routes = new ArrayList<>();
  private final List<AttributeField> others = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  Reply(List<AttributeField> attributes) {
    attributes.forEach(one -> take(text(one.name()), text(one.value())));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private void take(String name, String value) {
    switch (name.toLowerCase(Locale.ROOT)) {
      case "mikrotik-rate-limit" -> rate(value);
      case "framed-pool" -> pool = value;
      case "mikrotik-address-list" -> addressList = value;
      case "framed-ip-address" -> address(value);
      case "framed-route" -> routes.add(value);
      case "framed-ipv6-prefix" -> framedPrefix = value;
      case "delegated-ipv6-prefix" -> delegatedPrefix = value;
      case "service-type", "framed-protocol" -> {
        // Ours say so by themselves.
      }
      case "session-timeout",
          "class",
          "reply-message",
          "framed-ipv6-pool",
          "delegated-ipv6-prefix-pool",
          "mikrotik-delegated-ipv6-pool" ->
          notes.add("%s %s is not carried".formatted(name, value));
      default -> others.add(new AttributeField(name, value));
    }
  }

  private void rate(String text) {
    try {
      rate = RateLimitFields.of(text);
    } catch (IllegalArgumentException e) {
      notes.add("Mikrotik-Rate-Limit %s is not carried: %s".formatted(text, e.getMessage()));
    }
  }

  /** RFC 2865 §5.8: both ends of the range mean that the router or the user chooses. */
  private void address(String value) {
    if (!value.equals("255.255.255.254") && !value.equals("255.255.255.255")) {
      address = value;
    }
  }

  Optional<RateLimitFields> rate() {
    return Optional.ofNullable(rate);
  }

  Optional<String> pool() {
    return Optional.ofNullable(pool);
  }

  Optional<String> addressList() {
    return Optional.ofNullable(addressList);
  }

  @Nullable String address() {
    return address;
  }

  @Nullable String framedPrefix() {
    return framedPrefix;
  }

  @Nullable String delegatedPrefix() {
    return delegatedPrefix;
  }

  List<String> routes() {
    return routes;
  }

  /** Those that are sent as they are. */
  List<AttributeField> others() {
    return others;
  }

  List<String> notes() {
    return notes;
  }
}
