package id.gerbang.billing.incident;

import id.gerbang.billing.http.NoColumn;
import id.gerbang.billing.incident.PhotoDao.PhotoRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
   * A step of the procedure.
   *
   * @param status {@code taken}, {@code next} (it may be taken now), {@code waiting}, {@code
   *     skipped}, or {@code undone}: it was taken by mistake
   * @param at when it was done; {@code recordedAt}: when it was written down
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
      List<PhotoRow> photos,
      List<PauseRow> pauses,
      IncidentWords words) {
    return of(
        row,
        subscriptions,
        steps,
        story(row, steps, photos, words),
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

  /** What was written down, each where its step belongs, and what is still to come. */
  private static List<Progress> story(
      IncidentRow row, List<StepRow> rows, List<PhotoRow> photos, IncidentWords words) {
    Procedure procedure = procedure(rows);
    boolean open = row.endedAt().isEmpty();
    Set<Step> next = open ? procedure.next() : EnumSet.noneOf(Step.class);
    List<Progress> story = new ArrayList<>();
    for (Step step : Step.values()) {
      rows.stream()
          .filter(one -> one.step() == step)
          .forEach(one -> story.add(written(one, photos, words)));
      if (!procedure.stands(step)) {
        String status =
            !open || procedure.skips(step) ? "skipped" : next.contains(step) ? "next" : "waiting";
        story.add(toCome(step, status, words));
      }
    }
    return story;
  }

  private static Progress written(StepRow row, List<PhotoRow> photos, IncidentWords words) {
    return new Progress(
        row.id(),
        row.step().text(),
        words.of(row.step()),
        row.step().party().text(),
        row.stands() ? "taken" : "undone",
        row.at(),
        row.doneBy(),
        row.cause().orElse(null),
        row.note().orElse(null),
        row.recordedAt(),
        row.recordedBy(),
        row.late(),
        photos.stream().filter(photo -> photo.stepId() == row.id()).map(PhotoView::of).toList(),
        row.undoneAt().orElse(null),
        row.undoneBy().orElse(null),
        row.undoReason().orElse(null));
  }

  private static Progress toCome(Step step, String status, IncidentWords words) {
    return new Progress(
        null,
        step.text(),
        words.of(step),
        step.party().text(),
        status,
        null,
        null,
        null,
        null,
        null,
        null,
        false,
        List.of(),
        null,
        null,
        null);
  }
}
