package id.gerbang.billing.cash;

import id.gerbang.billing.cash.DueHouseDao.DueHouseRow;
import id.gerbang.billing.money.Money;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A house where something is to be collected.
 *
 * @param since the day on which the oldest of it was due
 * @param due all of it together
 * @param invoices their numbers, oldest first
 */
public record DueHouseView(
    long customerId,
    String number,
    String name,
    @Nullable String phone,
    @Nullable String address,
    @Nullable String area,
    @Nullable Spot mapPoint,
    LocalDate since,
    Money due,
    List<String> invoices) {

  /** Where the house is, in degrees. */
  public record Spot(double latitude, double longitude) {}

  static DueHouseView of(DueHouseRow row) {
    Double latitude = row.latitude();
    Double longitude = row.longitude();
    return new DueHouseView(
        row.id(),
        row.number(),
        row.name(),
        row.phone(),
        row.address(),
        row.area(),
        latitude == null || longitude == null ? null : new Spot(latitude, longitude),
        row.since(),
        Money.rupiah(row.amount()),
        row.invoices());
  }
}
