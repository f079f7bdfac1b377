package id.gerbang.billing.imports;

import id.gerbang.core.access.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One login, as it is answered here and as the system that it was moved in from answers it.
 *
 * @param here {@code accept} or {@code reject}
 * @param reason of the answer here
 * @param there {@code accept}, or {@code reject} where its end is over
 * @param differences attribute by attribute; none where one is refused
 */
public record ComparisonView(
    int row,
    String username,
    long subscriptionId,
    String here,
    Reason reason,
    String words,
    String there,
    boolean same,
    List<Difference> differences) {

  /**
   * @param here values of it; none: it is not said
   * @param why null: nothing but the plan, the subscription or the default attributes say so
   */
  public record Difference(
      String attribute, List<String> here, List<String> there, @Nullable String why) {}
}
