package id.gerbang.radius.snapshot;

import id.gerbang.radius.address.AddressPools;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A lease as octets. A field more or less is another {@link SnapshotFile#VERSION}. */
final class LeaseForm {

  private LeaseForm() {}

  static void write(DataOutput out, AddressPools.Kept lease) throws IOException {
    out.writeLong(lease.poolId());
    out.writeLong(lease.subscriberId());
    out.writeInt(lease.slot());
    out.writeInt(lease.address());
    Fields.instant(out, lease.leasedAt());
    out.writeBoolean(lease.own());
  }

  static AddressPools.Kept read(DataInput in) throws IOException {
    return new AddressPools.Kept(
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        Fields.instant(in),
        in.readBoolean());
  }
}
