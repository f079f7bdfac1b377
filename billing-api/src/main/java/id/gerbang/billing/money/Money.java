package id.gerbang.billing.money;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.Locale;

/**
 * An exact amount in the smallest unit that is dealt in: for IDR the whole rupiah, not the two
 * digits that ISO 4217 gives it. JSON: {@code {"amount":"150000","currency":"IDR"}}; read also from
 * the bare number of rupiah.
 */
@JsonDeserialize(using = MoneyReader.class)
public record Money(@JsonFormat(shape = JsonFormat.Shape.STRING) long amount, String currency) {

  public static final String RUPIAH = "IDR";

  /** More than any bill of an ISP; sums of a million of these still fit a long. */
  public static final long MOST = 1_000_000_000_000L;

  public Money {
    if (!currency.matches("[A-Z]{3}")) {
      throw new IllegalArgumentException("currency is three capital letters, such as IDR");
    }
  }

  public static Money rupiah(long amount) {
    return new Money(amount, RUPIAH);
  }

  /** For people: {@code Rp 150.000}. */
  public String text() {
    String digits = String.format(Locale.ROOT, "%,d", amount).replace(',', '.');
    return (currency.equals(RUPIAH) ? "Rp" : currency) + " " + digits;
  }
}
