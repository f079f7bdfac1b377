package id.gerbang.billing.imports;

import id.gerbang.billing.http.FieldError;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What became of a plan of another system, as it is kept; public, so that JDBI reads it. */
public record MadePlan(
    String profile,
    String name,
    @Nullable Long planId,
    String outcome,
    List<FieldError> errors,
    List<String> notes) {

  static final String MADE = "made";

  static MadePlan made(IntakePlan plan, long id) {
    return new MadePlan(plan.profile(), plan.name(), id, MADE, List.of(), plan.notes());
  }

  /** It is chosen by somebody, or has the same name. */
  static MadePlan there(IntakePlan plan, long id) {
    List<String> notes =
        plan.plan().isEmpty()
            ? plan.notes()
            : Stream.concat(
                    Stream.of("a plan of this name is there already, and is used as it is"),
                    plan.notes().stream())
                .toList();
    return new MadePlan(plan.profile(), plan.name(), id, "there", List.of(), notes);
  }

  static MadePlan none(IntakePlan plan) {
    String field = "choices.plans." + plan.profile();
    return refused(plan, List.of(new FieldError(field, "is no plan that is sold: " + plan.name())));
  }

  static MadePlan refused(IntakePlan plan, List<FieldError> errors) {
    return new MadePlan(plan.profile(), plan.name(), null, "refused", errors, plan.notes());
  }

  boolean isMade() {
    return outcome.equals(MADE);
  }

  ImportPlanView view() {
    return new ImportPlanView(profile, name, planId, outcome, errors, notes, null);
  }

  /**
   * A rehearsal's plans are not there to be looked at.
   *
   * @param made those that it made
   */
  ImportPlanView rehearsed(Set<Long> made) {
    Long id = planId == null || made.contains(planId) ? null : planId;
    return new ImportPlanView(profile, name, id, outcome, errors, notes, null);
  }
}
