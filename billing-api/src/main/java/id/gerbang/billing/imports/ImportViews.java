package id.gerbang.billing.imports;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.imports.ImportDao.ImportRecord;
import id.gerbang.billing.imports.ImportDao.PlanRecord;
import id.gerbang.billing.imports.ImportDao.RowRecord;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Imports as they are shown. */
final class ImportViews {

  private ImportViews() {}

  /** One that nothing stays of. */
  static ImportView rehearsed(
      ImportCustomers request,
      Intake intake,
      List<MadePlan> plans,
      List<Verdict> verdicts,
      List<String> findings,
      Actor actor) {
    Set<Long> made =
        plans.stream()
            .filter(MadePlan::isMade)
            .map(plan -> Objects.requireNonNull(plan.planId()))
            .collect(Collectors.toSet());
    return new ImportView(
        null,
        Objects.requireNonNull(request.name()),
        Objects.requireNonNull(request.format()),
        "rehearsed",
        intake.mapping(),
        intake.ignored(),
        Objects.requireNonNull(request.duplicates()),
        verdicts.size(),
        count(verdicts, Verdict.MADE),
        count(verdicts, Verdict.SKIPPED),
        count(verdicts, Verdict.REFUSED),
        0,
        0,
        plans.stream().map(plan -> plan.rehearsed(made)).toList(),
        findings,
        verdicts.stream()
            .filter(it -> !it.is(Verdict.MADE) || !it.notes().isEmpty())
            .limit(ImportView.MOST_PROBLEMS)
            .map(Verdict::rehearsed)
            .toList(),
        null,
        actor.name(),
        null,
        null);
  }

  static ImportView of(Handle handle, ImportRecord it) {
    return of(handle, it, null);
  }

  static ImportView of(Handle handle, ImportRecord it, @Nullable List<String> ignored) {
    ImportDao dao = handle.attach(ImportDao.class);
    return view(it, ignored, dao.plans(it.id()), dao.problems(it.id(), ImportView.MOST_PROBLEMS));
  }

  /** Without its rows. */
  static ImportView summary(ImportRecord it) {
    return view(it, null, List.of(), List.of());
  }

  private static ImportView view(
      ImportRecord it,
      @Nullable List<String> ignored,
      List<PlanRecord> plans,
      List<RowRecord> problems) {
    return new ImportView(
        it.id(),
        it.name(),
        it.format(),
        state(it),
        Json.map(it.mapping(), String.class),
        ignored,
        it.duplicates(),
        it.rows(),
        it.made(),
        it.skipped(),
        it.refused(),
        it.undone(),
        it.kept(),
        plans.stream().map(PlanRecord::view).toList(),
        Json.list(it.findings(), String.class),
        problems.stream().map(ImportViews::row).toList(),
        it.createdAt(),
        it.createdBy(),
        it.undoneAt().orElse(null),
        it.undoneBy().orElse(null));
  }

  private static String state(ImportRecord it) {
    if (it.undoneAt().isEmpty()) {
      return it.unfinished() ? "unfinished" : "done";
    }
    return it.undone() == it.made() ? "undone" : "partly_undone";
  }

  static ImportRowView row(RowRecord it) {
    return new ImportRowView(
        it.row(),
        it.name().orElse(null),
        it.undoneAt().isPresent() ? "undone" : it.outcome(),
        it.customerId().orElse(null),
        it.number().orElse(null),
        it.subscriptionId().orElse(null),
        Json.list(it.errors(), FieldError.class),
        Json.list(it.notes(), String.class),
        it.kept().orElse(null));
  }

  private static long count(List<Verdict> verdicts, String outcome) {
    return verdicts.stream().filter(it -> it.is(outcome)).count();
  }
}
