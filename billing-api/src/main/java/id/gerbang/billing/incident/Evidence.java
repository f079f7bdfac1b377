package id.gerbang.billing.incident;

import java.util.Optional;

/** What was seen of an incident's backup link, by the ids of its newest notes. */
public record Evidence(Optional<Long> condition, Optional<Long> verification) {

  Optional<Long> of(Step step) {
    return switch (step) {
      case CONDITION_BEFORE -> condition;
      case NOC_VERIFIED -> verification;
      default -> Optional.empty();
    };
  }
}
