package id.gerbang.billing;

import java.util.Optional;

/** What another service of the same process adds to the admin port. */
public interface AdminPart {

  /** Under which name its readiness stands in {@code /healthcheck}. */
  String name();

  /** Lines of Prometheus text for {@code /metrics}. */
  String metrics();

  /** Why it is not ready; empty: it is. */
  Optional<String> notReady();
}
