package id.gerbang.billing.backup;

import id.gerbang.billing.mend.ItemDifferenceView;
import java.util.List;

/**
 * What was done with a link, or would be.
 *
 * @param outstanding sides of a link that is being removed on which something is left
 * @param warnings what keeps it from working all the same
 */
public record LinkWork(
    long id,
    boolean dryRun,
    String state,
    List<SideWork> sides,
    List<String> outstanding,
    List<String> warnings) {

  /**
   * What was changed on a router, or would be.
   *
   * @param changes in the order in which they are made
   * @param leftAlone what somebody else has that is as good, and keeps
   */
  public record SideWork(
      String side,
      long routerId,
      List<ItemDifferenceView> changes,
      List<ItemDifferenceView> leftAlone) {}
}
