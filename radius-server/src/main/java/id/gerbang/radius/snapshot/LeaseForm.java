package id.gerbang.radius.snapshot;

import id.gerbang.radius.address.AddressPools;
import id.gerbang.radius.address.AddressRanges;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Leases, and the ranges of pools, as octets. A field more or less is another {@link
 * SnapshotFile#VERSION}.
 */
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

  static void write(DataOutput out, AddressRanges ranges) throws IOException {
    Fields.list(
        out,
        ranges.all(),
        (to, range) -> {
          to.writeLong(range.poolId());
          to.writeInt(range.first());
          to.writeInt(range.last());
        });
  }

  static AddressRanges readRanges(DataInput in) throws IOException {
    return new AddressRanges(
        Fields.list(
            in, from -> new AddressRanges.Range(from.readLong(), from.readInt(), from.readInt())));
  }
}
