package id.gerbang.billing.portal;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML, or SVG within it. Whatever is text or an attribute's value is escaped: there is no
 * way to write what somebody typed as markup.
 */
public final class Html {

  private final StringBuilder out = new StringBuilder(4096);
  private final Deque<String> open = new ArrayDeque<>();

  static Html document() {
    Html html = new Html();
    html.out.append("<!DOCTYPE html>");
    return html;
  }

  /**
   * Opens an element.
   *
   * @param attributes names and values by turns
   */
  public Html open(String tag, String... attributes) {
    start(tag, attributes);
    open.push(tag);
    return this;
  }

  /** Closes what was opened last. */
  public Html close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  Html closeAll() {
    while (!open.isEmpty()) {
      close();
    }
    return this;
  }

  /** An element that has no content. */
  public Html leaf(String tag, String... attributes) {
    start(tag, attributes);
    return this;
  }

  public Html text(String text) {
    escape(text);
    return this;
  }

  /** An element of nothing but text. */
  public Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** Text whose lines stay lines. */
  public Html lines(String text) {
    boolean first = true;
    for (String line : text.strip().split("\\R", -1)) {
      if (!first) {
        leaf("br");
      }
      first = false;
      text(line);
    }
    return this;
  }

  private void start(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
    out.append('>');
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
