package id.gerbang.billing.incident;

import id.gerbang.billing.http.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Somebody is to be let to an incident's page.
 *
 * @param party {@code field} or {@code pic}
 * @param name whose it is
 */
public record CreateLink(@Nullable String party, @Nullable String name) {

  void check() {
    Checks checks = new Checks();
    checks.that("field".equals(party) || "pic".equals(party), "party", "is field or pic");
    checks.text(name, "name", 100);
    checks.done();
  }
}
