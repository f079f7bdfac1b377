package id.gerbang.routeros.standin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The query words of the API, without their `?`: a stack machine that says whether a row is wanted.
 */
final class Query {

  private final List<String> words;

  Query(List<String> words) {
    this.words = words;
  }

  boolean wants(Map<String, String> row) {
    Deque<Boolean> stack = new ArrayDeque<>();
    for (String word : words) {
      if (word.startsWith("#")) {
        operate(stack, word.substring(1));
      } else {
        stack.push(holds(row, word));
      }
    }
    return !stack.contains(false);
  }

  private static boolean holds(Map<String, String> row, String word) {
    char kind = word.isEmpty() ? ' ' : word.charAt(0);
    String rest =
        kind == '-' || kind == '<' || kind == '>' || kind == '=' ? word.substring(1) : word;
    if (kind == '-') {
      return !row.containsKey(rest);
    }
    int equals = rest.indexOf('=');
    if (equals < 0) {
      return row.containsKey(rest);
    }
    String value = row.get(rest.substring(0, equals));
    String wanted = rest.substring(equals + 1);
    if (value == null) {
      return false;
    }
    return switch (kind) {
      case '<' -> compare(value, wanted) < 0;
      case '>' -> compare(value, wanted) > 0;
      default -> value.equals(wanted) || value.equals(asPrinted(wanted));
    };
  }

  /** Clients ask for yes and no, which rows print as true and false. */
  private static String asPrinted(String wanted) {
    return wanted.equals("yes") ? "true" : wanted.equals("no") ? "false" : wanted;
  }

  private static int compare(String value, String wanted) {
    return value.matches("\\d{1,18}") && wanted.matches("\\d{1,18}")
        ? Long.compare(Long.parseLong(value), Long.parseLong(wanted))
        : value.compareTo(wanted);
  }

  private static void operate(Deque<Boolean> stack, String operations) {
    for (int i = 0; i < operations.length(); i++) {
      char operation = operations.charAt(i);
      if (Character.isDigit(operation)) {
        int end = i;
        while (end < operations.length() && Character.isDigit(operations.charAt(end))) {
          end++;
        }
        pick(stack, Integer.parseInt(operations.substring(i, end)), end == operations.length());
        // A point after an index only ends it.
        i = end < operations.length() && operations.charAt(end) == '.' ? end : end - 1;
      } else if (operation == '!') {
        stack.push(!pop(stack));
      } else if (operation == '&') {
        stack.push(pop(stack) & pop(stack));
      } else if (operation == '|') {
        stack.push(pop(stack) | pop(stack));
      } else if (operation == '.') {
        boolean top = pop(stack);
        stack.push(top);
        stack.push(top);
      } else {
        throw bad();
      }
    }
  }

  private static void pick(Deque<Boolean> stack, int index, boolean alone) {
    if (index >= stack.size()) {
      throw bad();
    }
    boolean value = new ArrayList<>(stack).get(index);
    if (alone) {
      stack.clear();
    }
    stack.push(value);
  }

  private static boolean pop(Deque<Boolean> stack) {
    if (stack.isEmpty()) {
      throw bad();
    }
    return stack.pop();
  }

  private static Refusal bad() {
    return new Refusal(Refusal.NO_CATEGORY, "invalid query");
  }
}
