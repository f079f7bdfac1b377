package id.gerbang.billing.imports;

import id.gerbang.billing.http.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one row.
 *
 * @param row as a spreadsheet numbers it: the headings are 1
 * @param outcome {@code made}, {@code skipped} (there already), {@code refused}, or {@code undone}
 * @param errors why it was not made
 * @param notes what of it is not as it was, though it was made
 * @param kept why it could not be taken back
 */
public record ImportRowView(
    int row,
    @Nullable String name,
    String outcome,
    @Nullable Long customerId,
    @Nullable String customerNumber,
    @Nullable Long subscriptionId,
    List<FieldError> errors,
    List<String> notes,
    @Nullable String kept) {}
