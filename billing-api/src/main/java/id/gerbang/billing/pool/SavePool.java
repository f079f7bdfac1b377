package id.gerbang.billing.pool;

import id.gerbang.billing.http.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A pool as it is to be. */
public record SavePool(
    @Nullable String externalId, @Nullable String name, @Nullable List<String> ranges) {

  private static final int MOST_RANGES = 256;

  /** Its ranges, or all that is wrong with it. */
  List<AddressRange> checked() {
    Checks checks = new Checks();
    checks.optionalText(externalId, "externalId", 255);
    checks.text(name, "name", 63);
    List<String> texts = Objects.requireNonNullElse(ranges, List.of());
    checks.that(!texts.isEmpty(), "ranges", "is missing");
    checks.that(texts.size() <= MOST_RANGES, "ranges", "has more than " + MOST_RANGES);
    List<AddressRange> parsed = new ArrayList<>();
    for (int i = 0; i < texts.size() && i < MOST_RANGES; i++) {
      String field = "ranges[" + i + "]";
      AddressRange.parse(texts.get(i), checks, field)
          .filter(
              range ->
                  checks.that(
                      parsed.stream().noneMatch(range::overlaps), field, "overlaps another"))
          .ifPresent(parsed::add);
    }
    checks.done();
    return parsed;
  }
}
