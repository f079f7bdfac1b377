package id.gerbang.billing;

import java.util.Map;

/** What another service of the same process adds to the admin port. */
public interface AdminPart {

  /** Lines of Prometheus text for {@code /metrics}. */
  String metrics();

  /**
   * Its parts by their names in {@code /healthcheck}, always the same ones: why each is not ready,
   * empty where it is.
   */
  Map<String, String> readiness();
}
