package id.gerbang.billing.profile;

import id.gerbang.billing.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to become of profiles that differ, one by one. */
public record Decisions(@Nullable List<Decision> items) {

  /**
   * Of one profile.
   *
   * @param decision {@code take}: the plan becomes as the router's profile, or is made; {@code
   *     give}: the profile becomes as the plan; {@code keep}: they may differ
   * @param seen of the answer that it is about
   * @param price of a plan that is made
   */
  public record Decision(
      @Nullable String name,
      @Nullable String decision,
      @Nullable String seen,
      @Nullable Money price) {}
}
