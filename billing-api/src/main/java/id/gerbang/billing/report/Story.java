package id.gerbang.billing.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What there is to tell of one username, in the order in which one would tell it.
 *
 * @param known whether anybody has that username
 */
public record Story(boolean known, List<Chapter> chapters) {

  /** A heading and its sentences. */
  public record Chapter(String heading, List<String> sentences) {
    public Chapter {
      sentences = List.copyOf(sentences);
    }
  }

  public Story {
    chapters = List.copyOf(chapters);
  }

  /** As text: headings at the margin, sentences indented. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Chapter chapter : chapters) {
      lines.add(chapter.heading());
      chapter.sentences().forEach(sentence -> lines.add("  " + sentence));
    }
    return lines;
  }
}
