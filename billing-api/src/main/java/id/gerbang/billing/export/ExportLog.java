package id.gerbang.billing.export;

import id.gerbang.billing.http.AccessLog;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.Closeable;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who takes which list away, in the audit and the log, and how many do at the same time. */
final class ExportLog {

  private static final Logger log = LoggerFactory.getLogger(ExportLog.class);
  private static final String ROOT = "api/v1/";

  /** Each holds a thread of the HTTP server for as long as its client reads. */
  private static final int AT_ONCE = 4;

  private static final int FOR_ONE = 2;

  private final Map<String, Integer> taken = new HashMap<>();
  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;

  ExportLog(Jdbi jdbi, Clock clock, ZoneId zone) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * A place for one export, to be given back. Nobody has all of them, however slowly they read: 429
   * for who has two, 503 when all are taken.
   */
  synchronized Closeable place(ContainerRequestContext request) {
    Actor actor = actor(request);
    String who = actor.staffId() == null ? actor.name() : "staff " + actor.staffId();
    if (taken.getOrDefault(who, 0) >= FOR_ONE) {
      throw Problem.tooMany(FOR_ONE + " files are being written for you already.", 10);
    }
    if (taken.values().stream().mapToInt(Integer::intValue).sum() >= AT_ONCE) {
      throw Problem.unavailable(AT_ONCE + " exports are being read already. Try again.");
    }
    taken.merge(who, 1, Integer::sum);
    return () -> giveBack(who);
  }

  private synchronized void giveBack(String who) {
    taken.computeIfPresent(who, (one, places) -> places > 1 ? places - 1 : null);
  }

  /** Before the first row leaves the house. */
  void begun(ContainerRequestContext request, Format format) {
    String filter = Objects.requireNonNullElse(request.getUriInfo().getRequestUri().getQuery(), "");
    jdbi.useTransaction(
        handle -> {
          Instant now = clock.instant();
          AccessLog.read(handle, now, actor(request), "export:" + path(request));
          Audit.write(
              handle,
              now,
              actor(request),
              "list.export",
              "list:" + path(request),
              Map.of("format", format.suffix(), "filter", filter));
        });
  }

  void ended(ContainerRequestContext request, ListExport export, long rows) {
    log.info(
        "{} exported {} as {}: {} rows",
        actor(request).name(),
        path(request),
        export.format().suffix(),
        rows);
  }

  void brokenOff(ContainerRequestContext request, ListExport export, Exception why) {
    log.warn(
        "{} has only a part of {} as {}: {}",
        actor(request).name(),
        path(request),
        export.format().suffix(),
        String.valueOf(why.getMessage()).lines().findFirst().orElse(""));
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  /** As a file may be called. */
  static String name(ContainerRequestContext request) {
    return path(request).replaceAll("[^A-Za-z0-9]+", "-");
  }

  private static String path(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    return path.startsWith(ROOT) ? path.substring(ROOT.length()) : path;
  }

  private static Actor actor(ContainerRequestContext request) {
    return request.getSecurityContext().getUserPrincipal() instanceof Actor actor
        ? actor
        : Actor.SYSTEM;
  }
}
