package id.gerbang.billing.pool;

import id.gerbang.billing.http.Checks;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Whether an address, a prefix or a route is free to be promised to one subscription. */
public final class Promised {

  private final PoolDao dao;
  private final Checks checks;
  private final Whose whose;

  /**
   * To whom.
   *
   * @param subscription whose own do not count
   * @param username whose live sessions do not count either: they may be older than the
   *     subscription
   * @param customer whose other subscriptions may have the same routes: a second way to one place
   */
  public record Whose(long subscription, String username, long customer) {}

  /** To be asked within the transaction that promises: it keeps others from promising meanwhile. */
  public Promised(Handle handle, Checks checks, Whose whose) {
    this.dao = handle.attach(PoolDao.class);
    this.checks = checks;
    this.whose = whose;
    dao.lockAddresses();
  }

  public void address(@Nullable String address, String field) {
    if (address != null) {
      dao.overlapping(address, address)
          .ifPresentOrElse(
              pool ->
                  checks.that(
                      false,
                      field,
                      "is an address of the pool " + pool + ", which is given to others"),
              () -> inNobodysHand(address, field));
      dao.staticOfAnother(address, whose.subscription())
          .map(other -> "is the static address of " + other)
          .or(
              () ->
                  dao.routeOfAnother(address, whose.customer())
                      .map(other -> "is behind the route " + other))
          .ifPresentOrElse(why -> checks.that(false, field, why), () -> unseen(address, field));
      dao.liveOfAnother(address, whose.subscription(), whose.username())
          .ifPresent(
              username ->
                  checks.that(false, field, "is the address of " + username + ", who is online"));
    }
  }

  public void prefix(@Nullable String prefix, String field) {
    if (prefix != null) {
      dao.prefixOfAnother(prefix, whose.subscription())
          .or(() -> dao.livePrefixOfAnother(prefix, whose.subscription(), whose.username()))
          .ifPresentOrElse(
              username ->
                  checks.that(false, field, "has addresses in common with that of " + username),
              () -> unseen(prefix, field));
    }
  }

  /**
   * @param route a network, and perhaps a gateway and metrics
   */
  public void route(String route, String field) {
    String network = route.split(" ", 2)[0];
    dao.routeOfAnother(network, whose.customer())
        .map(other -> "has addresses in common with the route " + other)
        .or(
            () ->
                dao.addressBehind(network, whose.customer())
                    .map(other -> "holds the static address " + other))
        .ifPresentOrElse(why -> checks.that(false, field, why), () -> unseen(network, field));
    dao.poolBehind(network)
        .ifPresentOrElse(
            pool -> checks.that(false, field, "has addresses in common with the pool " + pool),
            () -> inNobodysHand(network, field));
    dao.liveBehind(network, whose.customer(), whose.username())
        .ifPresent(
            other -> checks.that(false, field, "holds the address " + other + ", who is online"));
  }

  /** What the questions before can't see, since it is outside the asker's reach. */
  private void unseen(String network, String field) {
    checks.that(
        !dao.isPromised(network, whose.customer(), whose.subscription()),
        field,
        "has addresses in common with what somebody else was promised");
  }

  /** Of no pool any more; but each node has to have read of it. */
  private void inNobodysHand(String network, String field) {
    dao.poolBefore(network)
        .ifPresent(
            pool ->
                checks.that(
                    false,
                    field,
                    "was the pool " + pool + "'s until a moment ago: it is free in a minute"));
  }
}
