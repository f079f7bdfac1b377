package id.gerbang.radius;

import id.gerbang.radius.accounting.JournalEntry;
import id.gerbang.radius.accounting.JournalReplay;
import id.gerbang.radius.address.AddressPools;
import id.gerbang.radius.session.OpenSessions;
import id.gerbang.radius.session.SessionRow;
import id.gerbang.radius.subscriber.LearnedMacs;

/** What a snapshot brought, and the journal tells more of: right until the database is read. */
record RestoredMemory(LearnedMacs macs, AddressPools addresses, OpenSessions sessions)
    implements JournalReplay.Memory {

  @Override
  public void learned(JournalEntry.FirstMac first) {
    macs.restore(first.subscriberId(), first.mac(), first.at());
  }

  @Override
  public void leased(JournalEntry.Leased leased) {
    addresses.restore(
        new AddressPools.Kept(
            leased.poolId(),
            leased.subscriberId(),
            leased.slot(),
            leased.address(),
            leased.at(),
            true));
  }

  @Override
  public void reported(SessionRow row) {
    sessions.replay(row);
  }
}
