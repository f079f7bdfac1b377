package id.gerbang.app.bras;

/** Acct-Status-Type (RFC 2866 §5.1). */
enum AccountingStatus {
  START(1),
  STOP(2),
  INTERIM_UPDATE(3),
  ACCOUNTING_ON(7),
  ACCOUNTING_OFF(8);

  private final int number;

  AccountingStatus(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
