package id.gerbang.billing.condition;

import com.fasterxml.jackson.annotation.JsonInclude;
import id.gerbang.billing.condition.Told.Modem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How things were at a customer's. What was not told is left out, and named in {@code absent}.
 *
 * @param routerId which told it; left out: it was copied from a terminal
 * @param ready whether a tunnel can come up so; left out: too little was told
 * @param absent of {@code modem, operator, technology, address, signal, ping} what was not told
 * @param text what was told, as it was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConditionView(
    long id,
    long backupLinkId,
    Instant at,
    String notedBy,
    @Nullable Long routerId,
    @Nullable Boolean ready,
    @Nullable Modem modem,
    @Nullable String status,
    @Nullable String operator,
    @Nullable String technology,
    @Nullable String model,
    Told.@Nullable Address address,
    SignalView signal,
    @Nullable PingView ping,
    List<NoteView> notes,
    List<String> absent,
    String text) {

  /** Each with its grade. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SignalView(
      @Nullable Measured rssi,
      @Nullable Measured rsrp,
      @Nullable Measured rsrq,
      @Nullable Measured sinr) {}

  /** {@code excellent}, {@code good}, {@code fair} or {@code none}, and the same in words. */
  public record Measured(BigDecimal value, String grade, String words) {}

  /** Times in milliseconds; the loss in percent with one decimal. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PingView(
      @Nullable String target,
      boolean resolved,
      int sent,
      int received,
      @Nullable BigDecimal lossPercent,
      @Nullable BigDecimal min,
      @Nullable BigDecimal mean,
      @Nullable BigDecimal max) {}

  /** What a technician is to know. */
  public record NoteView(String code, boolean inTheWay, String words) {}
}
