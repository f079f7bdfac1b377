package id.gerbang.billing.moving;

import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.plan.RateLimitFields;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan of another system.
 *
 * @param price in whole rupiah; empty: it is not told
 * @param period such as {@code P30D}; empty: it does not end
 * @param rate beside what {@code reply} says of it
 * @param reply attributes which logins of those who have it are answered with
 * @param wrong why nothing here is like it, in words
 * @param losses what it has that is not here, in words
 */
record Tariff(
    String name,
    Optional<Long> price,
    Optional<String> period,
    Optional<RateLimitFields> rate,
    List<AttributeField> reply,
    Map<Loss, String> losses,
    List<String> wrong,
    List<String> notes) {

  /** Of which nothing but its name is told. */
  static Tariff untold(String name) {
    return new Tariff(
        name,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Map.of(),
        List.of(),
        List.of());
  }
}
