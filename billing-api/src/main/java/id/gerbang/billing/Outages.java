package id.gerbang.billing;

import id.gerbang.billing.fieldwork.FieldworkPages;
import id.gerbang.billing.http.ClientAddress;
import id.gerbang.billing.http.Idempotency;
import id.gerbang.billing.http.Language;
import id.gerbang.billing.http.PublicUrl;
import id.gerbang.billing.incident.IncidentResource;
import id.gerbang.billing.incident.IncidentService;
import id.gerbang.billing.incident.LinkResource;
import id.gerbang.billing.incident.LinkService;
import id.gerbang.billing.incident.PartyWork;
import id.gerbang.billing.incident.StepService;
import id.gerbang.billing.portal.Frame;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The wiring of incidents: their calls, and their pages for who does not sign in. */
final class Outages {

  private final List<Object> resources;
  private final List<Object> pages;

  Outages(
      Jdbi jdbi,
      Clock clock,
      ZoneId zone,
      Idempotency idempotency,
      Language language,
      PublicUrl publicUrl,
      ClientAddress clients) {
    StepService steps = new StepService(clock);
    resources =
        List.of(
            new IncidentResource(
                jdbi, idempotency, new IncidentService(clock, zone), steps, language),
            new LinkResource(jdbi, idempotency, new LinkService(clock, publicUrl)));
    pages =
        List.of(
            new FieldworkPages(
                jdbi,
                clock,
                new PartyWork(jdbi, clock, steps),
                clients,
                new Frame(language, zone)));
  }

  List<Object> resources() {
    return resources;
  }

  List<Object> pages() {
    return pages;
  }
}
