package id.gerbang.billing.lint;

import id.gerbang.routeros.ExportItem;
import java.util.Optional;

/**
 * Something that is wrong, or may be. It never holds a secret.
 *
 * @param line 0: what should stand there is missing
 * @param object its name, or of a port {@code bridge/interface}
 * @param property empty: the object as a whole
 * @param found what the property says; empty where that is a secret or nothing
 * @param right what it would be; empty: a person has to know
 * @param beside what it does not go together with
 */
record Finding(
    Rule rule,
    int line,
    String menu,
    String object,
    String property,
    String found,
    Optional<String> right,
    String beside) {

  static Finding of(Rule rule, ExportItem item) {
    return new Finding(
        rule, item.line(), item.menu(), Names.of(item), "", "", Optional.empty(), "");
  }

  static Finding missing(Rule rule, String menu) {
    return new Finding(rule, 0, menu, "", "", "", Optional.empty(), "");
  }

  /** Shows what the property says now. */
  Finding at(String which, String says) {
    return new Finding(rule, line, menu, object, which, says, right, beside);
  }

  /** Names the property only: it is not there, or secret. */
  Finding at(String which) {
    return at(which, "");
  }

  Finding right(String value) {
    return right(Optional.of(value));
  }

  Finding right(Optional<String> value) {
    return new Finding(rule, line, menu, object, property, found, value, beside);
  }

  Finding beside(String what) {
    return new Finding(rule, line, menu, object, property, found, right, what);
  }
}
