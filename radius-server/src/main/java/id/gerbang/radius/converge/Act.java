package id.gerbang.radius.converge;

import id.gerbang.core.access.Grant;
import id.gerbang.core.access.Reason;
import id.gerbang.core.session.Granted;

/**
 * What brings a session to what it is entitled to: the smallest act that suffices.
 *
 * <p>{@link #cause} is what brought the difference about, {@link #reason} what holds afterwards.
 */
sealed interface Act {

  Reason cause();

  Reason reason();

  /** Whether the customer gets more by it: acts that open go first. */
  boolean opens();

  /**
   * A CoA-Request: RouterOS can change it live.
   *
   * @param becomes what the session holds once it is acknowledged
   */
  record Change(
      Reason cause, Reason reason, Grant grant, Granted becomes, boolean hadEnd, boolean opens)
      implements Act {}

  /** A Disconnect-Request: the modem redials into the right state, or is kept out. */
  record Cut(Reason cause, Reason reason, boolean opens) implements Act {}
}
