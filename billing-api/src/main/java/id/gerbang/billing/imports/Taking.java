package id.gerbang.billing.imports;

import id.gerbang.billing.customer.CustomerService;
import id.gerbang.billing.customer.CustomerView;
import id.gerbang.billing.customer.Likeness;
import id.gerbang.billing.customer.Likeness.LikeView;
import id.gerbang.billing.customer.SaveCustomer;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.TakenField;
import id.gerbang.billing.imports.RowReader.Wanted;
import id.gerbang.billing.imports.Sheet.Line;
import id.gerbang.billing.subscription.CreateSubscription;
import id.gerbang.billing.subscription.SubscriptionBilling;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of a sheet, each by the services that the API's own requests go through and to a
 * savepoint of its own: what is wrong with one says nothing about the next.
 */
public final class Taking {

  private static final String ROW = "import_row";

  private final ZoneId zone;
  private final CustomerService customers;
  private final SubscriptionBilling billing;

  public Taking(ZoneId zone, CustomerService customers, SubscriptionBilling billing) {
    this.zone = zone;
    this.customers = customers;
    this.billing = billing;
  }

  /**
   * How a file is read, and what came of its rows so far.
   *
   * @param duplicates as {@link ImportCustomers} has it
   * @param rows of the customers that were made of it
   * @param rehearsal what its customers are called until they are taken back; empty: they stay
   */
  record Reading(
      Mapping mapping, String duplicates, Map<Long, Integer> rows, Optional<UUID> rehearsal) {

    static Reading of(ImportCustomers request, Sheet sheet) {
      return new Reading(
          Mapping.of(sheet, request.mapping()),
          Objects.requireNonNull(request.duplicates()),
          new HashMap<>(),
          Optional.empty());
    }

    Reading rehearsed() {
      return new Reading(mapping, duplicates, rows, Optional.of(UUID.randomUUID()));
    }
  }

  List<Verdict> take(Handle handle, List<Line> lines, Reading reading, Actor actor) {
    ImportDao dao = handle.attach(ImportDao.class);
    dao.lookUpByIndexes();
    Plans plans = new Plans(dao.plans());
    Mapping mapping = reading.mapping();
    Map<Long, Integer> rows = reading.rows();
    RowReader reader = new RowReader(mapping, plans, zone);
    List<Verdict> verdicts = new ArrayList<>();
    for (Line line : lines) {
      String name = mapping.read(line, Target.NAME).orElse(null);
      handle.savepoint(ROW);
      Verdict verdict = take(handle, line, name, reader, reading, actor);
      if (verdict.is(Verdict.MADE)) {
        handle.releaseSavepoint(ROW);
      } else {
        handle.rollbackToSavepoint(ROW);
      }
      if (verdict.customerId() != null) {
        rows.put(verdict.customerId(), line.number());
      }
      verdicts.add(verdict);
    }
    return verdicts;
  }

  private Verdict take(
      Handle handle,
      Line line,
      @Nullable String name,
      RowReader reader,
      Reading reading,
      Actor actor) {
    String duplicates = reading.duplicates();
    try {
      Wanted wanted = reader.read(line);
      if (!duplicates.equals(ImportCustomers.CREATE)) {
        Optional<FieldError> there = there(handle, wanted.customer(), reading.rows());
        if (there.isPresent()) {
          boolean same = !there.get().field().equals(Target.USERNAME.key());
          if (same && duplicates.equals(ImportCustomers.SKIP)) {
            return Verdict.skipped(line.number(), name, there.get());
          }
          throw Problem.conflict(List.of(there.get()));
        }
      }
      return made(handle, line, wanted, reading, actor);
    } catch (Problem problem) {
      return Verdict.refused(line.number(), name, problem);
    } catch (RuntimeException e) {
      return Verdict.refused(line.number(), name, TakenField.of(e).orElseThrow(() -> e));
    }
  }

  private Verdict made(Handle handle, Line line, Wanted wanted, Reading reading, Actor actor) {
    SaveCustomer asked = wanted.customer();
    CustomerView customer =
        reading.rehearsal().isPresent()
            ? customers.rehearse(
                handle, asked, reading.rehearsal().get() + " " + line.number(), actor)
            : customers.create(handle, asked, actor);
    Long subscription = customer.subscription() == null ? null : customer.subscription().id();
    if (subscription != null) {
      wanted
          .billingDay()
          .ifPresent(day -> billing.moveDay(handle, Ref.id(subscription), day, actor));
    }
    return Verdict.made(
        line.number(), customer.name(), customer.id(), customer.number(), subscription);
  }

  /** Who has the row's external id, or looks the same; by a username alone nobody is the same. */
  private static Optional<FieldError> there(
      Handle handle, SaveCustomer wanted, Map<Long, Integer> rows) {
    Optional<LikeView> same =
        wanted.externalId() == null
            ? Optional.empty()
            : handle.attach(ImportDao.class).withExternalId(wanted.externalId());
    if (same.isPresent()) {
      return Optional.of(new FieldError("externalId", words(same.get(), rows)));
    }
    CreateSubscription subscription = wanted.subscription();
    Likeness likeness =
        Likeness.of(
            wanted.phone(),
            wanted.name(),
            wanted.address(),
            subscription == null ? null : subscription.username());
    return likeness.find(handle).stream()
        .min(Comparator.comparing(like -> field(like).equals(Target.USERNAME.key())))
        .map(like -> new FieldError(field(like), words(like, rows)));
  }

  private static String field(LikeView like) {
    if (like.alike().contains("phone")) {
      return Target.PHONE.key();
    }
    return like.alike().equals(List.of("username")) ? Target.USERNAME.key() : Target.NAME.key();
  }

  private static String words(LikeView like, Map<Long, Integer> rows) {
    Integer row = rows.get(like.id());
    return "%s (%s) is there already"
        .formatted(
            row == null ? like.number() + " " + like.name() : "row " + row + " of this file",
            String.join(", ", like.alike()));
  }
}
