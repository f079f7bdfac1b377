package id.gerbang.billing.incident;

import static java.util.stream.Collectors.groupingBy;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Finds incidents and shows them. */
final class Incidents {

  private Incidents() {}

  static IncidentRow find(Handle handle, Ref ref) {
    IncidentDao dao = handle.attach(IncidentDao.class);
    Optional<IncidentRow> found =
        switch (ref.kind()) {
          case ID -> dao.byId(ref.id());
          case NUMBER -> dao.byNumber(ref.value());
          case EXTERNAL -> dao.byExternalId(ref.value());
          case USERNAME -> Optional.empty();
        };
    return found.orElseThrow(() -> Problem.notFound("incident " + ref));
  }

  /** As it is, with nobody changing it until the transaction ends. */
  static IncidentRow lock(Handle handle, Ref ref) {
    return handle
        .attach(IncidentDao.class)
        .lock(find(handle, ref).id())
        .orElseThrow(() -> Problem.notFound("incident " + ref));
  }

  static List<StepRow> steps(Handle handle, IncidentRow incident) {
    return handle.attach(StepDao.class).of(incident.id());
  }

  static IncidentView whole(Handle handle, Ref ref, IncidentWords words) {
    IncidentRow incident = find(handle, ref);
    return IncidentView.whole(
        incident,
        handle.attach(IncidentDao.class).subscriptions(incident.id()),
        steps(handle, incident),
        handle.attach(IncidentDao.class).evidence(incident.id()),
        handle.attach(PhotoDao.class).of(incident.id()),
        handle.attach(PauseDao.class).of(incident.id()),
        words);
  }

  static List<IncidentView> listed(Handle handle, List<IncidentRow> rows, IncidentWords words) {
    Map<Long, List<StepRow>> steps =
        handle.attach(StepDao.class).of(rows.stream().mapToLong(IncidentRow::id).toArray()).stream()
            .collect(groupingBy(StepRow::incidentId));
    return rows.stream()
        .map(row -> IncidentView.listed(row, steps.getOrDefault(row.id(), List.of()), words))
        .toList();
  }
}
