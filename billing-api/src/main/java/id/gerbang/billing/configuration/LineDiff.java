package id.gerbang.billing.configuration;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of one text in another, line by line, within the menus that both have: one that could
 * not be read either time is not a difference.
 */
final class LineDiff {

  /** Beyond this the middle is said as gone and come, which is right and not the shortest. */
  private static final long MOST_COMPARED = 4_000_000;

  private final List<String> lines = new ArrayList<>();
  private int added;
  private int removed;

  private LineDiff() {}

  static LineDiff between(List<String> before, List<String> after) {
    LineDiff diff = new LineDiff();
    List<String> menus = menus(after);
    for (String menu : menus(before)) {
      if (menus.contains(menu)) {
        diff.menu(menu, items(before, menu), items(after, menu));
      }
    }
    return diff;
  }

  private static List<String> menus(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("/")).toList();
  }

  private static List<String> items(List<String> lines, String menu) {
    List<String> items = new ArrayList<>();
    for (String line : lines.subList(lines.indexOf(menu) + 1, lines.size())) {
      if (line.startsWith("/")) {
        break;
      }
      items.add(line);
    }
    return items;
  }

  private void menu(String menu, List<String> before, List<String> after) {
    if (before.equals(after)) {
      return;
    }
    lines.add(menu);
    int head = 0;
    while (head < before.size()
        && head < after.size()
        && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < before.size() - head
        && tail < after.size() - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    middle(before.subList(head, before.size() - tail), after.subList(head, after.size() - tail));
  }

  /** By the longest common subsequence. */
  private void middle(List<String> before, List<String> after) {
    int rows = before.size();
    int columns = after.size();
    boolean compared = (long) rows * columns <= MOST_COMPARED;
    int[][] common = new int[compared ? rows + 1 : 1][compared ? columns + 1 : 1];
    for (int i = rows - 1; compared && i >= 0; i--) {
      for (int j = columns - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (compared && i < rows && j < columns) {
      if (before.get(i).equals(after.get(j))) {
        i++;
        j++;
      } else if (common[i + 1][j] >= common[i][j + 1]) {
        gone(before.get(i++));
      } else {
        came(after.get(j++));
      }
    }
    before.subList(i, rows).forEach(this::gone);
    after.subList(j, columns).forEach(this::came);
  }

  private void gone(String line) {
    removed++;
    lines.add("- " + line.strip());
  }

  private void came(String line) {
    added++;
    lines.add("+ " + line.strip());
  }

  int added() {
    return added;
  }

  int removed() {
    return removed;
  }

  /** Menus that differ, and below each what is gone and what has come. */
  String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
