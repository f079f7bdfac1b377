package id.gerbang.billing.lint;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a configuration.
 *
 * @param items how many objects and settings were read
 * @param untold properties that the text does not tell, so that nothing is said of them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LintView(
    @Nullable Long routerId,
    int items,
    int errors,
    int warnings,
    List<String> untold,
    List<FindingView> findings) {

  /**
   * One of them.
   *
   * @param line where it stands in the text; left out: it is missing there
   * @param found what the property says, unless it is secret
   * @param right what it would be, where that follows from the rest
   * @param words what is wrong, and what to do
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FindingView(
      String rule,
      String severity,
      @Nullable Integer line,
      String menu,
      @Nullable String object,
      @Nullable String property,
      @Nullable String found,
      @Nullable String right,
      String words) {}
}
