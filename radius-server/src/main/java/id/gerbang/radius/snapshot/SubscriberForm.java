package id.gerbang.radius.snapshot;

import id.gerbang.core.access.Entitlement;
import id.gerbang.core.plan.RateLimit;
import id.gerbang.radius.auth.Password;
import id.gerbang.radius.subscriber.Subscriber;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * A subscriber as octets: what is his own, and the number of his {@link Terms}, from 0 in the order
 * in which they were written. A field more or less is another {@link SnapshotFile#VERSION}.
 */
final class SubscriberForm {

  private SubscriberForm() {}

  static void write(DataOutput out, Subscriber subscriber, int terms) throws IOException {
    Entitlement entitlement = subscriber.entitlement();
    out.writeLong(entitlement.subscriberId());
    out.writeUTF(entitlement.username());
    Fields.octets(out, subscriber.password().toByteArray());
    out.writeInt(entitlement.credentialVersion());
    out.writeBoolean(entitlement.terminated());
    Fields.optional(
        out,
        entitlement.unpaid(),
        (to, unpaid) -> {
          Fields.constant(to, unpaid.action());
          Fields.optional(to, unpaid.most(), SubscriberForm::writeRate);
        });
    Fields.optional(
        out,
        entitlement.hold(),
        (to, hold) -> {
          Fields.optional(to, hold.until(), Fields::instant);
          to.writeBoolean(hold.paused());
        });
    Fields.optional(out, entitlement.activeUntil(), Fields::instant);
    Fields.optional(out, entitlement.staticIp(), (to, address) -> to.write(address.getAddress()));
    out.writeInt(terms);
  }

  private static void writeRate(DataOutput out, RateLimit.Pair rate) throws IOException {
    out.writeLong(rate.upload());
    out.writeLong(rate.download());
  }

  /**
   * @param known terms, by their numbers
   */
  static Subscriber read(DataInput in, List<Terms> known) throws IOException {
    long id = in.readLong();
    String username = in.readUTF();
    Password password = Password.of(Fields.octets(in));
    int credentialVersion = in.readInt();
    boolean terminated = in.readBoolean();
    var unpaid =
        Fields.optional(
            in,
            from ->
                new Entitlement.Unpaid(
                    Fields.constant(from, Entitlement.Unpaid.Action.class),
                    Fields.optional(
                        from, rate -> new RateLimit.Pair(rate.readLong(), rate.readLong()))));
    var hold =
        Fields.optional(
            in,
            from ->
                new Entitlement.Hold(Fields.optional(from, Fields::instant), from.readBoolean()));
    var activeUntil = Fields.optional(in, Fields::instant);
    var staticIp = Fields.optional(in, SubscriberForm::readAddress);
    int number = in.readInt();
    if (number < 0 || number >= known.size()) {
      throw new SnapshotException("terms " + number + " of " + known.size());
    }
    Terms terms = known.get(number);
    return new Subscriber(
        new Entitlement(
            id,
            username,
            credentialVersion,
            terminated,
            unpaid,
            hold,
            activeUntil,
            staticIp,
            terms.rateLimit(),
            terms.pool(),
            terms.addressList(),
            terms.sessions(),
            terms.addressPool(),
            terms.routes(),
            terms.ipv6(),
            terms.attributes()),
        password);
  }

  private static Inet4Address readAddress(DataInput in) throws IOException {
    byte[] address = new byte[4];
    in.readFully(address);
    return (Inet4Address) InetAddress.getByAddress(address);
  }
}
