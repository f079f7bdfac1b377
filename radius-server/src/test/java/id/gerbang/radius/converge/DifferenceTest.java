package id.gerbang.radius.converge;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Grant;
import id.gerbang.core.access.Reason;
import id.gerbang.core.session.Granted;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DifferenceTest {

  private static final Instant END = Instant.parse("2026-03-01T05:00:00Z");
  private static final Grant PLAN = grant("5M/10M", "aktif", null, null, null, 1);
  private static final Grant GARDEN = grant("128k/128k", "isolir", null, null, null, 1);
  private static final Grant POOL = grant("128k/128k", "isolir", null, null, "isolir", 1);
  private static final Grant SLOW = grant("512k/1M", "aktif", null, null, null, 1);
  private static final Decision ACTIVE = accept(Reason.ACTIVE, PLAN);
  private static final Decision UNPAID = accept(Reason.ISOLATED_UNPAID, GARDEN);
  private static final Decision SLOWED = accept(Reason.SLOWED_UNPAID, SLOW);

  /**
   * @param act nothing, or what is sent, its cause, and whether it opens
   */
  record Case(String story, Optional<Granted> held, Optional<Decision> entitled, String act) {
    @Override
    public String toString() {
      return story;
    }
  }

  @ParameterizedTest
  @MethodSource
  void is_closed_by(Case line) {
    assertThat(Difference.between(line.held(), line.entitled()).map(DifferenceTest::words))
        .isEqualTo(Optional.of(line.act()).filter(act -> !act.isEmpty()));
  }

  static List<Case> is_closed_by() {
    return List.of(
        new Case("nothing changed", held(Reason.ACTIVE, PLAN), of(ACTIVE), ""),
        new Case("only the reason changed", held(Reason.GRACE, PLAN), of(ACTIVE), ""),
        new Case("unpaid", held(Reason.ACTIVE, PLAN), of(UNPAID), "coa OVERDUE closes"),
        new Case("paid", held(Reason.ISOLATED_UNPAID, GARDEN), of(ACTIVE), "coa PAYMENT opens"),
        new Case("slowed", held(Reason.ACTIVE, PLAN), of(SLOWED), "coa OVERDUE closes"),
        new Case(
            "slowed, and unpaid too long",
            held(Reason.SLOWED_UNPAID, SLOW),
            of(UNPAID),
            "coa OVERDUE closes"),
        new Case(
            "paid in part", held(Reason.ISOLATED_UNPAID, GARDEN), of(SLOWED), "coa PAYMENT opens"),
        new Case(
            "slowed and paid", held(Reason.SLOWED_UNPAID, SLOW), of(ACTIVE), "coa PAYMENT opens"),
        new Case(
            "slowed and paid, where the plan has no rate",
            held(Reason.SLOWED_UNPAID, SLOW),
            of(accept(Reason.ACTIVE, grant(null, "aktif", null, null, null, 1))),
            "disconnect PAYMENT opens"),
        new Case(
            "let go by staff, still slowed",
            held(Reason.ISOLATED_BY_STAFF, GARDEN),
            of(SLOWED),
            "coa STAFF opens"),
        new Case(
            "expired",
            held(Reason.ACTIVE, PLAN),
            of(accept(Reason.ISOLATED_EXPIRED, GARDEN)),
            "coa EXPIRY closes"),
        new Case(
            "topped up", held(Reason.ISOLATED_EXPIRED, GARDEN), of(ACTIVE), "coa PAYMENT opens"),
        new Case(
            "held by staff",
            held(Reason.ACTIVE, PLAN),
            of(accept(Reason.ISOLATED_BY_STAFF, GARDEN)),
            "coa STAFF closes"),
        new Case(
            "let go by staff",
            held(Reason.ISOLATED_BY_STAFF, GARDEN),
            of(ACTIVE),
            "coa STAFF opens"),
        new Case(
            "another rate",
            held(Reason.ACTIVE, PLAN),
            of(accept(Reason.ACTIVE, grant("20M/20M", "aktif", null, null, null, 1))),
            "coa PLAN_CHANGED opens"),
        new Case(
            "a rate given",
            held(Reason.ACTIVE, grant(null, "aktif", null, null, null, 1)),
            of(ACTIVE),
            "coa PLAN_CHANGED opens"),
        new Case(
            "a rate taken away",
            held(Reason.ACTIVE, PLAN),
            of(accept(Reason.ACTIVE, grant(null, "aktif", null, null, null, 1))),
            "disconnect PLAN_CHANGED opens"),
        new Case(
            "a later end",
            held(Reason.ACTIVE, grant("5M/10M", "aktif", END, null, null, 1)),
            of(accept(Reason.ACTIVE, grant("5M/10M", "aktif", END.plusSeconds(9), null, null, 1))),
            "coa PLAN_CHANGED opens"),
        new Case(
            "an end held back",
            held(Reason.ACTIVE, grant("5M/10M", "aktif", END, null, null, 1)),
            of(accept(Reason.GRACE, PLAN)),
            "coa EXPIRY opens"),
        new Case(
            "the end, late, after grace",
            held(Reason.GRACE, PLAN),
            of(accept(Reason.ISOLATED_EXPIRED, GARDEN)),
            "coa EXPIRY closes"),
        new Case(
            "topped up during grace",
            held(Reason.GRACE, PLAN),
            of(accept(Reason.ACTIVE, grant("5M/10M", "aktif", END, null, null, 1))),
            "coa PAYMENT opens"),
        new Case(
            "an address",
            held(Reason.ACTIVE, PLAN),
            of(accept(Reason.ACTIVE, grant("5M/10M", "aktif", null, "10.9.9.9", null, 1))),
            "disconnect CREDENTIALS_CHANGED opens"),
        new Case(
            "another password",
            held(Reason.ACTIVE, PLAN),
            of(accept(Reason.ACTIVE, grant("5M/10M", "aktif", null, null, null, 2))),
            "disconnect CREDENTIALS_CHANGED opens"),
        new Case(
            "unpaid, by pool",
            held(Reason.ACTIVE, PLAN),
            of(accept(Reason.ISOLATED_UNPAID, POOL)),
            "disconnect OVERDUE closes"),
        new Case(
            "paid, by pool",
            held(Reason.ISOLATED_UNPAID, POOL),
            of(ACTIVE),
            "disconnect PAYMENT opens"),
        new Case(
            "unpaid, by reject",
            held(Reason.ACTIVE, PLAN),
            of(reject(Reason.SUSPENDED_UNPAID)),
            "disconnect OVERDUE closes"),
        new Case(
            "expired, by reject",
            held(Reason.ACTIVE, PLAN),
            of(reject(Reason.EXPIRED)),
            "disconnect EXPIRY closes"),
        new Case(
            "paused, by reject",
            held(Reason.ACTIVE, PLAN),
            of(reject(Reason.PAUSED)),
            "disconnect STAFF closes"),
        new Case(
            "terminated",
            held(Reason.ACTIVE, PLAN),
            of(reject(Reason.TERMINATED)),
            "disconnect DELETED closes"),
        new Case(
            "deleted", held(Reason.ACTIVE, PLAN), Optional.empty(), "disconnect DELETED closes"),
        new Case("held unknown, active", Optional.empty(), of(ACTIVE), ""),
        new Case("held unknown, slowed", Optional.empty(), of(SLOWED), "coa OVERDUE closes"),
        new Case("held unknown, unpaid", Optional.empty(), of(UNPAID), "coa OVERDUE closes"),
        new Case(
            "held unknown, kept out",
            Optional.empty(),
            of(reject(Reason.EXPIRED)),
            "disconnect EXPIRY closes"));
  }

  private static String words(Act act) {
    return (act instanceof Act.Cut ? "disconnect " : "coa ")
        + act.cause()
        + (act.opens() ? " opens" : " closes");
  }

  private static Optional<Granted> held(Reason reason, Grant grant) {
    return Optional.of(Granted.of(reason, grant));
  }

  private static Optional<Decision> of(Decision decision) {
    return Optional.of(decision);
  }

  private static Decision accept(Reason reason, Grant grant) {
    return new Decision.Accept(reason, grant, Optional.empty());
  }

  private static Decision reject(Reason reason) {
    return new Decision.Reject(reason, Optional.empty());
  }

  private static Grant grant(
      String rate, String list, Instant end, String ip, String pool, int credentialVersion) {
    return new Grant(
        Optional.ofNullable(rate),
        list,
        Optional.ofNullable(end),
        Optional.ofNullable(ip).map(DifferenceTest::address),
        Optional.ofNullable(pool),
        credentialVersion);
  }

  private static Inet4Address address(String ip) {
    try {
      return (Inet4Address) InetAddress.getByName(ip);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
