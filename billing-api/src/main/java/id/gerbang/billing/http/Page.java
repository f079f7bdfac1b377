package id.gerbang.billing.http;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next the cursor of the following page; null: this is the last
 */
public record Page<T>(List<T> items, @Nullable String next) {

  /** The same page of something else. */
  public <R> Page<R> of(Function<List<T>, List<R>> all) {
    return new Page<>(all.apply(items), next);
  }
}
