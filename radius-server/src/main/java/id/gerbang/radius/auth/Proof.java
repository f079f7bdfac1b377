package id.gerbang.radius.auth;

import id.gerbang.radius.packet.EncodedAttributes;

/** What an Access-Request proves about a password. */
public sealed interface Proof {

  /**
   * The password is right. {@code forAccept} must go into the Access-Accept: without
   * MS-CHAP2-Success a Windows client hangs up, without the keys there is no MPPE.
   */
  record Right(Method method, EncodedAttributes forAccept) implements Proof {}

  /**
   * The password is wrong. {@code unreadable} says that a PAP password was no text, as happens when
   * router and server differ in the secret.
   */
  record Wrong(Method method, boolean unreadable) implements Proof {}

  /** No proof, several at once, or one of a size that its method does not have: Access-Reject. */
  record Malformed() implements Proof {}

  /** A method that is not spoken here: EAP, or an LM hash alone. Access-Reject. */
  record NotAllowed() implements Proof {}

  /** EAP beside a password, to be discarded silently (RFC 3579 §3.3, table of attributes). */
  record Contradictory() implements Proof {}

  /** Not looked at: there were too many wrong ones before it. Access-Reject. */
  record Unexamined() implements Proof {}
}
