package id.gerbang.billing.configuration;

import java.time.Instant;
import java.util.List;

/**
 * A router's configuration that was kept.
 *
 * @param takenAt from when on it was so, as far as was looked
 * @param seenAt when it was last found to be so still
 * @param version of RouterOS, as the router words it
 * @param added lines that it has and the one before had not
 * @param unread menus that the router did not tell
 */
public record BackupView(
    long id,
    Instant takenAt,
    Instant seenAt,
    String takenBy,
    String version,
    int added,
    int removed,
    List<String> unread) {}
