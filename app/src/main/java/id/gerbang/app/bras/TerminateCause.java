package id.gerbang.app.bras;

/** Why a session ended, as the Stop record says it (RFC 2866 §5.10). */
public enum TerminateCause {
  USER_REQUEST(1),
  LOST_CARRIER(2),
  LOST_SERVICE(3),
  IDLE_TIMEOUT(4),
  SESSION_TIMEOUT(5),
  ADMIN_RESET(6),
  ADMIN_REBOOT(7),
  PORT_ERROR(8),
  NAS_ERROR(9),
  NAS_REQUEST(10),
  NAS_REBOOT(11);

  private final int number;

  TerminateCause(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
