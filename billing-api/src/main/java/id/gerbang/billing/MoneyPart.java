package id.gerbang.billing;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.JdbiException;

/** What money's way adds to the admin port. */
final class MoneyPart implements AdminPart {

  private final List<Supplier<String>> metrics;

  /**
   * @param metrics each Prometheus text
   */
  MoneyPart(List<Supplier<String>> metrics) {
    this.metrics = List.copyOf(metrics);
  }

  /** Nothing while the database is away: the readiness says that. */
  @Override
  public String metrics() {
    try {
      return metrics.stream().map(Supplier::get).collect(Collectors.joining());
    } catch (JdbiException e) {
      return "";
    }
  }

  @Override
  public Map<String, String> readiness() {
    return Map.of();
  }
}
