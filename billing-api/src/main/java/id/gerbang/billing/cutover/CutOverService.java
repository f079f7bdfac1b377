package id.gerbang.billing.cutover;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.billing.router.RouterDao;
import id.gerbang.billing.router.RouterRow;
import id.gerbang.billing.router.RouterService;
import id.gerbang.billing.router.RouterTurns;
import id.gerbang.routeros.CommandText;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.RouterOsException;
import id.gerbang.routeros.Row;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** Has a router ask us first, or the server that it asked before. */
public final class CutOverService {

  private final Jdbi jdbi;
  private final Clock clock;
  private final RouterAccess access;
  private final RouterTurns turns;

  public CutOverService(Jdbi jdbi, Clock clock, RouterAccess access, RouterTurns turns) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.access = access;
    this.turns = turns;
  }

  CutOverView look(Actor actor, Ref ref) {
    return view(use(way(actor, ref, "router.cut-over.look", Map.of()).address(), Seen::of));
  }

  /**
   * What it is to do is in the audit before it does it; done already, nothing is sent. Once done it
   * is kept: the set-up of a router that is answered elsewhere leaves our entries out of use.
   */
  CutOverView turn(Actor actor, Ref ref, CutOver request) {
    String to = request.checked();
    Way way = way(actor, ref, "router.cut-over", Map.of("to", to));
    Seen seen =
        turns.alone(
            way.router(),
            () -> {
              Seen turned = use(way.address(), router -> turned(router, to));
              jdbi.useExtension(
                  CutOverDao.class,
                  dao -> dao.keep(way.router(), to, clock.instant(), actor.name()));
              return turned;
            });
    return view(seen);
  }

  private static Seen turned(RouterOs router, String to) {
    RadiusEntries entries = RadiusEntries.of(router);
    entries.requireWay(to);
    if (!entries.answers().equals(to)) {
      entries.turn(router, to);
    }
    return Seen.of(router);
  }

  /** Which router, and how it is reached. */
  private record Way(long router, RouterAddress address) {}

  /** What a router told. */
  private record Seen(RadiusEntries entries, List<Row> secrets) {

    static Seen of(RouterOs router) {
      List<Row> secrets =
          router.print("/ppp/secret", List.of("name", "service", "disabled")).stream()
              .filter(row -> !row.isTrue("disabled"))
              .toList();
      return new Seen(RadiusEntries.of(router), secrets);
    }
  }

  private Way way(Actor actor, Ref ref, String action, Map<String, String> more) {
    return jdbi.inTransaction(
        handle -> {
          RouterRow router = RouterService.row(handle, ref);
          RouterAddress address = access.entered(handle, router.id());
          Map<String, String> detail = new HashMap<>(more);
          detail.put("name", router.name());
          Audit.write(handle, clock.instant(), actor, action, "router:" + router.id(), detail);
          return new Way(router.id(), address);
        });
  }

  private Seen use(RouterAddress address, Function<RouterOs, Seen> work) {
    try {
      return access.use(address, work);
    } catch (RouterOsException e) {
      throw Problem.conflict("The router did not do it all: %s.".formatted(e.getMessage()));
    }
  }

  private CutOverView view(Seen seen) {
    List<String> hiding =
        jdbi.withExtension(
            RouterDao.class,
            dao ->
                dao.hiddenBy(
                    seen.secrets().stream().map(row -> row.get("name").orElse("")).toList(),
                    seen.secrets().stream().map(row -> row.get("service").orElse("any")).toList()));
    return new CutOverView(
        seen.entries().answers(),
        seen.entries().rows().stream()
            .map(
                row ->
                    new CutOverView.Entry(
                        row.get("address").orElse(""),
                        row.get("service").orElse(""),
                        row.get("comment").orElse(""),
                        RadiusEntries.isOurs(row),
                        RadiusEntries.isOn(row)))
            .toList(),
        seen.entries().scriptHere(),
        RadiusEntries.SCRIPT_THERE,
        hiding,
        hiding.stream()
            .map(name -> "/ppp secret remove [find name=%s]".formatted(CommandText.quoted(name)))
            .collect(Collectors.joining("\n")));
  }
}
