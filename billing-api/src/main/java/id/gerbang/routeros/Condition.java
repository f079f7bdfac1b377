package id.gerbang.routeros;

import java.util.ArrayList;
import java.util.List;

/**
 * Which items are wanted, decided by the router. Numbers, times and addresses are compared as such
 * by {@link #less} and {@link #greater}.
 */
public final class Condition {

  /** In the order of a stack machine, without the question mark that the binary API puts before. */
  private final List<String> words;

  private Condition(List<String> words) {
    this.words = List.copyOf(words);
  }

  public static Condition equal(String property, String value) {
    return new Condition(List.of(Names.property(property) + "=" + value));
  }

  public static Condition present(String property) {
    return new Condition(List.of(Names.property(property)));
  }

  public static Condition absent(String property) {
    return new Condition(List.of("-" + Names.property(property)));
  }

  public static Condition less(String property, String value) {
    return new Condition(List.of("<" + Names.property(property) + "=" + value));
  }

  public static Condition greater(String property, String value) {
    return new Condition(List.of(">" + Names.property(property) + "=" + value));
  }

  public static Condition and(Condition first, Condition... more) {
    return joined("#&", first, more);
  }

  public static Condition or(Condition first, Condition... more) {
    return joined("#|", first, more);
  }

  public static Condition not(Condition condition) {
    return joined("#!", condition, new Condition(List.of()));
  }

  static List<String> words(Condition... all) {
    return all.length == 0
        ? List.of()
        : and(all[0], List.of(all).subList(1, all.length).toArray(Condition[]::new)).words;
  }

  private static Condition joined(String operation, Condition first, Condition... more) {
    List<String> words = new ArrayList<>(first.words);
    for (Condition next : more) {
      words.addAll(next.words);
      words.add(operation);
    }
    return new Condition(words);
  }

  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
