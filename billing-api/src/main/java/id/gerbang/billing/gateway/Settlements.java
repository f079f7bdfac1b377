package id.gerbang.billing.gateway;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.money.Entry;
import id.gerbang.billing.money.Ledger;
import id.gerbang.billing.money.Money;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Books what gateways pay out: what stood with one is in the bank, and what it kept more or less
 * than was booked with its payments is its fee. Who bears that was settled with each payment.
 */
public final class Settlements {

  private final Clock clock;
  private final ZoneId zone;
  private final Ledger ledger;

  public Settlements(Clock clock, ZoneId zone, Ledger ledger) {
    this.clock = clock;
    this.zone = zone;
    this.ledger = ledger;
  }

  /** In its caller's transaction. Two of one gateway go one after the other. */
  public SettlementView note(Handle handle, String gateway, NoteSettlement note, Actor actor) {
    if (handle.attach(GatewayDao.class).lock(gateway).isEmpty()) {
      throw Problem.notFound("gateway " + gateway + " that is set up");
    }
    Instant now = clock.instant();
    NoteSettlement.Valid valid = note.check(LocalDate.ofInstant(now, zone));
    SettlementDao settlements = handle.attach(SettlementDao.class);
    settlements
        .byReference(gateway, valid.reference())
        .ifPresent(
            first -> {
              throw Problem.conflict("reference", "is that of settlement " + first.id());
            });
    long standing = settlements.standing(gateway);
    if (valid.leaves() > Math.max(0, standing)) {
      throw Problem.conflict(
          "amount",
          "and fee are more than the %s that stand with %s; a lower fee than was booked is below Rp 0"
              .formatted(Money.rupiah(standing).text(), gateway));
    }
    long id =
        settlements.insert(
            gateway,
            valid.amount(),
            valid.fee(),
            valid.date(),
            valid.reference(),
            now,
            actor.name());
    ledger.post(handle, Entry.settled(gateway, id, valid.amount(), valid.fee()), actor.name());
    Audit.write(
        handle,
        now,
        actor,
        "gateway.settlement",
        "gateway_settlement:" + id,
        Map.of(
            "gateway",
            gateway,
            "amount",
            valid.amount(),
            "fee",
            valid.fee(),
            "date",
            valid.date().toString(),
            "reference",
            valid.reference()));
    return one(handle, gateway, id);
  }

  static SettlementView one(Handle handle, String gateway, long id) {
    return handle
        .attach(SettlementDao.class)
        .byId(gateway, id)
        .map(SettlementView::of)
        .orElseThrow(() -> Problem.notFound("settlement " + id + " of " + gateway));
  }
}
