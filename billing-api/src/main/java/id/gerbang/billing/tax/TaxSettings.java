package id.gerbang.billing.tax;

/**
 * What the ISP has said about PPN, as it is kept.
 *
 * @param pkp whether it charges PPN at all
 * @param mode {@code exclusive}: it comes on top of prices; {@code inclusive}: it is in them
 */
public record TaxSettings(boolean pkp, String mode) {

  public static final TaxSettings NO_PKP = new TaxSettings(false, "exclusive");
}
