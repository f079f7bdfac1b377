package id.gerbang.billing.backup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A text for a RouterOS terminal or {@code /import}, in order of dependency. */
record Script(List<String> lines) {

  Script {
    lines = List.copyOf(lines);
  }

  /** Takes objects away, newest first. */
  static Script removal(List<RouterOsCommand> commands) {
    List<String> lines = new ArrayList<>(commands.stream().map(RouterOsCommand::removal).toList());
    Collections.reverse(lines);
    return new Script(lines);
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }

  /** The lines may hold a password. */
  @Override
  public String toString() {
    return "Script[" + lines.size() + " lines]";
  }
}
