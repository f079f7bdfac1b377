package id.gerbang.billing.overdue;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.overdue.OverduePolicy.Action;
import id.gerbang.billing.overdue.OverduePolicy.Customer;
import id.gerbang.billing.overdue.OverduePolicy.Step;
import id.gerbang.core.plan.RateLimit;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverduePolicyTest {

  private static final ZoneId WIB = ZoneId.of("Asia/Jakarta");
  private static final Instant NOVEMBER = Instant.parse("2026-11-22T05:00:00Z");

  @ParameterizedTest(name = "due {0}, {1} days of grace, in {2}: from {3}")
  @CsvSource({
    "2026-11-20, 0, Asia/Jakarta,  2026-11-20T17:00:00Z",
    "2026-11-20, 0, Asia/Makassar, 2026-11-20T16:00:00Z",
    "2026-11-20, 0, Asia/Jayapura, 2026-11-20T15:00:00Z",
    "2026-11-20, 3, Asia/Jakarta,  2026-11-23T17:00:00Z",
    "2026-10-31, 0, Asia/Jakarta,  2026-10-31T17:00:00Z",
    "2026-12-31, 0, Asia/Jayapura, 2026-12-31T15:00:00Z",
    "2027-02-28, 1, Asia/Jakarta,  2027-03-01T17:00:00Z",
    "2028-02-28, 1, Asia/Jakarta,  2028-02-29T17:00:00Z",
    "2026-11-20, 60, Asia/Makassar, 2027-01-19T16:00:00Z",
  })
  void overdue_from_the_midnight_after_the_last_day_of_grace_and_not_a_moment_before(
      LocalDate dueDate, int graceDays, ZoneId zone, Instant from) {
    OverduePolicy policy = new OverduePolicy(graceDays, Action.ISOLATE);
    List<OpenInvoice> open = List.of(invoice(1, null, dueDate.toString()));
    assertThat(policy.evaluate(7, owing(open), from.minusMillis(1), zone)).isEmpty();
    assertThat(policy.evaluate(7, owing(open), from, zone))
        .contains(new Overdue(from, Action.ISOLATE, Optional.empty(), List.of("INV-1")));
    assertThat(policy.overdueIfDueBefore(from, zone)).isEqualTo(dueDate.plusDays(1));
    assertThat(policy.overdueIfDueBefore(from.minusMillis(1), zone)).isEqualTo(dueDate);
  }

  @Test
  void nobody_is_cut_who_owes_nothing() {
    List<OpenInvoice> open = List.of(invoice(1, null, "2026-10-01"));
    assertThat(OverduePolicy.DEFAULT.evaluate(7, with(open, 0), NOVEMBER, WIB)).isEmpty();
    assertThat(OverduePolicy.DEFAULT.evaluate(7, with(open, 1), NOVEMBER, WIB)).isEmpty();
    assertThat(OverduePolicy.DEFAULT.evaluate(7, with(open, -1), NOVEMBER, WIB)).isPresent();
  }

  @Test
  void an_invoice_for_one_subscription_leaves_the_others_alone() {
    List<OpenInvoice> open = List.of(invoice(1, 7L, "2026-10-01"));
    assertThat(OverduePolicy.DEFAULT.evaluate(7, with(open, -100), NOVEMBER, WIB)).isPresent();
    assertThat(OverduePolicy.DEFAULT.evaluate(8, with(open, -100), NOVEMBER, WIB)).isEmpty();
  }

  @Test
  void the_oldest_overdue_invoice_says_since_when_and_all_are_named() {
    List<OpenInvoice> open =
        List.of(
            invoice(3, null, "2026-12-20"),
            invoice(2, null, "2026-11-20"),
            invoice(1, null, "2026-10-20"));
    assertThat(new OverduePolicy(0, Action.STOP).evaluate(7, with(open, -300), NOVEMBER, WIB))
        .contains(
            new Overdue(
                Instant.parse("2026-10-20T17:00:00Z"),
                Action.STOP,
                Optional.empty(),
                List.of("INV-1", "INV-2")));
  }

  @ParameterizedTest(name = "{0} days after it was due: {1}")
  @CsvSource({
    "-3, 1 warned,  ",
    "0,  1 warned,  ",
    "3,  1 warned,  ISOLATE",
    "29, 1 warned,  ISOLATE",
    "30, 1 warned,  STOP",
    "-4, 0 warned,  ",
  })
  void step_after_step(int daysAfterDue, String warned, Action action) {
    OverduePolicy policy =
        new OverduePolicy(
            2,
            List.of(
                new Step(Action.STOP, 28, 0),
                new Step(Action.WARN, -3, 0),
                new Step(Action.ISOLATE, 1, 0)),
            Set.of(),
            Map.of(),
            Set.of(),
            Set.of(),
            Optional.empty());
    LocalDate due = LocalDate.of(2026, 11, 20);
    Instant now = due.plusDays(daysAfterDue + 1L).atStartOfDay(WIB).toInstant();
    Customer customer = owing(List.of(invoice(1, null, due.toString())));
    assertThat(policy.warnings(customer, now, WIB).size() + " warned").isEqualTo(warned);
    assertThat(policy.evaluate(7, customer, now, WIB).map(Overdue::action))
        .isEqualTo(Optional.ofNullable(action));
    assertThat(policy.overdueIfDueBefore(now, WIB))
        .as("whoever is concerned is found")
        .isAfter(daysAfterDue >= -3 ? due : due.minusDays(1));
  }

  @Test
  void between_warned_and_isolated_somebody_may_be_slowed() {
    RateLimit.Pair rate = new RateLimit.Pair(512_000, 1_000_000);
    OverduePolicy policy =
        new OverduePolicy(
            0,
            List.of(new Step(Action.ISOLATE, 7, 0), new Step(Action.SLOW, 3, 0, Optional.of(rate))),
            Set.of(),
            Map.of(),
            Set.of(),
            Set.of(),
            Optional.empty());
    Customer customer = owing(List.of(invoice(1, null, "2026-11-20")));
    Instant slowed = Instant.parse("2026-11-23T17:00:00Z");
    assertThat(policy.evaluate(7, customer, slowed.minusMillis(1), WIB)).isEmpty();
    assertThat(policy.evaluate(7, customer, slowed, WIB))
        .contains(new Overdue(slowed, Action.SLOW, Optional.of(rate), List.of("INV-1")));
    Instant isolated = Instant.parse("2026-11-27T17:00:00Z");
    assertThat(policy.evaluate(7, customer, isolated.minusMillis(1), WIB).map(Overdue::action))
        .contains(Action.SLOW);
    assertThat(policy.evaluate(7, customer, isolated, WIB))
        .contains(new Overdue(isolated, Action.ISOLATE, Optional.empty(), List.of("INV-1")));
  }

  @ParameterizedTest(name = "{0} open: {1}")
  @CsvSource({"199, ", "200, ISOLATE", "999, ISOLATE", "1000, STOP"})
  void small_sums_are_let_be(long open, Action action) {
    OverduePolicy policy =
        new OverduePolicy(
            0,
            List.of(new Step(Action.ISOLATE, 0, 200), new Step(Action.STOP, 0, 1000)),
            Set.of(),
            Map.of(),
            Set.of(),
            Set.of(),
            Optional.empty());
    Customer customer =
        owing(
            List.of(
                new OpenInvoice(1, "A", 1, Optional.empty(), LocalDate.of(2026, 11, 1), 100),
                new OpenInvoice(
                    2, "B", 1, Optional.empty(), LocalDate.of(2026, 11, 2), open - 100)));
    assertThat(policy.evaluate(7, customer, NOVEMBER, WIB).map(Overdue::action))
        .isEqualTo(Optional.ofNullable(action));
  }

  @ParameterizedTest(name = "due {0}: {1}")
  @CsvSource({
    "2026-11-19, 2026-11-19T17:00:00Z",
    "2026-11-20, 2026-11-22T17:00:00Z",
    "2026-11-21, 2026-11-22T17:00:00Z",
    "2026-12-24, 2026-12-27T17:00:00Z",
  })
  void nobody_is_newly_cut_on_a_quiet_day(LocalDate dueDate, Instant from) {
    OverduePolicy policy =
        new OverduePolicy(
            0,
            List.of(new Step(Action.ISOLATE, 0, 0)),
            Set.of(),
            Map.of(),
            Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
            Set.of(LocalDate.of(2026, 12, 25)),
            Optional.empty());
    Customer customer = owing(List.of(invoice(1, null, dueDate.toString())));
    assertThat(policy.evaluate(7, customer, from.minusMillis(1), WIB)).isEmpty();
    assertThat(policy.evaluate(7, customer, from, WIB)).isPresent();
  }

  @Test
  void a_severer_step_does_not_move_the_day_on_which_the_gate_was_shut() {
    OverduePolicy policy =
        new OverduePolicy(
            0,
            List.of(
                new Step(Action.SLOW, 0, 0, Optional.of(new RateLimit.Pair(512_000, 512_000))),
                new Step(Action.ISOLATE, 3, 0),
                new Step(Action.STOP, 10, 0)),
            Set.of(),
            Map.of(),
            Set.of(),
            Set.of(),
            Optional.empty());
    Customer customer = owing(List.of(invoice(1, null, "2026-11-01")));
    assertThat(policy.evaluate(7, customer, Instant.parse("2026-11-20T00:00:00Z"), WIB))
        .hasValueSatisfying(
            overdue -> {
              assertThat(overdue.action()).isEqualTo(Action.STOP);
              assertThat(overdue.since()).isEqualTo("2026-11-04T17:00:00Z");
            });
  }

  @ParameterizedTest(name = "tag {0}, area {1}, promise {2}: cut {3}")
  @CsvSource({
    "free, ,       ,           false",
    "gratis, ,     ,           false",
    "warung, ,     ,           false",
    "vip,  ,       ,           true",
    "vip,  RT 05,  ,           false",
    "vip,  RT 06,  ,           false",
    "vip,  RT 07,  ,           true",
    "vip,  ,       2026-11-22, false",
    "vip,  ,       2026-11-21, true",
  })
  void some_are_exempt(String tag, String area, LocalDate promise, boolean cut) {
    OverduePolicy policy =
        new OverduePolicy(
            0,
            List.of(new Step(Action.ISOLATE, 0, 0), new Step(Action.WARN, 0, 0)),
            Set.of("warung"),
            Map.of(
                "RT 05", LocalDate.MAX,
                "RT 06", LocalDate.of(2026, 11, 22),
                "RT 07", LocalDate.of(2026, 11, 21)),
            Set.of(),
            Set.of(),
            Optional.empty());
    Customer customer =
        new Customer(
            List.of(invoice(1, null, "2026-11-01")),
            -100,
            Set.of(tag),
            Optional.ofNullable(area),
            Optional.ofNullable(promise));
    assertThat(policy.evaluate(7, customer, NOVEMBER, WIB).isPresent()).isEqualTo(cut);
    assertThat(policy.warnings(customer, NOVEMBER, WIB)).hasSize(cut ? 1 : 0);
  }

  private static Customer owing(List<OpenInvoice> open) {
    return with(open, -100);
  }

  private static Customer with(List<OpenInvoice> open, long balance) {
    return new Customer(open, balance, Set.of(), Optional.empty(), Optional.empty());
  }

  private static OpenInvoice invoice(long id, Long subscription, String dueDate) {
    return new OpenInvoice(
        id, "INV-" + id, 1, Optional.ofNullable(subscription), LocalDate.parse(dueDate), 100);
  }
}
