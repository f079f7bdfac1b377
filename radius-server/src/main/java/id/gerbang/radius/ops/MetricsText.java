package id.gerbang.radius.ops;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Prometheus text, format 0.0.4: each family once, with its help and type, its samples together.
 * The help is one file, {@code metrics.properties}, which a test holds against what is measured.
 */
final class MetricsText {

  static final String UNDESCRIBED = "not described yet";

  private static final Properties HELP = help();

  private final Map<String, List<String>> families = new TreeMap<>();
  private final Map<String, String> types = new TreeMap<>();

  /**
   * @param name labels included
   */
  void counter(String name, long value) {
    simple(name, "counter", value);
  }

  void gauge(String name, long value) {
    simple(name, "gauge", value);
  }

  void histogram(String name, String labels, LatencyHistogram histogram) {
    types.put(name, "histogram");
    histogram.addTo(this, name, labels);
  }

  private void simple(String name, String type, long value) {
    int braces = name.indexOf('{');
    String family = braces < 0 ? name : name.substring(0, braces);
    types.put(family, type);
    sample(family, name.substring(family.length()), Long.toString(value));
  }

  void sample(String family, String rest, String value) {
    families.computeIfAbsent(family, any -> new ArrayList<>()).add(family + rest + ' ' + value);
  }

  /** What others typed, inside the quotes of a label. */
  static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    families.forEach(
        (family, samples) -> {
          text.append("# HELP ").append(family).append(' ');
          text.append(HELP.getProperty(family, UNDESCRIBED)).append('\n');
          text.append("# TYPE ").append(family).append(' ').append(types.get(family)).append('\n');
          samples.forEach(sample -> text.append(sample).append('\n'));
        });
    return text.toString();
  }

  private static Properties help() {
    Properties help = new Properties();
    try (InputStream file =
        Objects.requireNonNull(MetricsText.class.getResourceAsStream("metrics.properties"))) {
      help.load(file);
      return help;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
