package id.gerbang.billing.verification;

import static id.gerbang.billing.verification.Check.fail;
import static id.gerbang.billing.verification.Check.pass;
import static id.gerbang.billing.verification.Check.unknown;
import static id.gerbang.billing.verification.Reading.text;

import id.gerbang.billing.backup.LinkFacts;
import id.gerbang.billing.verification.Check.Side;
import id.gerbang.billing.verification.Check.Step;
import id.gerbang.billing.verification.Check.Why;
import id.gerbang.routeros.Row;
import java.util.List;
import java.util.Optional;

/** Whether the POP lets the customer's router in. */
final class LoginCheck {

  private final Facts facts;
  private final LinkFacts link;
  private final String status;
  private final boolean sstpIsUp;

  /**
   * @param status of the SSTP client, as the customer's router has it
   */
  LoginCheck(Facts facts, String status, boolean sstpIsUp) {
    this.facts = facts;
    this.link = facts.link();
    this.status = status;
    this.sstpIsUp = sstpIsUp;
  }

  /** Who answers the login, and what it was answered. */
  Check check() {
    Optional<Row> local =
        facts.pop().stream()
            .flatMap(reading -> reading.rows(Reading.SECRET).stream())
            .filter(row -> text(row, "name").equals(link.username()) && !row.isTrue("disabled"))
            .filter(row -> List.of("any", "sstp", "").contains(text(row, "service")))
            .findFirst();
    String given = local.map(row -> text(row, "remote-address")).orElse("");
    if (TunnelEnd.isSet(given) && !given.equals(link.innerRemote())) {
      return fail(
          Step.LOGIN, Side.POP, Why.DIFFERENT, "remote-address=" + given, link.innerRemote());
    }
    if (sstpIsUp) {
      return pass(Step.LOGIN, link.username());
    }
    if (local.isEmpty() && nobodyAnswers()) {
      return fail(Step.LOGIN, Side.POP, Why.MISSING, link.username(), "use-radius=yes");
    }
    RadiusView radius = facts.radius();
    if (local.isEmpty() && "reject".equals(radius.answer())) {
      return fail(Step.LOGIN, Side.RADIUS_LOGIN, Why.REFUSED, String.valueOf(radius.reason()));
    }
    if (status.contains("authentication failed")) {
      return fail(Step.LOGIN, Side.RADIUS_LOGIN, Why.REFUSED, status);
    }
    boolean accepted = local.isEmpty() && "accept".equals(radius.answer());
    return accepted
        ? pass(Step.LOGIN, link.username())
        : unknown(Step.LOGIN, Why.NO_ANSWER, link.username());
  }

  /** The POP told that neither it nor RADIUS knows the login. */
  private boolean nobodyAnswers() {
    Optional<Reading> pop = facts.pop();
    if (pop.filter(p -> p.tells(Reading.SECRET) && p.tells(Reading.AAA) && p.tells(Reading.RADIUS))
        .isEmpty()) {
      return false;
    }
    boolean asks = pop.get().rows(Reading.AAA).stream().anyMatch(row -> row.isTrue("use-radius"));
    boolean entry =
        pop.get().rows(Reading.RADIUS).stream()
            .anyMatch(row -> !row.isTrue("disabled") && row.words("service").contains("ppp"));
    return !asks || !entry;
  }
}
