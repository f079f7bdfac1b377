package id.gerbang.billing.incident;

import id.gerbang.billing.incident.IncidentView.PhotoView;
import id.gerbang.billing.incident.IncidentView.Progress;
import id.gerbang.billing.incident.PhotoDao.PhotoRow;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What was written down, each where its step belongs, and what is still to come. */
final class IncidentStory {

  private IncidentStory() {}

  static List<Progress> of(
      IncidentRow row,
      List<StepRow> rows,
      Evidence evidence,
      List<PhotoRow> photos,
      IncidentWords words) {
    Procedure procedure = IncidentView.procedure(rows);
    boolean open = row.endedAt().isEmpty();
    Set<Step> next = open ? procedure.next() : EnumSet.noneOf(Step.class);
    List<Progress> story = new ArrayList<>();
    for (Step step : Step.values()) {
      rows.stream()
          .filter(one -> one.step() == step)
          .forEach(one -> story.add(written(one, evidence, photos, words)));
      if (!procedure.stands(step)) {
        String status =
            !open || procedure.skips(step) ? "skipped" : next.contains(step) ? "next" : "waiting";
        story.add(toCome(step, status, words));
      }
    }
    return story;
  }

  private static Progress written(
      StepRow row, Evidence evidence, List<PhotoRow> photos, IncidentWords words) {
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
        evidence.of(row.step()).orElse(null),
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
        null,
        List.of(),
        null,
        null,
        null);
  }
}
