package id.gerbang.billing.router;

import org.jspecify.annotations.Nullable;

/**
 * One thing that must be right on a router, and how it is there.
 *
 * @param outcome as in {@link CheckView}
 * @param repair null: none is known, or nothing is to be mended
 */
record RouterCheck(String name, String outcome, String words, @Nullable RouterRepair repair) {

  boolean passes() {
    return outcome.equals("pass");
  }

  boolean fails() {
    return outcome.equals("fail");
  }

  CheckView view() {
    return new CheckView(
        name,
        outcome,
        words,
        repair == null ? null : repair.command(),
        repair instanceof RouterChange change && change.isComplete());
  }
}
