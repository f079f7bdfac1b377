package id.gerbang.billing.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody copied from a RouterOS terminal: without colours, prompts and pager, and with what
 * the terminal's width had broken whole again.
 */
final class Terminal {

  /**
   * A line, below the command that was typed before it.
   *
   * @param command its words, such as {@code /interface lte print}; empty: it is not in the text
   */
  record Line(String command, String text) {}

  /** Colours and other sequences of terminals (ECMA-48), titles, and bare control characters. */
  private static final Pattern CONTROL =
      Pattern.compile(
          "\\x1B\\[[0-?]*[ -/]*[@-~]"
              + "|\\x1B\\][^\\x07\\x1B]*(?:\\x07|\\x1B\\\\)"
              + "|\\x1B."
              + "|[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1A\\x1C-\\x1F\\x7F]");

  /**
   * {@code [admin@MikroTik] /interface lte> info lte1 once}, and in safe mode with {@code <SAFE>}.
   */
  private static final Pattern PROMPT =
      Pattern.compile("^\\s*\\[[^\\]@]+@[^\\]]*\\]\\s*(/?[\\w /-]*)(?:<SAFE)?>\\s?(.*)$");

  private static final Pattern COMMAND = Pattern.compile("^\\s*(/(?:[a-z][\\w-]*)(?:[ /].*)?)$");
  private static final Pattern PAGER = Pattern.compile("^-- \\[.*\\].*$");

  /** A list's item goes on, indented, where its line was full. */
  private static final Pattern ITEM = Pattern.compile("^\\s{0,3}\\d+\\s.*");

  private static final Pattern GOES_ON = Pattern.compile("^\\s{4,}[a-z][\\w-]*=.*");

  private Terminal() {}

  static List<Line> lines(String pasted) {
    List<Line> lines = new ArrayList<>();
    String command = "";
    for (String raw : CONTROL.matcher(pasted).replaceAll("").split("\\r\\n|\\n|\\r", -1)) {
      String text = raw.replace('\t', ' ').replace('\u00a0', ' ').stripTrailing();
      Matcher prompt = PROMPT.matcher(text);
      Matcher typed = COMMAND.matcher(text);
      if (prompt.matches()) {
        command = typed(prompt.group(1), prompt.group(2));
      } else if (typed.matches()) {
        command = typed.group(1);
      } else if (!text.isBlank() && !PAGER.matcher(text.strip()).matches()) {
        add(lines, command, text);
      }
    }
    return lines;
  }

  private static String typed(String menu, String command) {
    String typed = command.strip();
    return typed.startsWith("/") ? typed : (menu.strip() + " " + typed).strip();
  }

  private static void add(List<Line> lines, String command, String text) {
    int last = lines.size() - 1;
    boolean goesOn =
        last >= 0
            && lines.get(last).command().equals(command)
            && ITEM.matcher(lines.get(last).text()).matches()
            && GOES_ON.matcher(text).matches();
    if (goesOn) {
      lines.set(last, new Line(command, lines.get(last).text() + " " + text.strip()));
    } else {
      lines.add(new Line(command, text));
    }
  }
}
