package id.gerbang.billing.watch;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a router told when it was last looked at, each part with when its reading began.
 *
 * @param state {@code reached} or {@code unreachable}, {@code since} when
 * @param why what kept it from telling all at the last look; null: nothing did
 * @param cpuLoad percent, at the last look; null: not told
 * @param sessions null: never read to the end
 */
public record LiveView(
    long routerId,
    String state,
    Instant since,
    @Nullable String why,
    Instant lookedAt,
    @Nullable String identity,
    @Nullable Instant bootedAt,
    @Nullable Integer cpuLoad,
    @Nullable Long freeMemory,
    @Nullable Long totalMemory,
    @Nullable Sessions sessions,
    @Nullable Interfaces interfaces) {

  /**
   * From {@code /ppp/active} and {@code /queue/simple}; one by one at {@code /live/sessions}.
   *
   * @param unknown those that we have no open session of, the first hundred
   */
  public record Sessions(
      Instant readAt, @Nullable Instant queuesReadAt, long count, List<LiveSessionView> unknown) {}

  /**
   * From {@code /interface}.
   *
   * @param ratesFrom the rates are of the time from here to {@code readAt}; null: none yet
   */
  public record Interfaces(
      Instant readAt, @Nullable Instant ratesFrom, List<InterfaceView> items) {}
}
