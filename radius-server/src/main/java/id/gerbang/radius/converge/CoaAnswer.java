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
  record Refused(long errorCause) implements CoaAnswer {

    static final long SESSION_CONTEXT_NOT_FOUND = 503;

    /**
     * Whether it says that the session is not there. RouterOS may name no cause when it refuses a
     * Disconnect (mikrotik-radius, section 5.5).
     */
    boolean sessionUnknown(Act asked) {
      return errorCause == SESSION_CONTEXT_NOT_FOUND
          || (errorCause == 0 && asked instanceof Act.Cut);
    }
  }

  /** Nothing, to any of the tries. */
  record Silent() implements CoaAnswer {}
}
