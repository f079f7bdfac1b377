package id.gerbang.billing.incident;

/** Whether a step may be taken now. */
sealed interface Verdict {

  record May() implements Verdict {}

  /** By somebody else, perhaps a moment ago. */
  record TakenAlready(Taken taken) implements Verdict {}

  /** Others come first. */
  record Missing(Step first) implements Verdict {}

  /** No backup is built, or no more. */
  record LeftOut(String why) implements Verdict {}

  /** It can't have been done before that one was. */
  record TooEarly(Taken before) implements Verdict {}
}
