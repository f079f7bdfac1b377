package id.gerbang.billing.sla;

import id.gerbang.billing.credit.CreateCreditNote;
import id.gerbang.billing.credit.CreateCreditNote.CreditLine;
import id.gerbang.billing.credit.CreditNoteService;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.http.SecondPerson;
import id.gerbang.billing.invoice.InvoiceDao;
import id.gerbang.billing.money.Money;
import id.gerbang.billing.sla.CreditDao.CreditRow;
import id.gerbang.billing.sla.CreditDao.IncidentTime;
import id.gerbang.billing.sla.CreditDao.LineRow;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Billing's say about a proposed credit: a second person's credit note, or a refusal. */
public final class CreditDecisions {

  private final Clock clock;
  private final CreditNoteService notes;
  private final OutageCredits credits;

  public CreditDecisions(Clock clock, CreditNoteService notes, OutageCredits credits) {
    this.clock = clock;
    this.notes = notes;
    this.credits = credits;
  }

  List<OutageCreditView> of(Handle handle, Ref ref) {
    CreditDao dao = handle.attach(CreditDao.class);
    return dao.of(incident(dao, ref).id()).stream()
        .map(row -> OutageCreditView.of(row, dao.lines(row.id())))
        .toList();
  }

  /** Reckoned anew, in the place of what is proposed and not decided. */
  void propose(Handle handle, Ref ref, Actor actor) {
    IncidentTime incident = locked(handle, ref);
    if (incident.endedAt().isEmpty() || incident.cancelled()) {
      throw Problem.conflict(
          incident.number()
              + (incident.cancelled() ? " was cancelled." : " is not closed yet.")
              + " Nothing is due for it.");
    }
    credits.withdraw(handle, incident.id(), actor);
    credits.propose(handle, incident.id(), actor);
  }

  /**
   * Once: a credit note, by somebody else than who closed the incident.
   *
   * @param invoiceId what it is taken from; null: the newest with as much left
   */
  void approve(Handle handle, Ref ref, @Nullable Long invoiceId, Actor actor) {
    IncidentTime incident = locked(handle, ref);
    handle.attach(InvoiceDao.class).lockAnyCustomer(incident.customerId());
    CreditDao dao = handle.attach(CreditDao.class);
    CreditRow credit = proposed(dao, incident);
    SecondPerson.require(actor, credit.proposedBy(), credit.proposedByStaff().orElse(null));
    List<LineRow> lines = dao.lines(credit.id());
    long note =
        notes
            .issue(
                handle,
                new CreateCreditNote(
                    invoice(dao, incident, credit, lines, invoiceId),
                    lines.stream().map(line -> line(incident, line)).toList(),
                    null,
                    "SLA " + incident.number(),
                    null),
                actor)
            .id();
    decide(handle, incident, credit, "approved", null, note, actor);
  }

  void refuse(Handle handle, Ref ref, @Nullable String reason, Actor actor) {
    Checks checks = new Checks();
    checks.text(reason, "reason", 500);
    checks.done();
    IncidentTime incident = locked(handle, ref);
    CreditRow credit = proposed(handle.attach(CreditDao.class), incident);
    decide(handle, incident, credit, "refused", reason, null, actor);
  }

  private void decide(
      Handle handle,
      IncidentTime incident,
      CreditRow credit,
      String state,
      @Nullable String reason,
      @Nullable Long note,
      Actor actor) {
    Instant now = clock.instant();
    handle.attach(CreditDao.class).decide(credit.id(), state, now, actor.name(), reason, note);
    Audit.write(
        handle,
        now,
        actor,
        "incident.credit-" + state,
        "incident:" + incident.id(),
        Map.of("credit", credit.id(), "amount", credit.amount()));
  }

  private static long invoice(
      CreditDao dao,
      IncidentTime incident,
      CreditRow credit,
      List<LineRow> lines,
      @Nullable Long invoiceId) {
    if (invoiceId == null) {
      return dao.invoiceFor(incident.customerId(), lines.get(0).subscriptionId(), credit.amount())
          .orElseThrow(
              () ->
                  Problem.conflict(
                      "invoiceId",
                      "is missing, and no invoice of this customer has as much left to credit"));
    }
    if (!dao.isOf(incident.customerId(), invoiceId)) {
      throw Problem.unprocessable("invoiceId", "is no invoice of this customer");
    }
    return invoiceId;
  }

  private static CreditLine line(IncidentTime incident, LineRow line) {
    return new CreditLine(
        "Kompensasi SLA %s, %s: %d menit tanpa layanan"
            .formatted(YearMonth.from(line.month()), incident.number(), line.outMinutes()),
        Money.rupiah(line.amount()));
  }

  /** Two who decide at once do it one after the other, and one finds it decided. */
  private static IncidentTime locked(Handle handle, Ref ref) {
    CreditDao dao = handle.attach(CreditDao.class);
    dao.lockIncident(incident(dao, ref).id());
    return incident(dao, ref);
  }

  private static IncidentTime incident(CreditDao dao, Ref ref) {
    return dao.incident(
            ref.id(),
            ref.kind() == Ref.Kind.NUMBER ? ref.value() : null,
            ref.kind() == Ref.Kind.EXTERNAL ? ref.value() : null)
        .orElseThrow(() -> Problem.notFound("incident " + ref));
  }

  private static CreditRow proposed(CreditDao dao, IncidentTime incident) {
    List<CreditRow> all = dao.of(incident.id());
    return all.stream()
        .filter(row -> row.state().equals("proposed"))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.conflict(
                    all.isEmpty()
                        ? "No credit is proposed for " + incident.number() + "."
                        : "The credit for %s is %s already."
                            .formatted(incident.number(), all.get(all.size() - 1).state())));
  }
}
