package id.gerbang.billing.incident;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.ETags;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.invoice.Numbers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Opens incidents, puts right what they say, and calls them off. */
public final class IncidentService {

  private final Clock clock;
  private final ZoneId zone;

  public IncidentService(Clock clock, ZoneId zone) {
    this.clock = clock;
    this.zone = zone;
  }

  /** The ticket is its first step. */
  Ref open(Handle handle, CreateIncident create, Actor actor) {
    Instant now = clock.instant();
    create.check(now);
    long customer = Objects.requireNonNull(create.customerId());
    IncidentDao dao = handle.attach(IncidentDao.class);
    if (!dao.customerExists(customer)) {
      throw Problem.unprocessable("customerId", "is no customer's");
    }
    long[] subscriptions = requireTheirs(dao, customer, create);
    requireLink(dao, customer, create.backupLinkId());
    if (create.externalId() != null) {
      dao.byExternalId(create.externalId())
          .ifPresent(
              first -> {
                throw Problem.conflict("externalId", "is that of " + first.number());
              });
    }
    long id =
        dao.insert(
            create.externalId(),
            Numbers.INCIDENT.next(handle, now, zone, 1).get(0),
            customer,
            create.customerTicket(),
            create.began(now),
            Objects.requireNonNull(create.summary()),
            create.backupLinkId(),
            actor.name());
    dao.insertSubscriptions(id, subscriptions);
    handle
        .attach(StepDao.class)
        .insert(
            id,
            Step.TICKET.text(),
            create.opened(now),
            actor.name(),
            null,
            null,
            now,
            actor.name());
    Audit.write(
        handle,
        now,
        actor,
        "incident.open",
        "incident:" + id,
        Map.of("customerId", customer, "beganAt", create.began(now)));
    return Ref.id(id);
  }

  /** What is said of it, by a merge patch. */
  void change(
      Handle handle,
      Ref ref,
      UnaryOperator<ChangeIncident> patch,
      @Nullable String ifMatch,
      Actor actor) {
    IncidentRow incident = Incidents.lock(handle, ref);
    ETags.check(ifMatch, incident.version());
    ChangeIncident before = ChangeIncident.of(incident);
    ChangeIncident after = patch.apply(before);
    Procedure procedure = IncidentView.procedure(Incidents.steps(handle, incident));
    after.check(procedure.first(Step.TICKET).orElseThrow().at());
    requireOpen(incident);
    IncidentDao dao = handle.attach(IncidentDao.class);
    requireLink(dao, incident.customerId(), after.backupLinkId());
    dao.update(
        incident.id(),
        after.customerTicket(),
        Objects.requireNonNull(after.beganAt()),
        Objects.requireNonNull(after.summary()),
        after.backupLinkId());
    Audit.write(
        handle,
        clock.instant(),
        actor,
        "incident.change",
        incident.object(),
        Audit.changes(before, after));
  }

  /** It was no outage, or not this one. What was put up is taken down before. */
  void cancel(Handle handle, Ref ref, TakenBack request, Actor actor) {
    String reason = request.checked();
    IncidentRow incident = Incidents.lock(handle, ref);
    requireOpen(incident);
    if (IncidentView.procedure(Incidents.steps(handle, incident)).isSomethingUp()) {
      throw Problem.conflict(
          "A modem stands at the customer's: take the steps to its removal, or undo those that were"
              + " not done.");
    }
    Instant now = clock.instant();
    handle.attach(IncidentDao.class).end(incident.id(), now, reason);
    Audit.write(handle, now, actor, "incident.cancel", incident.object(), Map.of("reason", reason));
  }

  static void requireOpen(IncidentRow incident) {
    if (incident.endedAt().isPresent()) {
      throw Problem.conflict(
          "%s is %s since %s."
              .formatted(
                  incident.number(),
                  incident.cancelReason().isPresent() ? "cancelled" : "closed",
                  incident.endedAt().get()));
    }
  }

  private static long[] requireTheirs(IncidentDao dao, long customer, CreateIncident create) {
    long[] subscriptions = create.subscriptions();
    for (long subscription : subscriptions) {
      if (!dao.isOf(customer, subscription)) {
        throw Problem.unprocessable(
            "subscriptionIds", subscription + " is no subscription of this customer");
      }
    }
    return subscriptions;
  }

  private static void requireLink(IncidentDao dao, long customer, @Nullable Long link) {
    if (link != null && !dao.linkOf(customer, link)) {
      throw Problem.unprocessable("backupLinkId", "is no backup link of this customer");
    }
  }
}
