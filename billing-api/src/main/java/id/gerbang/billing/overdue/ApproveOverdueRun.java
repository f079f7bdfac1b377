package id.gerbang.billing.overdue;

import id.gerbang.billing.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What a person approves of an overdue run that waits.
 *
 * @param cuts how many were seen to wait: where there are more by now, it is looked at again
 */
public record ApproveOverdueRun(@Nullable Long cuts) {

  long checkedCuts() {
    if (cuts == null) {
      throw Problem.unprocessable("cuts", "is missing: how many are approved, as wouldCut said");
    }
    return cuts;
  }
}
