package id.gerbang.billing.profile;

import id.gerbang.billing.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to become of profiles and pools that differ, one by one; pools first. */
public record Decisions(@Nullable List<Decision> items, @Nullable List<PoolDecision> pools) {

  /**
   * Of one pool.
   *
   * @param decision {@code take}: what we hold becomes as the router's; {@code give}: the router's
   *     becomes as ours, or is made; {@code keep}: they may differ
   * @param seen of the answer that it is about; left out of a name that neither has
   * @param ranges what we hold from now on, where it is to be given
   */
  public record PoolDecision(
      @Nullable String name,
      @Nullable String decision,
      @Nullable String seen,
      @Nullable String ranges) {}

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
