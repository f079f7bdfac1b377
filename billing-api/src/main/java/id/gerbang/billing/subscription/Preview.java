package id.gerbang.billing.subscription;

import id.gerbang.core.access.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber with the right password would be answered at an instant, and why.
 *
 * @param changesAt when the answer changes by time alone; null: only when facts change
 */
public record Preview(
    Instant at,
    String answer,
    Reason reason,
    String words,
    List<Attribute> attributes,
    @Nullable Instant changesAt) {

  /** A reply attribute by its dictionary name. */
  public record Attribute(String name, String value) {}
}
