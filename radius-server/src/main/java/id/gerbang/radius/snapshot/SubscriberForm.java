package id.gerbang.radius.snapshot;

import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Ipv6Prefix;
import id.gerbang.core.dictionary.EncodedAttribute;
import id.gerbang.core.plan.RateLimit;
import id.gerbang.radius.auth.Password;
import id.gerbang.radius.subscriber.Subscriber;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;

/** A subscriber as octets. A field more or less is another {@link SnapshotFile#VERSION}. */
final class SubscriberForm {

  private SubscriberForm() {}

  static void write(DataOutput out, Subscriber subscriber) throws IOException {
    Entitlement entitlement = subscriber.entitlement();
    out.writeLong(entitlement.subscriberId());
    out.writeUTF(entitlement.username());
    Fields.octets(out, subscriber.password().toByteArray());
    out.writeInt(entitlement.credentialVersion());
    out.writeBoolean(entitlement.terminated());
    Fields.optional(out, entitlement.unpaid(), Fields::constant);
    Fields.optional(
        out, entitlement.hold(), (to, hold) -> Fields.optional(to, hold.until(), Fields::instant));
    Fields.optional(out, entitlement.activeUntil(), Fields::instant);
    Fields.optional(out, entitlement.staticIp(), (to, address) -> to.write(address.getAddress()));
    Fields.optional(out, entitlement.rateLimit(), SubscriberForm::write);
    Fields.optional(out, entitlement.pool(), DataOutput::writeUTF);
    out.writeUTF(entitlement.addressList());
    write(out, entitlement.sessions());
    Fields.optional(out, entitlement.addressPool(), DataOutput::writeLong);
    Fields.list(out, entitlement.routes(), DataOutput::writeUTF);
    write(out, entitlement.ipv6());
    Fields.list(
        out,
        entitlement.attributes(),
        (to, attribute) -> {
          to.writeUTF(attribute.name());
          to.writeUTF(attribute.value());
          Fields.optional(to, attribute.encoded(), SubscriberForm::write);
        });
  }

  static Subscriber read(DataInput in) throws IOException {
    long id = in.readLong();
    String username = in.readUTF();
    Password password = Password.of(Fields.octets(in));
    return new Subscriber(
        new Entitlement(
            id,
            username,
            in.readInt(),
            in.readBoolean(),
            Fields.optional(in, from -> Fields.constant(from, Entitlement.Unpaid.class)),
            Fields.optional(
                in, from -> new Entitlement.Hold(Fields.optional(from, Fields::instant))),
            Fields.optional(in, Fields::instant),
            Fields.optional(in, SubscriberForm::readAddress),
            Fields.optional(in, SubscriberForm::readRate),
            Fields.optional(in, DataInput::readUTF),
            in.readUTF(),
            readSessions(in),
            Fields.optional(in, DataInput::readLong),
            Fields.list(in, DataInput::readUTF),
            readIpv6(in),
            Fields.list(
                in,
                from ->
                    new Entitlement.ExtraAttribute(
                        from.readUTF(),
                        from.readUTF(),
                        Fields.optional(from, SubscriberForm::readAttribute)))),
        password);
  }

  private static void write(DataOutput out, EncodedAttribute attribute) throws IOException {
    out.writeInt(attribute.type());
    Fields.octets(out, attribute.value());
  }

  private static EncodedAttribute readAttribute(DataInput in) throws IOException {
    return new EncodedAttribute(in.readInt(), Fields.octets(in));
  }

  private static Inet4Address readAddress(DataInput in) throws IOException {
    byte[] address = new byte[4];
    in.readFully(address);
    return (Inet4Address) InetAddress.getByAddress(address);
  }

  private static void write(DataOutput out, RateLimit limit) throws IOException {
    write(out, limit.rate());
    Fields.optional(
        out,
        limit.burst(),
        (to, burst) -> {
          write(to, burst.rate());
          write(to, burst.threshold());
          to.writeInt(burst.uploadSeconds());
          to.writeInt(burst.downloadSeconds());
        });
    out.writeInt(limit.priority());
    Fields.optional(out, limit.minimum(), SubscriberForm::write);
  }

  private static RateLimit readRate(DataInput in) throws IOException {
    return new RateLimit(
        readPair(in),
        Fields.optional(
            in,
            from ->
                new RateLimit.Burst(
                    readPair(from), readPair(from), from.readInt(), from.readInt())),
        in.readInt(),
        Fields.optional(in, SubscriberForm::readPair));
  }

  private static void write(DataOutput out, RateLimit.Pair pair) throws IOException {
    out.writeLong(pair.upload());
    out.writeLong(pair.download());
  }

  private static RateLimit.Pair readPair(DataInput in) throws IOException {
    return new RateLimit.Pair(in.readLong(), in.readLong());
  }

  private static void write(DataOutput out, Entitlement.SessionRules rules) throws IOException {
    out.writeInt(rules.sharedUsers());
    Fields.constant(out, rules.onLimit());
    Fields.constant(out, rules.macPolicy());
    Fields.list(out, rules.macs(), DataOutput::writeUTF);
    Fields.optional(out, rules.macsSince(), Fields::instant);
    out.writeBoolean(rules.macLogin());
  }

  private static Entitlement.SessionRules readSessions(DataInput in) throws IOException {
    return new Entitlement.SessionRules(
        in.readInt(),
        Fields.constant(in, Entitlement.OnLimit.class),
        Fields.constant(in, Entitlement.MacPolicy.class),
        Fields.list(in, DataInput::readUTF),
        Fields.optional(in, Fields::instant),
        in.readBoolean());
  }

  private static void write(DataOutput out, Entitlement.Ipv6 ipv6) throws IOException {
    Fields.optional(out, ipv6.framedPrefix(), (to, prefix) -> to.writeUTF(prefix.text()));
    Fields.optional(out, ipv6.delegatedPrefix(), (to, prefix) -> to.writeUTF(prefix.text()));
    Fields.optional(out, ipv6.framedPool(), DataOutput::writeUTF);
    Fields.optional(out, ipv6.delegatedPool(), DataOutput::writeUTF);
  }

  private static Entitlement.Ipv6 readIpv6(DataInput in) throws IOException {
    return new Entitlement.Ipv6(
        Fields.optional(in, from -> Ipv6Prefix.parse(from.readUTF())),
        Fields.optional(in, from -> Ipv6Prefix.parse(from.readUTF())),
        Fields.optional(in, DataInput::readUTF),
        Fields.optional(in, DataInput::readUTF));
  }
}
