package id.gerbang.billing.backup;

/** The RouterOS of the customer's router, as far as the scripts differ. */
enum RouterOsVersion {
  V6("6", "/interface lte info lte1 once"),
  V7("7", "/interface lte monitor 0 once");

  private final String word;
  private final String modemStatus;

  RouterOsVersion(String word, String modemStatus) {
    this.word = word;
    this.modemStatus = modemStatus;
  }

  /** As in the API. */
  String word() {
    return word;
  }

  String modemStatus() {
    return modemStatus;
  }
}
