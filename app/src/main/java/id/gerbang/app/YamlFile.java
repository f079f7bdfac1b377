package id.gerbang.app;

import id.gerbang.app.start.CannotStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML file as flat keys ({@code http.port}) with their text and line; a list is its items,
 * joined by commas.
 */
final class YamlFile {
  private final Path file;
  private final Path base;
  private final List<Setting> settings = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();

  private YamlFile(Path file, Path base) {
    this.file = file;
    this.base = base;
  }

  static List<Setting> read(Path file, Path base) {
    var yaml = new YamlFile(file, base);
    try (var reader = Files.newBufferedReader(file)) {
      @Nullable Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader);
      if (root instanceof MappingNode mapping) {
        yaml.addAll("", mapping);
      } else if (root != null) {
        throw yaml.unreadable(root, "must be lines of \"key: value\"");
      }
    } catch (IOException e) {
      throw new CannotStartException("The configuration " + file + " cannot be read: " + e, e);
    } catch (MarkedYAMLException e) {
      throw new CannotStartException(
          "The configuration " + file + " is not YAML: " + e.getMessage(), e);
    }
    return yaml.settings;
  }

  private void addAll(String prefix, MappingNode mapping) {
    for (var entry : mapping.getValue()) {
      String key = prefix + text(entry.getKeyNode());
      if (!keys.add(key)) {
        throw unreadable(entry.getKeyNode(), key + " stands there twice");
      }
      Node value = entry.getValueNode();
      if (value instanceof MappingNode inner) {
        addAll(key + ".", inner);
      } else if (!text(value).isEmpty()) {
        settings.add(new Setting(key, text(value), place(value), base));
      }
    }
  }

  private String text(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue().strip();
    }
    if (node instanceof SequenceNode sequence) {
      return String.join(",", sequence.getValue().stream().map(this::text).toList());
    }
    throw unreadable(node, "must be one value or a list of values");
  }

  private CannotStartException unreadable(Node node, String why) {
    return new CannotStartException(place(node) + ": " + why + ".");
  }

  private String place(Node node) {
    return file + " line " + (node.getStartMark().getLine() + 1);
  }
}
