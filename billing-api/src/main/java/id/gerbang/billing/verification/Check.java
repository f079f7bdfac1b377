package id.gerbang.billing.verification;

import java.util.Locale;

/**
 * One step of the way, and how it was found.
 *
 * @param why how it is wrong, or why nothing is known of it
 * @param seen in the router's own words; never a secret
 * @param wanted what it would be; empty where that says nothing
 */
record Check(Step step, Result result, Side side, Why why, String seen, String wanted) {

  /** In the order of the way: what fails first is why what follows fails. */
  enum Step {
    POP_ADDRESS,
    SSTP_SERVER,
    MODEM,
    SSTP_CLIENT,
    LOGIN,
    SSTP_SESSION,
    EOIP_POP,
    EOIP_CUSTOMER,
    EOIP_RUNNING,
    INNER_PING,
    VLAN,
    BRIDGE_POP,
    BRIDGE_CUSTOMER,
    OFFICE_MACS,
    BRANCH_MACS,
    TRAFFIC,
    LOOP;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  enum Result {
    PASS,
    FAIL,
    UNKNOWN;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whose it is to mend. */
  enum Side {
    NOBODY,
    POP,
    RADIUS_LOGIN,
    MODEM,
    CUSTOMER_ROUTER,
    HEAD_OFFICE,
    UPE,
    BRANCH,
    FIBRE;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How it is wrong, or why it is not known. */
  enum Why {
    FINE,
    MISSING,
    OFF,
    DIFFERENT,
    NOT_RUNNING,
    NO_ANSWER,
    REFUSED,
    NOBODY_SEEN,
    ONE_WAY,
    SAME_MAC,
    ON_BOTH_PORTS,
    MOVED,
    SECOND_WAY,
    FIBRE_BACK,
    QUIET,
    NOT_TOLD,
    NOT_YET,
    NO_KEEPALIVE;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Check pass(Step step, String seen) {
    return new Check(step, Result.PASS, Side.NOBODY, Why.FINE, seen, "");
  }

  static Check fail(Step step, Side side, Why why, String seen, String wanted) {
    return new Check(step, Result.FAIL, side, why, seen, wanted);
  }

  static Check fail(Step step, Side side, Why why, String seen) {
    return fail(step, side, why, seen, "");
  }

  static Check unknown(Step step, Why why, String seen) {
    return new Check(step, Result.UNKNOWN, Side.NOBODY, why, seen, "");
  }

  boolean hasPassed() {
    return result == Result.PASS;
  }

  boolean hasFailed() {
    return result == Result.FAIL;
  }
}
