package id.gerbang.billing.portal;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A customer's name so that its owner knows it and nobody learns it: "Budi S. W.". */
final class ShortName {

  private static final int LONGEST = 20;

  private ShortName() {}

  static String of(String name) {
    String[] words = name.strip().split("\\s+");
    String rest =
        Stream.of(words)
            .skip(1)
            .limit(3)
            .map(word -> word.substring(0, word.offsetByCodePoints(0, 1)) + ".")
            .collect(Collectors.joining(" "));
    return (shortened(words[0]) + " " + rest).strip();
  }

  private static String shortened(String word) {
    return word.codePointCount(0, word.length()) <= LONGEST
        ? word
        : word.substring(0, word.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
