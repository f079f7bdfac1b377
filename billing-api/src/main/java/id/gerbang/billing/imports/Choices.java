package id.gerbang.billing.imports;

import id.gerbang.billing.http.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person decides where another system does not tell, or has what is not here.
 *
 * @param plans what a plan is called there, to the name or id of the plan here that its accounts
 *     get instead of one like it
 * @param prices what a plan is called there, to its price in whole rupiah
 * @param activeUntil the end of prepaid accounts whose end is not told
 * @param service of all: pppoe (where it is left out), hotspot or sstp
 * @param without what accounts may lose: {@code quotas}, {@code hours}, {@code secondFactors}
 */
public record Choices(
    @Nullable Map<String, String> plans,
    @Nullable Map<String, Long> prices,
    @Nullable Instant activeUntil,
    @Nullable String service,
    @Nullable List<String> without) {

  public static final String QUOTAS = "quotas";
  public static final String HOURS = "hours";
  public static final String SECOND_FACTORS = "secondFactors";

  static final Choices NONE = new Choices(null, null, null, null, null);

  /** The same with nothing left out, or all that is wrong with it. */
  Choices checked(Checks checks) {
    checks.that(
        without == null || Set.of(QUOTAS, HOURS, SECOND_FACTORS).containsAll(without),
        "choices.without",
        "is of quotas, hours, secondFactors");
    return new Choices(
        Objects.requireNonNullElse(plans, Map.of()),
        Objects.requireNonNullElse(prices, Map.of()),
        activeUntil,
        service,
        Objects.requireNonNullElse(without, List.of()));
  }
}
