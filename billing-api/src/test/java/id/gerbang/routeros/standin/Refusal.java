package id.gerbang.routeros.standin;

/** RouterOS refuses: what it says, and the API's category of it (-1: it names none). */
final class Refusal extends RuntimeException {

  static final int MISSING = 0;
  static final int VALUE = 1;
  static final int INTERRUPTED = 2;
  static final int NO_CATEGORY = -1;

  static final String NO_PREFIX = "no such command prefix";

  private final int category;

  Refusal(int category, String message) {
    super(message, null, false, false);
    this.category = category;
  }

  static Refusal failure(String why) {
    return new Refusal(NO_CATEGORY, "failure: " + why);
  }

  static Refusal value(String property) {
    return new Refusal(VALUE, "invalid value for argument " + property);
  }

  static Refusal noMatch(String property) {
    return new Refusal(VALUE, "input does not match any value of " + property);
  }

  static Refusal noSuchItem() {
    return new Refusal(MISSING, "no such item");
  }

  int category() {
    return category;
  }

  String says() {
    return String.valueOf(getMessage());
  }
}
