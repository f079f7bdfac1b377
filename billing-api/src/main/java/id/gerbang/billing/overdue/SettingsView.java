package id.gerbang.billing.overdue;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.isp.IspProfile;
import id.gerbang.billing.money.Money;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings as the API shows and takes them. What a PUT leaves out stays as it is.
 *
 * @param npwp the ISP's own tax number
 * @param paymentInstructions how to pay by hand, as payment links and the walled garden show it
 * @param zone shown only: it is set in {@code conf/}, because the days of everything already
 *     written depend on it
 * @param tax PPN; off unless the ISP is a PKP
 * @param reversalLimit above it a payment is taken back by two people; null: by one, whatever it is
 */
public record SettingsView(
    @Nullable String ispName,
    @Nullable String ispAddress,
    @Nullable String ispPhone,
    @Nullable String npwp,
    @Nullable String paymentInstructions,
    @Nullable String zone,
    @Nullable OverdueRules overdue,
    @Nullable Money reversalLimit,
    @Nullable BillingRules billing,
    @Nullable TaxSettingsView tax,
    @Nullable BrakeRules brake) {

  private static final Set<String> TAX_MODES = Set.of("exclusive", "inclusive");

  /**
   * What the ISP says about PPN.
   *
   * @param pkp whether it charges PPN
   * @param mode {@code exclusive}: on top of prices; {@code inclusive}: in them
   */
  public record TaxSettingsView(@Nullable Boolean pkp, @Nullable String mode) {}

  static SettingsView of(Settings settings, ZoneId zone) {
    return new SettingsView(
        settings.isp().name(),
        settings.isp().address(),
        settings.isp().phone(),
        settings.isp().npwp(),
        settings.isp().paymentInstructions(),
        zone.getId(),
        settings.overdue(),
        settings.reversalLimit().map(Money::rupiah).orElse(null),
        settings.billing(),
        new TaxSettingsView(settings.tax().pkp(), settings.tax().mode()),
        settings.brake());
  }

  /** What the ISP says of itself, where this says nothing new. */
  IspProfile ispOver(IspProfile old) {
    return new IspProfile(
        Objects.requireNonNullElse(ispName, old.name()),
        Objects.requireNonNullElse(ispAddress, old.address()),
        Objects.requireNonNullElse(ispPhone, old.phone()),
        Objects.requireNonNullElse(npwp, old.npwp()),
        Objects.requireNonNullElse(paymentInstructions, old.paymentInstructions()));
  }

  void check(ZoneId configured) {
    Checks checks = new Checks();
    checks.optionalText(ispName, "ispName", 100);
    checks.optionalText(ispAddress, "ispAddress", 300);
    checks.optionalText(ispPhone, "ispPhone", 30);
    checks.optionalText(npwp, "npwp", 30);
    checks.optionalText(paymentInstructions, "paymentInstructions", 1000);
    checks.that(
        zone == null || zone.equals(configured.getId()),
        "zone",
        "is " + configured.getId() + " by configuration and can't be changed here");
    if (overdue != null) {
      overdue.check(checks);
    }
    if (reversalLimit != null) {
      checks.that(
          reversalLimit.currency().equals(Money.RUPIAH) && reversalLimit.amount() >= 0,
          "reversalLimit",
          "is Rp 0 or more");
    }
    if (billing != null) {
      billing.check(checks);
    }
    if (tax != null) {
      String mode = tax.mode();
      checks.that(
          mode == null || TAX_MODES.contains(mode), "tax.mode", "is exclusive or inclusive");
    }
    if (brake != null) {
      brake.check(checks);
    }
    checks.done();
  }
}
