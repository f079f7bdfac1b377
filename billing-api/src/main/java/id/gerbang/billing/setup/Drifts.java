package id.gerbang.billing.setup;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.job.Job;
import id.gerbang.billing.job.Schedule;
import id.gerbang.billing.mend.DifferenceWords;
import id.gerbang.billing.mend.ItemDifference;
import id.gerbang.billing.profile.HeldPools;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.billing.router.RouterDao;
import id.gerbang.billing.router.RouterRow;
import id.gerbang.billing.router.RouterService;
import id.gerbang.billing.setup.SetupDao.SetupRow;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterOsException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Whether routers still are as they were made, asked by somebody or each day. It changes nothing on
 * a router. One that does not answer is not known to be right or wrong: what was found last stays.
 */
public final class Drifts implements Job {

  private static final LocalTime BEFORE_WORK = LocalTime.of(4, 30);
  private static final Duration PATIENCE = Duration.ofHours(6);

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final RouterAccess access;
  private final SetupService setups;

  public Drifts(Jdbi jdbi, Clock clock, ZoneId zone, RouterAccess access, SetupService setups) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
    this.access = access;
    this.setups = setups;
  }

  /** A router that is looked at. */
  private record Looked(SetupRow kept, RouterAddress address, WantedSetup wanted) {}

  SetupDrift drift(Ref ref, Locale language) {
    Looked looked =
        jdbi.withHandle(
            handle -> {
              RouterRow router = RouterService.row(handle, ref);
              return looked(handle, router, RouterSetups.kept(handle, router));
            });
    List<ItemDifference> differences;
    try {
      differences = look(looked);
    } catch (RouterOsException e) {
      throw RouterAccess.problem(e);
    }
    return new SetupDrift(
        looked.kept().routerId(),
        Objects.requireNonNull(looked.kept().appliedAt()),
        Objects.requireNonNull(looked.kept().appliedBy()),
        clock.instant(),
        new DifferenceWords(language).views(differences));
  }

  private Looked looked(Handle handle, RouterRow router, SetupRow kept) {
    SetupChoice choice =
        SetupJson.choice(kept)
            .orElseThrow(
                () -> Problem.conflict("Applying it to this router never came to its end."))
            .withPools(HeldPools.of(handle, router.id()));
    return new Looked(
        kept, access.entered(handle, router.id()), setups.wanted(handle, router, choice));
  }

  private List<ItemDifference> look(Looked looked) {
    List<ItemDifference> differences =
        access.use(looked.address(), looked.wanted().mending()::look).stream()
            .filter(ItemDifference::isOurs)
            .toList();
    Instant now = clock.instant();
    jdbi.useExtension(
        SetupDao.class, dao -> dao.checked(looked.kept().routerId(), now, differences.size()));
    return differences;
  }

  @Override
  public String name() {
    return "router-drift";
  }

  @Override
  public Schedule schedule() {
    return new Schedule.Daily(BEFORE_WORK, zone);
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }

  @Override
  public String run() {
    int right = 0;
    int drifted = 0;
    int unknown = 0;
    for (SetupRow kept : jdbi.withExtension(SetupDao.class, SetupDao::applied)) {
      try {
        Optional<Looked> looked =
            jdbi.withHandle(
                handle ->
                    handle
                        .attach(RouterDao.class)
                        .find(kept.routerId())
                        .map(router -> looked(handle, router, kept)));
        if (looked.isPresent()) {
          if (look(looked.get()).isEmpty()) {
            right++;
          } else {
            drifted++;
          }
        }
      } catch (RouterOsException | Problem e) {
        // Problem: no access to it is entered any more, a plan has come that names a pool for which
        // no range is chosen, or the like.
        unknown++;
      }
    }
    return "%d routers are as they were made, %d are not, %d could not be asked"
        .formatted(right, drifted, unknown);
  }
}
