package id.gerbang.billing.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a backup tunnel carried, and whose fault it was where it did not.
 *
 * @param verdict {@code works}, {@code fault}, {@code loop_danger} or {@code unknown}
 * @param side at fault: {@code pop}, {@code radius_login}, {@code modem}, {@code customer_router},
 *     {@code head_office}, {@code upe}, {@code branch} or {@code fibre}
 * @param step the first check that failed, or that had to be seen and was not
 * @param next what to do
 * @param unread routers that were not read, and why
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VerificationView(
    long id,
    long backupLinkId,
    Instant at,
    String askedBy,
    boolean fibreBack,
    String verdict,
    @Nullable String side,
    @Nullable String step,
    String words,
    @Nullable String next,
    List<UnreadView> unread,
    List<StepView> checks) {

  /** {@code pop} or {@code customer}. */
  public record UnreadView(String router, String why) {}

  /**
   * One step of the way.
   *
   * @param result {@code pass}, {@code fail} or {@code unknown}
   * @param seen in the router's own words
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StepView(
      String step,
      String result,
      @Nullable String side,
      @Nullable String seen,
      @Nullable String wanted,
      String words) {}
}
