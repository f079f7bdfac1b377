package id.gerbang.billing.cutover;

import id.gerbang.billing.http.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Whose RADIUS a router is to ask first.
 *
 * @param to {@code here} or {@code there}
 */
public record CutOver(@Nullable String to) {

  String checked() {
    Checks checks = new Checks();
    boolean known = RadiusEntries.HERE.equals(to) || RadiusEntries.THERE.equals(to);
    checks.that(known, "to", "is here or there");
    checks.done();
    return String.valueOf(to);
  }
}
