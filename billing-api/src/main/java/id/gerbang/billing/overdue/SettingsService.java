package id.gerbang.billing.overdue;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.isp.IspDao;
import id.gerbang.billing.overdue.SettingsView.TaxSettingsView;
import id.gerbang.billing.tax.TaxDao;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads and changes the settings, and brings every customer under a new overdue policy. */
public final class SettingsService {

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final OverdueRun run;

  public SettingsService(Jdbi jdbi, Clock clock, ZoneId zone, OverdueRun run) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
    this.run = run;
  }

  public SettingsView read() {
    return jdbi.withHandle(this::view);
  }

  /**
   * The policy holds from its commit on; whoever is not reached before a crash is reached by the
   * worker.
   */
  public SettingsView change(SettingsView wanted, Actor actor) {
    wanted.check(zone);
    SettingsView changed = jdbi.inTransaction(handle -> store(handle, wanted, actor));
    run.applyPolicy(actor);
    run.carryOut(actor);
    return changed;
  }

  private SettingsView store(Handle handle, SettingsView wanted, Actor actor) {
    SettingDao settings = handle.attach(SettingDao.class);
    settings.lock();
    SettingsView before = view(handle);
    Instant now = clock.instant();
    handle.attach(IspDao.class).save(wanted.ispOver(Settings.of(handle).isp()), now);
    if (wanted.reversalLimit() != null) {
      settings.setReversalLimit(wanted.reversalLimit().amount(), now);
    }
    TaxSettingsView tax = wanted.tax();
    if (tax != null) {
      TaxSettingsView old = Objects.requireNonNull(before.tax());
      handle
          .attach(TaxDao.class)
          .set(
              Objects.requireNonNull(tax.pkp() == null ? old.pkp() : tax.pkp()),
              Objects.requireNonNull(tax.mode() == null ? old.mode() : tax.mode()),
              now);
    }
    if (wanted.overdue() != null) {
      OverdueRules rules = Objects.requireNonNull(before.overdue());
      LocalDate today = LocalDate.ofInstant(now, zone);
      settings.set(
          SettingDao.OVERDUE, Json.text(rules.with(wanted.overdue()).setOn(today, rules)), now);
    }
    if (wanted.brake() != null) {
      settings.set(
          SettingDao.BRAKE,
          Json.text(Objects.requireNonNull(before.brake()).with(wanted.brake())),
          now);
    }
    if (wanted.billing() != null) {
      settings.set(
          SettingDao.BILLING,
          Json.text(Objects.requireNonNull(before.billing()).with(wanted.billing())),
          now);
    }
    SettingsView after = view(handle);
    Audit.write(
        handle,
        now,
        actor,
        "settings.change",
        "settings",
        Map.of("before", before, "after", after));
    return after;
  }

  private SettingsView view(Handle handle) {
    return SettingsView.of(Settings.of(handle), zone);
  }
}
