package id.gerbang.billing.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.job.Job;
import id.gerbang.billing.job.Schedule;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.billing.router.RouterService;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.RouterOsException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what routers are set to: each night, and when somebody asks. What is as it was is noted as
 * such, and not kept again.
 */
public final class Configurations implements Job {

  private static final Logger LOG = LoggerFactory.getLogger(Configurations.class);
  private static final LocalTime NIGHTLY = LocalTime.of(2, 30);
  private static final Duration PATIENCE = Duration.ofHours(12);
  private static final Duration KEPT = Duration.ofDays(400);

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final RouterAccess access;

  public Configurations(Jdbi jdbi, Clock clock, ZoneId zone, RouterAccess access) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
    this.access = access;
  }

  /** What a router told, and of which version it is. */
  private record Told(ConfigurationText text, String version) {}

  /** Now, because somebody wants it. */
  BackupRow take(Actor actor, Ref ref) {
    RouterAddress address =
        jdbi.inTransaction(
            handle -> {
              long id = RouterService.id(handle, ref);
              RouterAddress found = access.entered(handle, id);
              Audit.write(
                  handle, clock.instant(), actor, "router.backup", "router:" + id, Map.of());
              return found;
            });
    Told told;
    try {
      told = access.use(address, Configurations::read);
    } catch (RouterOsException e) {
      throw Problem.conflict("The configuration was not read: " + e.getMessage());
    }
    return jdbi.inTransaction(handle -> keep(handle, RouterService.id(handle, ref), actor, told));
  }

  private static Told read(RouterOs router) {
    String version =
        router.print("/system/resource", List.of("version")).stream()
            .findFirst()
            .flatMap(row -> row.get("version"))
            .orElse("");
    return new Told(ConfigurationText.of(router), version);
  }

  private BackupRow keep(Handle handle, long routerId, Actor actor, Told told) {
    BackupDao dao = handle.attach(BackupDao.class);
    Instant now = clock.instant();
    dao.forget(routerId, now.minus(KEPT));
    Optional<BackupRow> last = dao.last(routerId);
    LineDiff diff =
        last.map(row -> LineDiff.between(lines(dao.text(row.id())), told.text().lines()))
            .orElseGet(() -> LineDiff.between(List.of(), List.of()));
    boolean same = last.isPresent() && lines(dao.text(last.get().id())).equals(told.text().lines());
    if (same) {
      dao.seen(last.get().id(), now);
      return dao.find(routerId, last.get().id()).orElseThrow();
    }
    long id =
        dao.insert(
            routerId,
            now,
            actor.name(),
            told.version(),
            compressed(told.text().text()),
            diff.added(),
            diff.removed(),
            told.text().unread());
    return dao.find(routerId, id).orElseThrow();
  }

  /** What is kept of it last; read now where that is wanted, or nothing was kept yet. */
  public String last(Actor actor, Ref ref, boolean fresh) {
    Optional<String> kept =
        fresh
            ? Optional.empty()
            : jdbi.inTransaction(
                handle -> {
                  BackupDao dao = handle.attach(BackupDao.class);
                  return dao.last(RouterService.id(handle, ref))
                      .map(row -> opened(dao.text(row.id())));
                });
    return kept.orElseGet(() -> text(ref, take(actor, ref).id()));
  }

  /** As it was kept. */
  String text(Ref ref, long id) {
    return jdbi.inTransaction(
        handle -> {
          BackupDao dao = handle.attach(BackupDao.class);
          return opened(dao.text(row(dao, handle, ref, id).id()));
        });
  }

  /** What it changed of the one before; empty text: it is the first, or only told more or less. */
  String difference(Ref ref, long id) {
    return jdbi.inTransaction(
        handle -> {
          BackupDao dao = handle.attach(BackupDao.class);
          BackupRow row = row(dao, handle, ref, id);
          return dao.before(row.routerId(), id)
              .map(
                  before ->
                      LineDiff.between(lines(dao.text(before.id())), lines(dao.text(id))).text())
              .orElse("");
        });
  }

  private static BackupRow row(BackupDao dao, Handle handle, Ref ref, long id) {
    return dao.find(RouterService.id(handle, ref), id)
        .orElseThrow(() -> Problem.notFound("backup " + id + " of router " + ref));
  }

  @Override
  public String name() {
    return "router-backups";
  }

  @Override
  public Schedule schedule() {
    return new Schedule.Daily(NIGHTLY, zone);
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }

  @Override
  public String run() {
    List<Long> routers = jdbi.withExtension(BackupDao.class, BackupDao::routers);
    int read = 0;
    for (long routerId : routers) {
      read += tried(routerId) ? 1 : 0;
    }
    return read + " of " + routers.size() + " routers read";
  }

  private boolean tried(long routerId) {
    Optional<RouterAddress> address = jdbi.withHandle(handle -> access.address(handle, routerId));
    if (address.isEmpty()) {
      return false;
    }
    try {
      Told told = access.use(address.get(), Configurations::read);
      jdbi.useTransaction(handle -> keep(handle, routerId, Actor.SYSTEM, told));
      return true;
    } catch (RouterOsException e) {
      LOG.warn("The configuration of router {} was not read: {}", routerId, e.getMessage());
      return false;
    }
  }

  private static byte[] compressed(String text) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(octets)) {
      gzip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return octets.toByteArray();
  }

  private static String opened(byte[] octets) {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(octets))) {
      return new String(gzip.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(byte[] octets) {
    return opened(octets).lines().toList();
  }
}
