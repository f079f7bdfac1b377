package id.gerbang.radius.converge;

/** What a router said to a CoA- or Disconnect-Request. */
sealed interface CoaAnswer {

  /** It says that it did so. */
  record Acknowledged() implements CoaAnswer {}

  /**
   * It did nothing.
   *
   * @param errorCause RFC 5176 §3.5; 0 when it named none
   */
  record Refused(long errorCause) implements CoaAnswer {}

  /**
   * Nothing, to any of the tries: it may have obeyed all the same.
   *
   * @param notGenuine something came from there, under another secret
   */
  record Silent(boolean notGenuine) implements CoaAnswer {}

  /** The request never left: nothing can have come of it. */
  record Unsent() implements CoaAnswer {}
}
