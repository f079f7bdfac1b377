package id.gerbang.billing.money;

import java.util.Locale;

/** An account of the ledger; the database has the same list in {@code account}. */
public enum Account {
  CASH,
  BANK,
  RECEIVABLE,
  CUSTOMER_CREDIT,
  REVENUE;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
