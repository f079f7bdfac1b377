package id.gerbang.billing.imports;

import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.http.Problem;
import java.util.List;
import java.util.Optional;

/** One row of a sheet, or one account of another system: what one customer is to be made of. */
public interface Entry {

  /** As a spreadsheet numbers it: the headings are 1. */
  int row();

  /** By which a person knows it again. */
  Optional<String> name();

  /**
   * What it asks for, in the words of the API's own requests.
   *
   * @throws Problem what is wrong with it
   */
  Wanted read(Plans plans);

  /** Why it is not to be made, though nothing is wrong with it. */
  default Optional<FieldError> leftOut() {
    return Optional.empty();
  }

  /** What of it is not as it was, though it is made. */
  default List<String> notes() {
    return List.of();
  }

  /** What another system answers it, where it is one's. */
  default Optional<Elsewhere> elsewhere() {
    return Optional.empty();
  }
}
