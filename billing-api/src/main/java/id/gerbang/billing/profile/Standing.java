package id.gerbang.billing.profile;

import org.jspecify.annotations.Nullable;

/** How a profile of a router stands to the plan of its name, since they were last agreed upon. */
public enum Standing {
  SAME,
  /** They differ, and somebody has said that they may. */
  KEPT,
  /** No plan has its name. */
  ROUTER_ONLY,
  /** The plan is as it was agreed, the router's is not. */
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
    if (Facts.same(ours, routers)) {
      return SAME;
    }
    boolean oursAsAgreed = agreed != null && agreed.ours().equals(ours.text());
    boolean routersAsAgreed = agreed != null && agreed.routers().equals(routers.text());
    if (oursAsAgreed) {
      return routersAsAgreed ? KEPT : ROUTER_CHANGED;
    }
    return routersAsAgreed ? OURS_CHANGED : DIFFERENT;
  }

  /**
   * What both sides said when somebody decided.
   *
   * @param ours empty: there was no plan
   */
  public record Agreed(String name, String ours, String routers) {}
}
