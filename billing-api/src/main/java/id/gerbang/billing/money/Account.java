package id.gerbang.billing.money;

import java.util.Locale;

/** An account of the ledger; the database has the same list in {@code account}. */
public enum Account {
  CASH,
  BANK,
  /** With a payment gateway, on its way to the bank. */
  GATEWAY_CLEARING,
  /** With a collector, on its way to the till. */
  COLLECTOR_CASH,
  RECEIVABLE,
  CUSTOMER_CREDIT,
  DEPOSIT,
  TAX_PAYABLE,
  REVENUE,
  /** What customers bear of a gateway's fee. */
  FEE_INCOME,
  GATEWAY_FEE,
  WRITE_OFF,
  /** What a till or a collector had too little or too much. */
  CASH_DIFFERENCE;

  static Account of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
