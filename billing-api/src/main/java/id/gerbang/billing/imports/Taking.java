package id.gerbang.billing.imports;

import id.gerbang.billing.customer.CustomerService;
import id.gerbang.billing.customer.CustomerService.Made;
import id.gerbang.billing.customer.SaveCustomer;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.TakenField;
import id.gerbang.billing.plan.PlanService;
import id.gerbang.billing.plan.SavePlan;
import id.gerbang.billing.subscription.BillingDayRequest;
import id.gerbang.billing.subscription.SubscriptionBilling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Makes what entries ask for by the services that the API's own requests go through, many at once:
 * what the database says against one of them is told by making them again in halves, so that it
 * says nothing about the others.
 */
public final class Taking {

  /** More are no faster. */
  private static final int TOGETHER = 500;

  private final CustomerService customers;
  private final SubscriptionBilling billing;
  private final PlanService plans;

  public Taking(CustomerService customers, SubscriptionBilling billing, PlanService plans) {
    this.customers = customers;
    this.billing = billing;
    this.plans = plans;
  }

  /**
   * How entries are taken, and what came of them so far.
   *
   * @param duplicates as {@link ImportCustomers} has it
   * @param rows of the customers that were made of it
   * @param rehearsal what its customers are called until they are taken back; empty: they stay
   */
  record Reading(String duplicates, Map<Long, Integer> rows, Optional<UUID> rehearsal) {

    static Reading of(ImportCustomers request) {
      return new Reading(
          Objects.requireNonNull(request.duplicates()), new HashMap<>(), Optional.empty());
    }

    Reading rehearsed() {
      return new Reading(duplicates, rows, Optional.of(UUID.randomUUID()));
    }
  }

  /** An entry with what it asks for, or what is wrong with it. */
  private record Row(Entry entry, Optional<Wanted> wanted, Optional<Problem> wrong) {}

  /** Makes the plans that are not there yet; those that somebody chose may be among them. */
  List<MadePlan> plans(Handle handle, List<IntakePlan> wanted, Actor actor) {
    ImportDao dao = handle.attach(ImportDao.class);
    Map<Integer, MadePlan> inTheirOrder = new TreeMap<>();
    Plans before = new Plans(dao.plans());
    for (int i = 0; i < wanted.size(); i++) {
      IntakePlan plan = wanted.get(i);
      if (plan.plan().isPresent() || !plan.errors().isEmpty()) {
        inTheirOrder.put(i, ofItsOwn(handle, plan, before, actor));
      }
    }
    Plans now = new Plans(dao.plans());
    for (int i = 0; i < wanted.size(); i++) {
      IntakePlan plan = wanted.get(i);
      inTheirOrder.computeIfAbsent(i, place -> chosen(plan, now));
    }
    return List.copyOf(inTheirOrder.values());
  }

  private MadePlan ofItsOwn(Handle handle, IntakePlan plan, Plans sold, Actor actor) {
    if (!plan.errors().isEmpty()) {
      return MadePlan.refused(plan, plan.errors());
    }
    return sold.named(plan.name())
        .map(id -> MadePlan.there(plan, id))
        .orElseGet(() -> made(handle, plan, plan.plan().orElseThrow(), actor));
  }

  private static MadePlan chosen(IntakePlan plan, Plans sold) {
    return sold.find(plan.name())
        .map(id -> MadePlan.there(plan, id))
        .orElseGet(() -> MadePlan.none(plan));
  }

  private MadePlan made(Handle handle, IntakePlan plan, SavePlan wanted, Actor actor) {
    try {
      return MadePlan.made(plan, plans.create(handle, wanted, actor).id());
    } catch (Problem wrong) {
      return MadePlan.refused(plan, wrong.errors());
    }
  }

  List<Verdict> take(Handle handle, List<? extends Entry> entries, Reading reading, Actor actor) {
    ImportDao dao = handle.attach(ImportDao.class);
    dao.lookUpByIndexes();
    if (reading.rehearsal().isEmpty()) {
      // Who looks the same is asked before they are made: nobody may come between.
      customers.oneAtATime(handle);
    }
    Plans sold = new Plans(dao.plans());
    List<Row> rows = entries.stream().map(entry -> row(entry, sold)).toList();
    List<Verdict> verdicts = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += TOGETHER) {
      List<Row> some = rows.subList(from, Math.min(from + TOGETHER, rows.size()));
      verdicts.addAll(together(handle, some, reading, actor));
    }
    return verdicts;
  }

  private static Row row(Entry entry, Plans sold) {
    try {
      return new Row(entry, Optional.of(entry.read(sold)), Optional.empty());
    } catch (Problem wrong) {
      return new Row(entry, Optional.empty(), Optional.of(wrong));
    }
  }

  private List<Verdict> together(Handle handle, List<Row> rows, Reading reading, Actor actor) {
    handle.execute("SAVEPOINT import_rows");
    try {
      List<Verdict> verdicts = tried(handle, rows, reading, actor);
      handle.execute("RELEASE SAVEPOINT import_rows");
      verdicts.stream()
          .filter(it -> it.is(Verdict.MADE))
          .forEach(it -> reading.rows().put(Objects.requireNonNull(it.customerId()), it.row()));
      return verdicts;
    } catch (RuntimeException e) {
      Problem why = e instanceof Problem problem ? problem : TakenField.of(e).orElseThrow(() -> e);
      handle.execute("ROLLBACK TO SAVEPOINT import_rows");
      handle.execute("RELEASE SAVEPOINT import_rows");
      if (rows.size() == 1) {
        return List.of(Verdict.refused(rows.get(0).entry(), why));
      }
    }
    int half = rows.size() / 2;
    List<Verdict> verdicts =
        new ArrayList<>(together(handle, rows.subList(0, half), reading, actor));
    verdicts.addAll(together(handle, rows.subList(half, rows.size()), reading, actor));
    return verdicts;
  }

  /** What becomes of rows where the database has nothing against any of them. */
  private List<Verdict> tried(Handle handle, List<Row> rows, Reading reading, Actor actor) {
    List<Verdict> verdicts = new ArrayList<>();
    List<Row> readable = new ArrayList<>();
    for (Row row : rows) {
      row.entry()
          .leftOut()
          .map(why -> Verdict.skipped(row.entry(), why))
          .or(() -> row.wrong().map(wrong -> Verdict.refused(row.entry(), wrong)))
          .ifPresentOrElse(verdicts::add, () -> readable.add(row));
    }
    List<Row> stay = new ArrayList<>();
    Optional<Duplicates> duplicates = duplicates(handle, readable, reading);
    for (int i = 0; i < readable.size(); i++) {
      Row row = readable.get(i);
      int at = i;
      Optional<FieldError> same = duplicates.flatMap(it -> it.same(at));
      Optional<Verdict> against =
          same.map(it -> there(row, it, reading.duplicates())).or(() -> wrong(row));
      against.ifPresentOrElse(
          verdicts::add,
          () -> {
            stay.add(row);
            duplicates.ifPresent(it -> it.isMade(at));
          });
    }
    verdicts.addAll(made(handle, stay, reading, actor));
    verdicts.sort(Comparator.comparing(Verdict::row));
    return verdicts;
  }

  private static Optional<Duplicates> duplicates(Handle handle, List<Row> rows, Reading reading) {
    return reading.duplicates().equals(ImportCustomers.CREATE)
        ? Optional.empty()
        : Optional.of(
            new Duplicates(
                handle,
                rows.stream().map(Taking::customer).toList(),
                rows.stream().map(row -> row.entry().row()).toList(),
                reading.rows()));
  }

  private static SaveCustomer customer(Row row) {
    return row.wanted().orElseThrow().customer();
  }

  /** By a username alone nobody is the same. */
  private static Verdict there(Row row, FieldError same, String duplicates) {
    return !same.field().equals(Target.USERNAME.key()) && duplicates.equals(ImportCustomers.SKIP)
        ? Verdict.skipped(row.entry(), same)
        : Verdict.refused(row.entry(), Problem.conflict(List.of(same)));
  }

  private Optional<Verdict> wrong(Row row) {
    try {
      customers.check(customer(row));
      row.wanted().orElseThrow().billingDay().ifPresent(billing::check);
      return Optional.empty();
    } catch (Problem wrong) {
      return Optional.of(Verdict.refused(row.entry(), wrong));
    }
  }

  private List<Verdict> made(Handle handle, List<Row> rows, Reading reading, Actor actor) {
    if (rows.isEmpty()) {
      return List.of();
    }
    List<SaveCustomer> asked = rows.stream().map(Taking::customer).toList();
    List<Made> made =
        reading
            .rehearsal()
            .map(
                word ->
                    customers.rehearse(
                        handle,
                        asked,
                        rows.stream().map(row -> word + " " + row.entry().row()).toList(),
                        actor))
            .orElseGet(() -> customers.create(handle, asked, actor));
    List<Verdict> verdicts = new ArrayList<>();
    Map<Long, BillingDayRequest> days = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      Made it = made.get(i);
      Long subscription = it.subscription();
      verdicts.add(Verdict.made(row.entry(), it));
      if (subscription != null) {
        row.wanted().orElseThrow().billingDay().ifPresent(day -> days.put(subscription, day));
      }
    }
    if (!days.isEmpty()) {
      billing.startAsElsewhere(handle, days, actor);
    }
    return verdicts;
  }
}
