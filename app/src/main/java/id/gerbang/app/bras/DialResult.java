package id.gerbang.app.bras;

/** How a dial-in ended. */
public sealed interface DialResult {

  /** The session is up; its Start has been sent. */
  record Connected(BrasSession session) implements DialResult {}

  /**
   * The server refused.
   *
   * @param attributes all of the Access-Reject, such as MS-CHAP-Error
   */
  record Rejected(String replyMessage, Attributes attributes) implements DialResult {}

  /** No try was answered. */
  record NoAnswer() implements DialResult {}

  /** The server accepted, but not in a way that the router or the modem can use. */
  record FailedAtRouter(String reason) implements DialResult {}
}
