package id.gerbang.billing.customer;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.customer.CustomerDao.Numbered;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.ETags;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.overdue.OverdueEvaluation;
import id.gerbang.billing.overdue.OverdueEvaluation.Cause;
import id.gerbang.billing.subscription.CreateSubscription;
import id.gerbang.billing.subscription.Standing;
import id.gerbang.billing.subscription.SubscriptionService;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Takes customers in, with their first subscription in the same transaction where one is given. */
public final class CustomerService {

  private static final String NESTED = "subscription.";

  private final Clock clock;
  private final ZoneId zone;
  private final SubscriptionService subscriptions;
  private final OverdueEvaluation evaluation;

  public CustomerService(
      Clock clock, ZoneId zone, SubscriptionService subscriptions, OverdueEvaluation evaluation) {
    this.clock = clock;
    this.zone = zone;
    this.subscriptions = subscriptions;
    this.evaluation = evaluation;
  }

  CustomerView find(Handle handle, Ref ref) {
    return row(handle, ref).view(null);
  }

  public CustomerView create(Handle handle, SaveCustomer request, Actor actor) {
    Made made = create(handle, List.of(request), actor).get(0);
    // Last: what can't be confirmed away is said first. Taking the number made us one at a time.
    if (!request.duplicateConfirmed()) {
      Likeness.requireNone(handle, request.checked(), made.id());
    }
    Long subscription = made.subscription();
    return row(handle, Ref.id(made.id()))
        .view(
            subscription == null
                ? null
                : Standing.view(handle, Ref.id(subscription), clock.instant()));
  }

  /**
   * A customer that was made.
   *
   * @param subscription null: none was asked for
   */
  public record Made(long id, String number, String name, @Nullable Long subscription) {}

  /** Many at once, in their order, of whom nobody else is to be asked whether they are the same. */
  public List<Made> create(Handle handle, List<SaveCustomer> requests, Actor actor) {
    List<SaveCustomer> customers = checked(requests);
    long last = handle.attach(CustomerDao.class).takeNumbers(customers.size());
    return make(
        handle,
        customers,
        LongStream.rangeClosed(last - customers.size() + 1, last)
            .mapToObj("C-%05d"::formatted)
            .toList(),
        actor);
  }

  /**
   * The same, to be taken back: whoever takes a number has everybody else wait for the next one, so
   * a rehearsal of many takes none.
   *
   * @param numbers of nobody, by a word of its own
   */
  public List<Made> rehearse(
      Handle handle, List<SaveCustomer> requests, List<String> numbers, Actor actor) {
    return make(handle, checked(requests), numbers, actor);
  }

  /** From here on nobody else makes customers until the transaction ends. */
  public void oneAtATime(Handle handle) {
    handle.attach(CustomerDao.class).takeNumbers(0);
  }

  /** What is wrong with a request by itself, whoever is there. */
  public void check(SaveCustomer request) {
    request.checked();
    CreateSubscription nested = request.subscription();
    if (nested != null) {
      requireNoCustomer(nested);
      subscriptions.checked(nested, new Checks(), NESTED);
    }
  }

  private static List<SaveCustomer> checked(List<SaveCustomer> requests) {
    return requests.stream().map(SaveCustomer::checked).toList();
  }

  private static void requireNoCustomer(CreateSubscription nested) {
    if (nested.customerId() != null) {
      throw Problem.unprocessable(NESTED + "customerId", "is this customer: leave it out");
    }
  }

  private List<Made> make(
      Handle handle, List<SaveCustomer> customers, List<String> numbers, Actor actor) {
    CustomerDao dao = handle.attach(CustomerDao.class);
    Instant now = clock.instant();
    dao.insert(
        numbers,
        customers,
        customers.stream().map(CustomerService::people).toList(),
        customers.stream().map(CustomerService::labels).toList(),
        now);
    Map<String, Long> ids =
        dao.numbered(numbers.toArray(String[]::new)).stream()
            .collect(Collectors.toMap(Numbered::number, Numbered::id));
    List<Audit.Item> traces = new ArrayList<>();
    List<CreateSubscription> wanted = new ArrayList<>();
    for (int i = 0; i < customers.size(); i++) {
      String number = numbers.get(i);
      long id = Objects.requireNonNull(ids.get(number));
      traces.add(trace(new Numbered(id, number)));
      CreateSubscription nested = customers.get(i).subscription();
      if (nested != null) {
        requireNoCustomer(nested);
        wanted.add(nested.of(id));
      }
    }
    Audit.write(handle, now, actor, "customer.create", traces);
    Iterator<Long> subscribed = subscriptions.create(handle, wanted, NESTED, actor).iterator();
    List<Made> made = new ArrayList<>();
    for (int i = 0; i < customers.size(); i++) {
      String number = numbers.get(i);
      SaveCustomer customer = customers.get(i);
      made.add(
          new Made(
              Objects.requireNonNull(ids.get(number)),
              number,
              Objects.requireNonNull(customer.name()),
              customer.subscription() == null ? null : subscribed.next()));
    }
    return made;
  }

  CustomerView replace(
      Handle handle, Ref ref, SaveCustomer request, @Nullable String ifMatch, Actor actor) {
    return change(handle, lock(handle, ref), request, ifMatch, actor);
  }

  CustomerView patch(
      Handle handle, Ref ref, JsonNode patch, @Nullable String ifMatch, Actor actor) {
    CustomerRow current = lock(handle, ref);
    SaveCustomer merged = Json.merge(current.asRequest(), patch, SaveCustomer.class);
    return change(handle, current, merged, ifMatch, actor);
  }

  private CustomerView change(
      Handle handle,
      CustomerRow current,
      SaveCustomer request,
      @Nullable String ifMatch,
      Actor actor) {
    ETags.check(ifMatch, current.version());
    if (request.subscription() != null) {
      throw Problem.unprocessable("subscription", "is changed under /subscriptions");
    }
    SaveCustomer customer = request.checked();
    handle
        .attach(CustomerDao.class)
        .update(current.id(), customer, people(customer), labels(customer), clock.instant());
    CustomerView after = find(handle, Ref.id(current.id()));
    Audit.write(
        handle,
        clock.instant(),
        actor,
        "customer.update",
        "customer:" + current.id(),
        Audit.changes(current.view(null), after));
    // Tags and areas may be exempt, or have been.
    evaluation.evaluate(handle, Cause.CUSTOMER, actor, current.id());
    return after;
  }

  public void archive(Handle handle, Ref ref, Actor actor) {
    CustomerRow customer = lock(handle, ref);
    CustomerDao dao = handle.attach(CustomerDao.class);
    if (dao.subscriptions(customer.id()) > 0) {
      throw Problem.conflict(
          "The customer " + customer.number() + " has subscriptions; delete them first.");
    }
    requireSettled(dao, customer);
    undo(handle, new long[] {customer.id()}, actor);
  }

  /** Deletes those who were made by mistake, and to whom nothing has happened since. */
  public void undo(Handle handle, long[] ids, Actor actor) {
    Instant now = clock.instant();
    List<Audit.Item> traces =
        handle.attach(CustomerDao.class).archive(ids, now).stream()
            .sorted(Comparator.comparing(Numbered::id))
            .map(CustomerService::trace)
            .toList();
    Audit.write(handle, now, actor, "customer.archive", traces);
  }

  /** Deleted, nobody would find what is still to be paid, given back or billed. */
  private void requireSettled(CustomerDao dao, CustomerRow customer) {
    CustomerDao.Unsettled unsettled = dao.unsettled(customer.id(), zone.getId());
    String why =
        unsettled.owes() > 0
            ? "owes Rp %d: it is to be paid, credited or written off first"
                .formatted(unsettled.owes())
            : unsettled.has() > 0
                ? "has Rp %d of credit or deposit: it is to be refunded first"
                    .formatted(unsettled.has())
                : "has days that are not billed: run billing for this customer first";
    if (unsettled.owes() > 0 || unsettled.has() > 0 || unsettled.unbilled()) {
      throw Problem.conflict("The customer %s %s.".formatted(customer.number(), why));
    }
  }

  private static CustomerRow row(Handle handle, Ref ref) {
    CustomerDao dao = handle.attach(CustomerDao.class);
    Optional<CustomerRow> found =
        switch (ref.kind()) {
          case ID -> dao.find(ref.id());
          case NUMBER -> dao.findNumber(ref.value());
          case EXTERNAL -> dao.findExternal(ref.value());
          case USERNAME -> dao.findUsername(ref.value());
        };
    return found.orElseThrow(() -> Problem.notFound("customer " + ref));
  }

  private static CustomerRow lock(Handle handle, Ref ref) {
    return handle
        .attach(CustomerDao.class)
        .lock(row(handle, ref).id())
        .orElseThrow(() -> Problem.notFound("customer " + ref));
  }

  private static String people(SaveCustomer customer) {
    return Json.text(Objects.requireNonNullElse(customer.contacts(), List.of()));
  }

  private static String[] labels(SaveCustomer customer) {
    List<String> tags = Objects.requireNonNullElse(customer.tags(), List.of());
    return tags.stream().map(tag -> tag.toLowerCase(Locale.ROOT)).toArray(String[]::new);
  }

  private static Audit.Item trace(Numbered customer) {
    return new Audit.Item("customer:" + customer.id(), Map.of("number", customer.number()));
  }
}
