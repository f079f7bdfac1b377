package id.gerbang.billing.probe;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How good the way from a router to a target was; times in milliseconds.
 *
 * @param lossPercent with one decimal
 * @param jitterMean the mean difference of each answer to the one before
 * @param grade the worst of its parts
 */
public record ProbeView(
    long id,
    long routerId,
    Instant at,
    String askedBy,
    String target,
    int sent,
    int received,
    BigDecimal lossPercent,
    @Nullable BigDecimal delayMin,
    @Nullable BigDecimal delayMean,
    @Nullable BigDecimal delayMax,
    @Nullable BigDecimal jitterMean,
    Grades grades,
    Graded grade) {

  /** By what was measured; null: nothing came back that could be. */
  public record Grades(@Nullable Graded delay, @Nullable Graded jitter, Graded loss) {}

  /** {@code very_good}, {@code good}, {@code fair} or {@code poor}, and the same in words. */
  public record Graded(String code, String words) {}

  static ProbeView of(ProbeRow row, GradeWords words) {
    int lost = row.sent() - row.received();
    Grade loss = Grade.ofLoss(lost, row.sent());
    Optional<Grade> delay = Optional.ofNullable(row.delayMean()).map(Grade::ofDelay);
    Optional<Grade> jitter = Optional.ofNullable(row.jitterMean()).map(Grade::ofJitter);
    Grade worst = loss.worse(delay.orElse(loss)).worse(jitter.orElse(loss));
    return new ProbeView(
        row.id(),
        row.routerId(),
        row.at(),
        row.askedBy(),
        row.target(),
        row.sent(),
        row.received(),
        BigDecimal.valueOf(100L * lost)
            .divide(BigDecimal.valueOf(row.sent()), 1, RoundingMode.HALF_UP),
        millis(row.delayMin()),
        millis(row.delayMean()),
        millis(row.delayMax()),
        millis(row.jitterMean()),
        new Grades(
            delay.map(words::of).orElse(null), jitter.map(words::of).orElse(null), words.of(loss)),
        words.of(worst));
  }

  private static @Nullable BigDecimal millis(@Nullable Long micros) {
    return micros == null ? null : BigDecimal.valueOf(micros, 3);
  }

  static String code(Grade grade) {
    return grade.name().toLowerCase(Locale.ROOT);
  }
}
