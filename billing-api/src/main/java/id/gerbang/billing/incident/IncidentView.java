package id.gerbang.billing.incident;

import id.gerbang.billing.http.NoColumn;
import id.gerbang.billing.incident.PhotoDao.PhotoRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident as the API shows it.
 *
 * @param subscriptionIds what is out; empty: all that the customer has. Not in lists
 * @param state {@code out}, {@code on_backup}, {@code back}, {@code closed} or {@code cancelled};
 *     {@code words} as people read it
 * @param cause what the analysis says; null: there was none yet
 * @param nextStep the one that the others wait for; null: it is over
 * @param steps the whole procedure, with what was taken back of it. Not in lists
 * @param pauses waits that are the customer's. Not in lists
 */
public record IncidentView(
    long id,
    @Nullable String externalId,
    String number,
    long customerId,
    String customerNumber,
    String customerName,
    @Nullable String area,
    @Nullable @NoColumn List<Long> subscriptionIds,
    @Nullable String customerTicket,
    @Nullable Long backupLinkId,
    String summary,
    String state,
    String words,
    @Nullable String cause,
    Instant beganAt,
    Instant openedAt,
    String createdBy,
    @Nullable Instant endedAt,
    @Nullable String cancelReason,
    @Nullable String nextStep,
    @Nullable @NoColumn List<Progress> steps,
    @Nullable @NoColumn List<PauseView> pauses,
    int version) {

  /** A wait that is the customer's; undone, it counts no more. */
  public record PauseView(
      long id,
      Instant from,
      @Nullable Instant until,
      String reason,
      Instant recordedAt,
      String recordedBy,
      @Nullable String endedBy,
      @Nullable Instant undoneAt,
      @Nullable String undoneBy,
      @Nullable String undoReason) {

    static PauseView of(PauseRow row) {
      return new PauseView(
          row.id(),
          row.fromAt(),
          row.untilAt().orElse(null),
          row.reason(),
          row.recordedAt(),
          row.recordedBy(),
          row.endedBy().orElse(null),
          row.undoneAt().orElse(null),
          row.undoneBy().orElse(null),
          row.undoReason().orElse(null));
    }
  }

  /**
   * How a step of the procedure stands.
   *
   * @param status {@code taken}, {@code next} (it may be taken now), {@code waiting}, {@code
   *     skipped}, or {@code undone}: it was taken by mistake
   * @param at when it was done; {@code recordedAt}: when it was written down
   * @param evidenceId of {@code condition_before} the newest condition noted of the backup link
   *     while the outage lasted, of {@code noc_verified} its newest verification
   * @param late it was written down more than five minutes after it was done
   */
  public record Progress(
      @Nullable Long id,
      String step,
      String words,
      String party,
      String status,
      @Nullable Instant at,
      @Nullable String by,
      @Nullable String cause,
      @Nullable String note,
      @Nullable Instant recordedAt,
      @Nullable String recordedBy,
      boolean late,
      @Nullable Long evidenceId,
      List<PhotoView> photos,
      @Nullable Instant undoneAt,
      @Nullable String undoneBy,
      @Nullable String undoReason) {}

  /** A photo of a step, without the picture itself. */
  public record PhotoView(
      long id, String mediaType, long bytes, Instant uploadedAt, String uploadedBy) {

    static PhotoView of(PhotoRow row) {
      return new PhotoView(
          row.id(), row.kind().mediaType(), row.bytes(), row.uploadedAt(), row.uploadedBy());
    }
  }

  /** As lists show it. */
  static IncidentView listed(IncidentRow row, List<StepRow> steps, IncidentWords words) {
    return of(row, null, steps, null, null, words);
  }

  static IncidentView whole(
      IncidentRow row,
      List<Long> subscriptions,
      List<StepRow> steps,
      Evidence evidence,
      List<PhotoRow> photos,
      List<PauseRow> pauses,
      IncidentWords words) {
    return of(
        row,
        subscriptions,
        steps,
        IncidentStory.of(row, steps, evidence, photos, words),
        pauses.stream().map(PauseView::of).toList(),
        words);
  }

  private static IncidentView of(
      IncidentRow row,
      @Nullable List<Long> subscriptions,
      List<StepRow> rows,
      @Nullable List<Progress> steps,
      @Nullable List<PauseView> pauses,
      IncidentWords words) {
    Procedure procedure = procedure(rows);
    State state = State.of(row, procedure);
    boolean open = row.endedAt().isEmpty();
    return new IncidentView(
        row.id(),
        row.externalId().orElse(null),
        row.number(),
        row.customerId(),
        row.customerNumber(),
        row.customerName(),
        row.area().orElse(null),
        subscriptions,
        row.customerTicket().orElse(null),
        row.backupLinkId().orElse(null),
        row.summary(),
        state.text(),
        words.of(state),
        procedure.last(Step.ANALYSED).flatMap(Taken::cause).map(Cause::text).orElse(null),
        row.beganAt(),
        procedure.first(Step.TICKET).orElseThrow().at(),
        row.createdBy(),
        row.endedAt().orElse(null),
        row.cancelReason().orElse(null),
        open ? procedure.foremost().map(Step::text).orElse(null) : null,
        steps,
        pauses,
        row.version());
  }

  static Procedure procedure(List<StepRow> rows) {
    return new Procedure(rows.stream().filter(StepRow::stands).map(StepRow::taken).toList());
  }
}
