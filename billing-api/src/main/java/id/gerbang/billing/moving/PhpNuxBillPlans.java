package id.gerbang.billing.moving;

import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.plan.RateLimitFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** PHPNuxBill's plans with their bandwidth, as tariffs. */
final class PhpNuxBillPlans {

  private PhpNuxBillPlans() {}

  static Tariff tariff(
      String name, Map<String, String> plan, @Nullable Map<String, String> bandwidth) {
    List<String> wrong = new ArrayList<>();
    List<AttributeField> reply =
        Tables.text(plan, "pool").map(it -> new AttributeField("Framed-Pool", it)).stream()
            .toList();
    boolean limited = "Limited".equals(plan.get("typebp"));
    return new Tariff(
        name,
        Rupiah.price(Tables.text(plan, "price").orElse(""), wrong),
        period(plan, wrong),
        Optional.ofNullable(bandwidth).flatMap(it -> rate(it, wrong)),
        reply,
        limited
            ? Map.of(
                Loss.QUOTA,
                "a limit of %s %s and %s %s"
                    .formatted(
                        plan.get("data_limit"),
                        plan.get("data_unit"),
                        plan.get("time_limit"),
                        plan.get("time_unit")))
            : Map.of(),
        wrong,
        List.of());
  }

  /** {@code Period} is a month that ends on a day of its own. */
  private static Optional<String> period(Map<String, String> plan, List<String> wrong) {
    String count = Tables.text(plan, "validity").orElse("");
    String unit = Tables.text(plan, "validity_unit").orElse("");
    if (count.matches("[1-9][0-9]{0,2}") && unit.equals("Days")) {
      return Optional.of("P" + count + "D");
    }
    if (count.matches("[1-9][0-9]{0,2}") && (unit.equals("Months") || unit.equals("Period"))) {
      return Optional.of("P" + count + "M");
    }
    wrong.add("lasts %s %s: a plan here lasts days or months".formatted(count, unit));
    return Optional.empty();
  }

  private static Optional<RateLimitFields> rate(Map<String, String> bandwidth, List<String> wrong) {
    String text =
        "%s/%s %s"
            .formatted(
                side(bandwidth, "rate_up"),
                side(bandwidth, "rate_down"),
                Tables.text(bandwidth, "burst").orElse(""));
    try {
      return Optional.of(RateLimitFields.of(text));
    } catch (IllegalArgumentException e) {
      wrong.add("has a bandwidth that " + e.getMessage());
      return Optional.empty();
    }
  }

  private static String side(Map<String, String> bandwidth, String column) {
    String unit = bandwidth.getOrDefault(column + "_unit", "").equals("Kbps") ? "k" : "M";
    return bandwidth.getOrDefault(column, "0") + unit;
  }
}
