package id.gerbang.billing.configuration;

import java.time.Instant;
import java.util.List;

/** A kept configuration, without its text. */
public record BackupRow(
    long id,
    long routerId,
    Instant takenAt,
    Instant seenAt,
    String takenBy,
    String version,
    int added,
    int removed,
    String unread) {

  BackupView view() {
    return new BackupView(
        id,
        takenAt,
        seenAt,
        takenBy,
        version,
        added,
        removed,
        unread.isEmpty() ? List.of() : List.of(unread.split(",")));
  }
}
