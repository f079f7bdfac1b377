package id.gerbang.billing.router;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.routeros.RouterOsException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * Mends on a router what a test of it found: the command that the test says, and no other. The
 * router is looked at before and after, and mended only where it still needs it.
 */
public final class RouterRepairService {

  private static final String LOCAL_SECRETS = "local_secrets";

  /** Until these pass, a local secret is all that lets its customer in. */
  private static final Set<String> BEFORE_LOCAL_SECRETS =
      Set.of("radius_entry", "secret", "use_radius");

  private final Jdbi jdbi;
  private final Clock clock;
  private final RouterAccess access;
  private final RouterTurns turns;
  private final RouterTestService tests;

  public RouterRepairService(
      Jdbi jdbi, Clock clock, RouterAccess access, RouterTurns turns, RouterTestService tests) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.access = access;
    this.turns = turns;
    this.tests = tests;
  }

  TestedRouter repair(Actor actor, Ref ref, RepairRouter request, Locale language) {
    KnownRouter known = jdbi.inTransaction(handle -> tests.known(handle, actor, ref));
    return turns.alone(known.router().id(), () -> repaired(actor, known, request, language));
  }

  private TestedRouter repaired(
      Actor actor, KnownRouter known, RepairRouter request, Locale language) {
    List<RouterCheck> before = tests.look(actor, known, language);
    RouterCheck check = named(before, request);
    if (check.passes()) {
      return tests.tested(known, before);
    }
    mend(actor, known, check, change(check, before));
    return tests.tested(known, tests.look(actor, known, language));
  }

  private void mend(Actor actor, KnownRouter known, RouterCheck check, RouterChange change) {
    jdbi.useTransaction(
        handle ->
            Audit.write(
                handle,
                clock.instant(),
                actor,
                "router.repair",
                "router:" + known.router().id(),
                Map.of(
                    "name", known.router().name(),
                    "check", check.name(),
                    "command", change.command())));
    RouterChange filled = change.withSecret(new String(known.secret(), UTF_8));
    try {
      access.use(
          known.address().orElseThrow(),
          router -> {
            filled.make(router);
            return true;
          });
    } catch (RouterOsException e) {
      throw Problem.conflict("check", "is not mended: " + e.getMessage());
    }
  }

  private static RouterCheck named(List<RouterCheck> checks, RepairRouter request) {
    return checks.stream()
        .filter(check -> check.name().equals(request.check()))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.unprocessable(
                    "check",
                    "is one of "
                        + checks.stream()
                            .map(RouterCheck::name)
                            .collect(Collectors.joining(", "))));
  }

  private static RouterChange change(RouterCheck check, List<RouterCheck> all) {
    RouterRepair repair = check.repair();
    if (repair == null) {
      throw Problem.conflict("check", "has no command that mends it: " + check.words());
    }
    if (!(repair instanceof RouterChange change) || !change.isComplete()) {
      throw Problem.conflict("check", "is mended by a person: " + repair.command());
    }
    List<String> missing =
        all.stream()
            .filter(other -> !other.passes())
            .map(RouterCheck::name)
            .filter(BEFORE_LOCAL_SECRETS::contains)
            .toList();
    if (check.name().equals(LOCAL_SECRETS) && !missing.isEmpty()) {
      throw Problem.conflict(
          "check",
          "would lock customers out as long as these do not pass: " + String.join(", ", missing));
    }
    return change;
  }
}
