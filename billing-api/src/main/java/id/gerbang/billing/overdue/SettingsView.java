package id.gerbang.billing.overdue;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.money.Money;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings as the API shows and takes them. What a PUT leaves out stays as it is.
 *
 * @param zone shown only: it is set in {@code conf/}, because the days of everything already
 *     written depend on it
 * @param reversalLimit above it a payment is taken back by two people; null: by one, whatever it is
 */
public record SettingsView(
    @Nullable String ispName,
    @Nullable String zone,
    @Nullable OverdueView overdue,
    @Nullable Money reversalLimit) {

  private static final Set<String> ACTIONS = Set.of("isolate", "suspend");

  /** What is done about late payers. */
  public record OverdueView(@Nullable Integer graceDays, @Nullable String action) {}

  static SettingsView of(Settings settings, ZoneId zone) {
    return new SettingsView(
        settings.ispName(),
        zone.getId(),
        new OverdueView(settings.overdue().graceDays(), settings.overdue().actionWord()),
        settings.reversalLimit().map(Money::rupiah).orElse(null));
  }

  void check(ZoneId configured) {
    Checks checks = new Checks();
    checks.optionalText(ispName, "ispName", 100);
    checks.that(
        zone == null || zone.equals(configured.getId()),
        "zone",
        "is " + configured.getId() + " by configuration and can't be changed here");
    if (overdue != null) {
      Integer graceDays = overdue.graceDays();
      String action = overdue.action();
      checks.that(
          graceDays == null || (graceDays >= 0 && graceDays <= OverduePolicy.MOST_GRACE_DAYS),
          "overdue.graceDays",
          "is from 0 to " + OverduePolicy.MOST_GRACE_DAYS);
      checks.that(
          action == null || ACTIONS.contains(action), "overdue.action", "is isolate or suspend");
    }
    if (reversalLimit != null) {
      checks.that(
          reversalLimit.currency().equals(Money.RUPIAH) && reversalLimit.amount() >= 0,
          "reversalLimit",
          "is Rp 0 or more");
    }
    checks.done();
  }
}
