package id.gerbang.radius;

import id.gerbang.radius.accounting.Applier;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.clock.BelievedClock;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.subscriber.SubscriberDirectory;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the service is, for who looks from outside: as words by part, and as the gauges of what is in
 * memory and on the disk.
 *
 * @param unread octets of the journal beyond the snapshot that the start had no time for
 */
record ServiceHealth(
    SubscriberDirectory directory,
    OpenSessions sessions,
    Journal journal,
    Journal eventJournal,
    Applier applier,
    BelievedClock clock,
    long unread) {

  /** What is wrong, by part; empty text where nothing is. */
  Map<String, String> byPart() {
    Map<String, String> parts = new TreeMap<>();
    parts.put("radius-directory", directory.loaded() ? staleness() : "subscribers not loaded yet");
    parts.put(
        "radius-journal",
        journal.healthy() ? "" : "accounting can't be stored; it is not answered");
    parts.put("radius-accounting", applier.trouble());
    long jump = clock.jump().toSeconds();
    parts.put(
        "radius-clock",
        jump == 0
            ? ""
            : "the clock jumped by "
                + jump
                + " s; nothing is decided by it until it is right again,"
                + " or Gerbang is restarted because it is right now");
    return parts;
  }

  private String staleness() {
    long seconds = directory.age().map(age -> age.toSeconds()).orElse(0L);
    if (directory.fromSnapshot()) {
      return "known from the snapshot, "
          + seconds
          + " s old; the database was not reached yet"
          + (unread == 0 ? "" : "; " + unread + " octets of the journal beyond it wait to be read");
    }
    return directory.stale() ? "last refreshed " + seconds + " s ago" : "";
  }

  void gaugesOf(Counters counters) {
    counters.gauge("gerbang_radius_subscribers", directory::size);
    counters.gauge("gerbang_radius_first_macs", directory.macs()::size);
    counters.gauge("gerbang_radius_sessions_open", sessions::size);
    counters.gauge("gerbang_radius_sessions_of_nobody", sessions::ofNobody);
    counters.gauge("gerbang_radius_journal_queued", journal::queued);
    counters.gauge("gerbang_radius_journal_lag_octets", applier::lag);
    counters.gauge("gerbang_radius_journal_skipped_octets", journal::skippedOctets);
    counters.gauge("gerbang_radius_journal_quarantined", applier::quarantined);
    counters.gauge("gerbang_radius_access_events_skipped_octets", eventJournal::skippedOctets);
    counters.gauge(
        "gerbang_radius_journal_oldest_seconds", () -> applier.oldestWaiting().toSeconds());
    counters.gauge(
        "gerbang_radius_directory_age_seconds",
        () -> directory.age().map(age -> age.toSeconds()).orElse(-1L));
    counters.gauge("gerbang_radius_clock_jump_seconds", () -> clock.jump().toSeconds());
  }
}
