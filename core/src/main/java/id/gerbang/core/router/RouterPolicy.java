package id.gerbang.core.router;

/**
 * What a router's settings make of an isolated subscriber.
 *
 * @param isolationList Mikrotik-Address-List of the walled garden
 * @param isolationPool Framed-Pool where {@link Isolation#POOL}
 * @param isolationRate Mikrotik-Rate-Limit while isolated, as text on the wire
 */
public record RouterPolicy(
    Isolation isolation, String isolationList, String isolationPool, String isolationRate) {

  /** What a router has unless told otherwise; the same defaults stand in the contract. */
  public static final RouterPolicy DEFAULT =
      new RouterPolicy(Isolation.LIST, "isolir", "isolir", "128k/128k");
}
