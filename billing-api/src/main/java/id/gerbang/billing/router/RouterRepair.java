package id.gerbang.billing.router;

/** The one thing that mends what a check found on a router. */
sealed interface RouterRepair permits RouterRepair.ByHand, RouterChange {

  /**
   * As RouterOS 6 and 7 read it from a terminal. Where a person has to put something in, a secret
   * above all, it says {@code "…"}.
   */
  String command();

  /** What a person decides, or what can't be reached over the API. */
  record ByHand(String command) implements RouterRepair {}
}
