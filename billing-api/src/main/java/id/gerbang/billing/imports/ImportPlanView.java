package id.gerbang.billing.imports;

import id.gerbang.billing.http.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a plan of another system.
 *
 * @param profile what it was called there
 * @param outcome {@code made}, {@code there} (already), {@code refused}, or {@code undone}
 * @param errors why it was not made
 * @param notes what of it is not as it was
 * @param kept why it could not be taken back
 */
public record ImportPlanView(
    String profile,
    String name,
    @Nullable Long planId,
    String outcome,
    List<FieldError> errors,
    List<String> notes,
    @Nullable String kept) {}
