package id.gerbang.billing.profile;

import org.jspecify.annotations.Nullable;

/**
 * How a profile of a router stands to the plan of its name, or a pool to what we hold of it, since
 * they were last agreed upon.
 */
public enum Standing {
  SAME,
  /** They differ, and somebody has said that they may. */
  KEPT,
  /** No plan has its name, and we hold no such pool. */
  ROUTER_ONLY,
  /** A pool that the router has not. */
  OURS_ONLY,
  /** Ours is as it was agreed, the router's is not. */
  ROUTER_CHANGED,
  OURS_CHANGED,
  /** Both are other than agreed, or nothing was agreed yet. */
  DIFFERENT;

  /**
   * @param ours null: there is no such plan
   * @param agreed null: nothing was
   */
  static Standing of(@Nullable Facts ours, Facts routers, @Nullable Agreed agreed) {
    if (ours == null) {
      return agreed != null && agreed.ours().isEmpty() && agreed.routers().equals(routers.text())
          ? KEPT
          : ROUTER_ONLY;
    }
    return Facts.same(ours, routers) ? SAME : changed(ours.text(), routers.text(), agreed);
  }

  /**
   * @param ours ranges in their normal form; empty: we hold none
   * @param routers the same; empty: the router has none
   */
  static Standing ofPool(String ours, String routers, @Nullable Agreed agreed) {
    if (ours.equals(routers)) {
      return SAME;
    }
    Standing standing = changed(ours, routers, agreed);
    if (standing == KEPT) {
      return KEPT;
    }
    return ours.isEmpty() ? ROUTER_ONLY : routers.isEmpty() ? OURS_ONLY : standing;
  }

  private static Standing changed(String ours, String routers, @Nullable Agreed agreed) {
    boolean oursAsAgreed = agreed != null && agreed.ours().equals(ours);
    boolean routersAsAgreed = agreed != null && agreed.routers().equals(routers);
    if (oursAsAgreed) {
      return routersAsAgreed ? KEPT : ROUTER_CHANGED;
    }
    return routersAsAgreed ? OURS_CHANGED : DIFFERENT;
  }

  /**
   * What both sides said when somebody decided.
   *
   * @param ours empty: there was no plan, or no pool
   * @param routers empty: the router had no such pool
   */
  public record Agreed(String name, String ours, String routers) {}
}
