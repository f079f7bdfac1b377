package id.gerbang.billing;

import id.gerbang.billing.credit.CreditNoteService;
import id.gerbang.billing.fieldwork.FieldworkPages;
import id.gerbang.billing.http.ClientAddress;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.PublicUrl;
import id.gerbang.billing.incident.IncidentResource;
import id.gerbang.billing.incident.IncidentService;
import id.gerbang.billing.incident.LinkResource;
import id.gerbang.billing.incident.LinkService;
import id.gerbang.billing.incident.OpenIncidents;
import id.gerbang.billing.incident.PartyWork;
import id.gerbang.billing.incident.PauseResource;
import id.gerbang.billing.incident.PauseService;
import id.gerbang.billing.incident.PhotoResource;
import id.gerbang.billing.incident.PhotoService;
import id.gerbang.billing.incident.StepService;
import id.gerbang.billing.portal.Frame;
import id.gerbang.billing.sla.CreditDecisions;
import id.gerbang.billing.sla.OutageCreditResource;
import id.gerbang.billing.sla.OutageCredits;
import id.gerbang.billing.sla.SlaReport;
import id.gerbang.billing.sla.SlaRuleResource;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The wiring of incidents: their calls, their pages for who does not sign in, and what they are
 * worth.
 */
final class Outages implements AdminPart {

  private final OpenIncidents open;

  private final List<Object> resources;
  private final List<Object> pages;

  Outages(
      Jdbi jdbi,
      Clock clock,
      ZoneId zone,
      Idempotency idempotency,
      Language language,
      PublicUrl publicUrl,
      ClientAddress clients,
      CreditNoteService creditNotes) {
    OutageCredits credits = new OutageCredits(clock, zone);
    StepService steps = new StepService(clock, credits);
    PhotoService photos = new PhotoService(clock);
    open = new OpenIncidents(jdbi, clock);
    resources =
        List.of(
            new IncidentResource(
                jdbi, idempotency, new IncidentService(clock, zone), steps, language),
            new LinkResource(jdbi, idempotency, new LinkService(clock, publicUrl)),
            new PhotoResource(jdbi, photos, language),
            new PauseResource(idempotency, new PauseService(clock), language),
            new OutageCreditResource(
                jdbi, idempotency, new CreditDecisions(clock, creditNotes, credits)),
            new SlaRuleResource(jdbi, clock),
            new SlaReport(jdbi, clock, zone));
    pages =
        List.of(
            new FieldworkPages(
                jdbi,
                clock,
                new PartyWork(jdbi, clock, steps, photos),
                clients,
                new Frame(language, zone)));
  }

  List<Object> resources() {
    return resources;
  }

  List<Object> pages() {
    return pages;
  }

  /** Nothing while the database is away: the readiness says that. */
  @Override
  public String metrics() {
    try {
      return open.metrics();
    } catch (JdbiException e) {
      return "";
    }
  }

  @Override
  public Map<String, String> readiness() {
    return Map.of();
  }
}
