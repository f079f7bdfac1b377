package id.gerbang.billing.backup;

/** The RouterOS of the customer's router, as far as the scripts differ. */
enum RouterOsVersion {
  V6("/interface lte info lte1 once"),
  V7("/interface lte monitor 0 once");

  private final String modemStatus;

  RouterOsVersion(String modemStatus) {
    this.modemStatus = modemStatus;
  }

  String modemStatus() {
    return modemStatus;
  }
}
