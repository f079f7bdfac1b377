package id.gerbang.billing.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as the API shows it.
 *
 * @param finishedAt before {@code startedAt}: it is at work, or was cut off
 * @param result of the last end, in words
 * @param next when it is due; in the past: as soon as a node is there for it
 * @param overdue it was not done in time, and somebody should know why
 */
public record JobView(
    String name,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable String result,
    boolean failed,
    Instant next,
    boolean overdue,
    @Nullable Instant askedAt,
    @Nullable String askedBy) {

  static JobView of(JobDao.Row row, Job job, Instant now) {
    return new JobView(
        row.name(),
        row.startedAt().orElse(null),
        row.finishedAt().orElse(null),
        row.result().orElse(null),
        row.failed(),
        job.schedule().nextSlot(row.doneSlot()),
        row.isMissed(job, now),
        row.askedAt().orElse(null),
        row.askedBy().orElse(null));
  }
}
