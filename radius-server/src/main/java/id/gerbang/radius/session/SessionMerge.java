package id.gerbang.radius.session;

import id.gerbang.core.session.Granted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules by which reports become sessions, so that any order and any repetition of them ends in
 * the same rows (P2): counters only grow, stopped stays stopped, and an id that a router used again
 * after a reboot is another session.
 */
public final class SessionMerge {

  /** By so much may the start of one session seem to differ between its reports. */
  public static final Duration SAME_START = Duration.ofMinutes(2);

  private SessionMerge() {}

  /**
   * The sessions of one key after a report.
   *
   * @param sessions in order of generation
   * @param reported the one among them that the report is of
   */
  public record Merged(List<SessionRow> sessions, SessionRow reported) {}

  /**
   * The sessions of one key after one more report.
   *
   * @param sessions those known, in order of generation; may be empty
   */
  public static Merged merge(List<SessionRow> sessions, SessionReport report) {
    List<SessionRow> merged = new ArrayList<>(sessions);
    for (int i = merged.size() - 1; i >= 0; i--) {
      if (same(merged.get(i), report)) {
        SessionRow raised = updated(merged.get(i), report, isLatest(merged.get(i), merged));
        merged.set(i, raised);
        return new Merged(merged, raised);
      }
    }
    SessionRow fresh = begun(report, nextGeneration(merged));
    for (int i = 0; i < merged.size(); i++) {
      SessionRow known = merged.get(i);
      if (known.open() && known.startedAt().isBefore(fresh.startedAt())) {
        merged.set(i, known.endedByGuess(SessionRow.LOST_SERVICE));
      } else if (fresh.open() && fresh.startedAt().isBefore(known.startedAt())) {
        fresh = fresh.endedByGuess(SessionRow.LOST_SERVICE);
      }
    }
    merged.add(fresh);
    return new Merged(merged, fresh);
  }

  /** By start, not by generation: the report of an earlier session may come later. */
  private static boolean isLatest(SessionRow session, List<SessionRow> sessions) {
    return sessions.stream().noneMatch(other -> other.startedAt().isAfter(session.startedAt()));
  }

  /** Not the number of rows: the first ones go to the history before the later ones. */
  private static int nextGeneration(List<SessionRow> sessions) {
    return sessions.isEmpty() ? 0 : sessions.get(sessions.size() - 1).generation() + 1;
  }

  /** Our own Class decides; without it, when the session began, or that it visibly went on. */
  public static boolean same(SessionRow session, SessionReport report) {
    if (report.sessionClass().isPresent() && !session.classText().isEmpty()) {
      return session.classText().equals(report.classText());
    }
    Duration apart = Duration.between(session.startedAt(), report.startedAt()).abs();
    return apart.compareTo(SAME_START) <= 0 || wentOn(session, report);
  }

  /** The router's clock was set meanwhile: times jump, but nothing else does. */
  private static boolean wentOn(SessionRow session, SessionReport report) {
    return report.kind() != SessionReport.Kind.START
        && session.open()
        && report.counters().sessionTime() > 0
        && report.counters().follows(session.counters())
        && session.place().framedIp().isPresent()
        && session.place().framedIp().equals(report.place().framedIp());
  }

  /** Whether a report that is no late one takes back what was reported before. */
  public static boolean fell(SessionRow session, SessionReport report) {
    return report.eventAt().isAfter(session.updatedAt())
        && !report.counters().follows(session.counters());
  }

  private static SessionRow begun(SessionReport report, int generation) {
    SessionRow row =
        new SessionRow(
            report.key(),
            generation,
            report.subscriberId(),
            report.classText(),
            grantedBy(report),
            report.place(),
            report.startedAt(),
            report.eventAt(),
            report.arrivedAt(),
            report.counters(),
            Optional.empty());
    return report.kind() == SessionReport.Kind.STOP ? row.ended(stop(report)) : row;
  }

  private static SessionRow updated(SessionRow row, SessionReport report, boolean latest) {
    boolean news = !report.eventAt().isBefore(row.updatedAt());
    Place place =
        news && report.kind() != SessionReport.Kind.START
            ? report.place().orElse(row.place())
            : row.place().orElse(report.place());
    SessionRow raised =
        new SessionRow(
            row.key(),
            row.generation(),
            row.subscriberId().or(report::subscriberId),
            row.classText().isEmpty() ? report.classText() : row.classText(),
            row.granted().isEmpty() ? grantedBy(report) : row.granted(),
            row.attempted(),
            place,
            earliest(row.startedAt(), report.startedAt()),
            latest(row.updatedAt(), report.eventAt()),
            latest(row.heardAt(), report.arrivedAt()),
            row.counters().max(report.counters()),
            row.stop());
    if (report.kind() == SessionReport.Kind.STOP) {
      SessionRow.Stop stop = stop(report);
      return raised.ended(row.stop().filter(known -> prevails(known, stop)).orElse(stop));
    }
    boolean guessed = row.stop().map(SessionRow.Stop::guessed).orElse(false);
    if (!guessed) {
      return raised;
    }
    boolean speaksAgain =
        latest
            && (report.eventAt().isAfter(row.updatedAt())
                || report.arrivedAt().isAfter(row.heardAt()));
    return speaksAgain ? raised.reopened() : raised.endedByGuess(row.stop().get().cause());
  }

  /** Of two Stops the longer session's holds; of equal ones the lower cause, then the earlier. */
  private static boolean prevails(SessionRow.Stop known, SessionRow.Stop other) {
    if (known.guessed()) {
      return false;
    }
    if (known.sessionTime() != other.sessionTime()) {
      return known.sessionTime() > other.sessionTime();
    }
    if (known.cause() != other.cause()) {
      return known.cause() < other.cause();
    }
    return !known.at().isAfter(other.at());
  }

  private static SessionRow.Stop stop(SessionReport report) {
    return new SessionRow.Stop(
        report.eventAt(),
        report.counters().sessionTime(),
        report.terminateCause().orElse(0L),
        false);
  }

  private static String grantedBy(SessionReport report) {
    return report.sessionClass().map(SessionClass::granted).map(Granted::text).orElse("");
  }

  private static Instant earliest(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
