package id.gerbang.billing.grant;

import id.gerbang.billing.http.Checks;
import id.gerbang.core.access.GrantTimes;
import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.core.dictionary.ReplyAttributes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of the dictionary that an Accept is to carry, as JSON: its name, and its value as
 * text.
 */
public record AttributeField(@Nullable String name, @Nullable String value) {

  private static final int MOST = 32;
  private static final int LONGEST_NAME = 253;

  /** Of what an attribute holds, in hexadecimal digits after 0x. */
  private static final int LONGEST = 2 + 2 * 253;

  /** The same, none where there are none, or what is wrong with each. */
  public static List<AttributeField> checked(
      @Nullable List<AttributeField> attributes,
      Checks checks,
      String field,
      Dictionary dictionary) {
    if (attributes == null) {
      return List.of();
    }
    checks.that(attributes.size() <= MOST, field, "has more than " + MOST);
    for (int i = 0; i < attributes.size(); i++) {
      attributes.get(i).check(checks, field + "[" + i + "]", dictionary);
    }
    checkOneInterim(attributes, checks, field);
    return List.copyOf(attributes);
  }

  /** RFC 2869 §5.19: an Accept carries one at most. */
  private static void checkOneInterim(
      List<AttributeField> attributes, Checks checks, String field) {
    boolean named = false;
    for (int i = 0; i < attributes.size(); i++) {
      boolean interim = GrantTimes.INTERIM_ATTRIBUTE.equals(attributes.get(i).name());
      checks.that(
          !(named && interim),
          field + "[" + i + "].name",
          GrantTimes.INTERIM_ATTRIBUTE + " is sent once");
      named |= interim;
    }
  }

  private void check(Checks checks, String field, Dictionary dictionary) {
    boolean whole =
        checks.text(name, field + ".name", LONGEST_NAME)
            & (checks.that(value != null, field + ".value", "is missing")
                && checks.optionalText(value, field + ".value", LONGEST));
    if (!whole) {
      return;
    }
    try {
      ReplyAttributes.encode(
          dictionary, Objects.requireNonNull(name), Objects.requireNonNull(value));
    } catch (IllegalArgumentException e) {
      boolean known =
          dictionary
              .attribute(Objects.requireNonNull(name))
              .filter(it -> dictionary.name(it.vendor(), it.type()).equals(name))
              .isPresent();
      checks.that(false, field + (known ? ".value" : ".name"), name + " " + e.getMessage());
    }
  }

  /** As the tables keep them. */
  public static List<String> texts(@Nullable List<AttributeField> attributes) {
    return attributes == null
        ? List.of()
        : attributes.stream().map(one -> one.name() + "=" + one.value()).toList();
  }

  /** From the tables' texts. */
  public static List<AttributeField> of(List<String> texts) {
    return texts.stream()
        .map(text -> text.split("=", 2))
        .map(parts -> new AttributeField(parts[0], parts.length == 2 ? parts[1] : ""))
        .toList();
  }
}
