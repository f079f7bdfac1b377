package id.gerbang.billing.imports;

import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.plan.SavePlan;
import java.util.List;
import java.util.Optional;

/**
 * A plan that accounts of another system have there.
 *
 * @param profile what it is called there
 * @param name of the plan here: to be made, or, without one to make, there already
 * @param errors why it can't be one here; those who have it are refused then
 * @param notes what of it is not as it was
 */
public record IntakePlan(
    String profile,
    String name,
    Optional<SavePlan> plan,
    List<FieldError> errors,
    List<String> notes) {}
