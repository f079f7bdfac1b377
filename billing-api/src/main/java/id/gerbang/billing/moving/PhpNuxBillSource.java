package id.gerbang.billing.moving;

import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.http.Secret;
import id.gerbang.billing.imports.Choices;
import id.gerbang.billing.imports.Intake;
import id.gerbang.billing.imports.Source;
import id.gerbang.billing.moving.Account.Person;
import id.gerbang.billing.moving.Account.Term;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * PHPNuxBill's tables: customers, plans with their bandwidth, and until when each has recharged.
 */
public final class PhpNuxBillSource implements Source {

  static final String CUSTOMERS = "tbl_customers";
  private static final String RECHARGES = "tbl_user_recharges";
  private static final String PLANS = "tbl_plans";
  private static final String BANDWIDTHS = "tbl_bandwidth";

  /** What the ids of its customers begin with here. */
  static final String ACCOUNT = "phpnuxbill:";

  /** All that a customer may be there but active. */
  private static final Set<String> LET_IN_BY_NOBODY =
      Set.of("Banned", "Disabled", "Inactive", "Limited", "Suspended");

  private static final Set<String> TABLES =
      Set.of(
          CUSTOMERS,
          RECHARGES,
          PLANS,
          BANDWIDTHS,
          PhpNuxBillPast.TRANSACTIONS,
          PhpNuxBillPast.SETTINGS);

  private final ZoneId zone;

  public PhpNuxBillSource(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public Intake file(byte[] content, Choices choices) {
    Tables tables = Tables.of(content, TABLES, CUSTOMERS);
    Map<String, Map<String, String>> bandwidths = byId(tables.of(BANDWIDTHS));
    Map<String, Map<String, String>> plans = byId(tables.of(PLANS));
    Map<String, Tariff> tariffs = new HashMap<>();
    plans
        .values()
        .forEach(
            plan -> {
              String name = plan.getOrDefault("name_plan", "");
              tariffs.put(
                  name,
                  PhpNuxBillPlans.tariff(
                      name, plan, bandwidths.get(plan.getOrDefault("id_bw", ""))));
            });
    Map<String, Map<String, String>> latest = new HashMap<>();
    tables.of(RECHARGES).stream()
        .filter(it -> !"Balance".equals(it.get("type")))
        .sorted(Comparator.comparing(it -> it.getOrDefault("expiration", "")))
        .forEach(it -> latest.put(it.getOrDefault("customer_id", ""), it));
    List<Account> accounts =
        tables.of(CUSTOMERS).stream()
            .map(
                customer -> {
                  Optional<Map<String, String>> recharge =
                      Optional.ofNullable(latest.get(customer.getOrDefault("id", "")));
                  return account(
                      customer,
                      recharge,
                      recharge.flatMap(
                          it -> Optional.ofNullable(plans.get(it.getOrDefault("plan_id", "")))));
                })
            .toList();
    accounts.forEach(it -> tariffs.computeIfAbsent(it.tariff(), Tariff::untold));
    return AccountsIntake.of(
        new Moved(accounts, tariffs, new PhpNuxBillPast(tables, zone), List.of()), choices);
  }

  private static Map<String, Map<String, String>> byId(List<Map<String, String>> rows) {
    Map<String, Map<String, String>> byId = new HashMap<>();
    rows.forEach(row -> byId.put(row.getOrDefault("id", ""), row));
    return byId;
  }

  private Account account(
      Map<String, String> customer,
      Optional<Map<String, String>> recharge,
      Optional<Map<String, String>> plan) {
    String login = customer.getOrDefault("username", "");
    boolean ppp = recharge.filter(it -> "PPPOE".equalsIgnoreCase(it.get("type"))).isPresent();
    Optional<String> own = Tables.text(customer, "pppoe_username").filter(it -> ppp);
    String username = own.orElse(login);
    List<String> notes = new ArrayList<>();
    Optional<String> password =
        own.flatMap(it -> Tables.text(customer, "pppoe_password"))
            .or(() -> Tables.text(customer, "password"));
    if (password.filter(it -> it.matches("\\$2[aby]\\$.*|\\$argon2.*")).isPresent()) {
      notes.add("its password is hashed, and nobody can tell it: it needs a new one");
      password = Optional.empty();
    }
    Tables.text(customer, "balance")
        .filter(it -> !it.matches("-?0*(\\.0*)?"))
        .ifPresent(
            it ->
                notes.add("has a balance of %s: not carried, enter it as a payment".formatted(it)));
    List<AttributeField> reply =
        Tables.text(customer, "pppoe_ip")
            .filter(it -> ppp)
            .map(it -> new AttributeField("Framed-IP-Address", it))
            .stream()
            .toList();
    return new Account(
        ACCOUNT + customer.getOrDefault("id", login),
        username,
        password.map(Secret::new),
        person(customer, login),
        recharge.map(it -> ppp ? "pppoe" : "hotspot"),
        plan.map(it -> it.getOrDefault("name_plan", ""))
            .or(() -> recharge.map(it -> it.getOrDefault("namebp", "")))
            .orElse(""),
        reply,
        plan.flatMap(it -> Tables.text(it, "shared_users"))
            .filter(it -> it.matches("[1-9][0-9]{0,8}"))
            .map(Integer::valueOf),
        List.of(),
        false,
        recharge.map(this::term).orElseGet(Term.Unknown::new),
        Map.of(),
        leftOut(customer, recharge),
        notes);
  }

  private static Person person(Map<String, String> customer, String login) {
    return new Person(
        Tables.text(customer, "fullname").orElse(login),
        Tables.text(customer, "phonenumber").filter(it -> !it.equals("0")),
        Tables.text(customer, "email").filter(it -> it.contains("@")),
        Tables.text(customer, "address"),
        Tables.text(customer, "district").or(() -> Tables.text(customer, "city")));
  }

  private static Optional<FieldError> leftOut(
      Map<String, String> customer, Optional<Map<String, String>> recharge) {
    String status = Tables.text(customer, "status").orElse("Active");
    if (LET_IN_BY_NOBODY.contains(status)) {
      return Optional.of(new FieldError("username", "is %s there".formatted(status)));
    }
    return recharge.isEmpty()
        ? Optional.of(new FieldError("plan", "is none there: never recharged"))
        : Optional.empty();
  }

  private Term term(Map<String, String> recharge) {
    return at(recharge, "expiration", "time", "23:59:59", zone)
        .<Term>map(Term.Until::new)
        .orElseGet(Term.Unknown::new);
  }

  /** To a second of a day, by the clock of the ISP. */
  static Optional<Instant> at(
      Map<String, String> row, String day, String time, String untold, ZoneId zone) {
    try {
      return Optional.of(
          LocalDate.parse(row.getOrDefault(day, ""))
              .atTime(LocalTime.parse(Tables.text(row, time).orElse(untold)))
              .atZone(zone)
              .toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
