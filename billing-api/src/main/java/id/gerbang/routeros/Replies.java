package id.gerbang.routeros;

/**
 * Takes what the router replies to one command. Called by the reading thread, so it never waits.
 */
interface Replies {

  void row(Row row, int size);

  /** An error, which {@link #done} follows. */
  void trap(RouterOsException trap);

  /**
   * @param last what the end itself holds; often nothing
   */
  void done(Row last);

  /** Nothing more will come. */
  void fail(RouterOsException why);
}
