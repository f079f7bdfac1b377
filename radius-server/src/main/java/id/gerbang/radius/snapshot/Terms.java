package id.gerbang.radius.snapshot;

import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Entitlement.ExtraAttribute;
import id.gerbang.core.access.Entitlement.Ipv6;
import id.gerbang.core.access.Entitlement.SessionRules;
import id.gerbang.core.access.Ipv6Prefix;
import id.gerbang.core.dictionary.EncodedAttribute;
import id.gerbang.core.plan.RateLimit;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What a subscriber is entitled to as most others of his plan are: in a snapshot once, and in
 * memory once for all who share it. A field more or less is another {@link SnapshotFile#VERSION}.
 */
record Terms(
    Optional<RateLimit> rateLimit,
    Optional<String> pool,
    String addressList,
    SessionRules sessions,
    Optional<Long> addressPool,
    List<String> routes,
    Ipv6 ipv6,
    List<ExtraAttribute> attributes) {

  static Terms of(Entitlement entitlement) {
    return new Terms(
        entitlement.rateLimit(),
        entitlement.pool(),
        entitlement.addressList(),
        entitlement.sessions(),
        entitlement.addressPool(),
        entitlement.routes(),
        entitlement.ipv6(),
        entitlement.attributes());
  }

  void write(DataOutput out) throws IOException {
    Fields.optional(out, rateLimit, Terms::write);
    Fields.optional(out, pool, DataOutput::writeUTF);
    out.writeUTF(addressList);
    write(out, sessions);
    Fields.optional(out, addressPool, DataOutput::writeLong);
    Fields.list(out, routes, DataOutput::writeUTF);
    write(out, ipv6);
    Fields.list(
        out,
        attributes,
        (to, attribute) -> {
          to.writeUTF(attribute.name());
          to.writeUTF(attribute.value());
          Fields.optional(to, attribute.encoded(), Terms::write);
        });
  }

  static Terms read(DataInput in) throws IOException {
    return new Terms(
        Fields.optional(in, Terms::readRate),
        Fields.optional(in, DataInput::readUTF),
        in.readUTF(),
        readSessions(in),
        Fields.optional(in, DataInput::readLong),
        Fields.list(in, DataInput::readUTF),
        readIpv6(in),
        Fields.list(
            in,
            from ->
                new ExtraAttribute(
                    from.readUTF(), from.readUTF(), Fields.optional(from, Terms::readAttribute))));
  }

  private static void write(DataOutput out, EncodedAttribute attribute) throws IOException {
    out.writeInt(attribute.type());
    Fields.octets(out, attribute.value());
  }

  private static EncodedAttribute readAttribute(DataInput in) throws IOException {
    return new EncodedAttribute(in.readInt(), Fields.octets(in));
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
    Fields.optional(out, limit.minimum(), Terms::write);
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
        Fields.optional(in, Terms::readPair));
  }

  private static void write(DataOutput out, RateLimit.Pair pair) throws IOException {
    out.writeLong(pair.upload());
    out.writeLong(pair.download());
  }

  private static RateLimit.Pair readPair(DataInput in) throws IOException {
    return new RateLimit.Pair(in.readLong(), in.readLong());
  }

  private static void write(DataOutput out, SessionRules rules) throws IOException {
    out.writeInt(rules.sharedUsers());
    Fields.constant(out, rules.onLimit());
    Fields.constant(out, rules.macPolicy());
    Fields.list(out, rules.macs(), DataOutput::writeUTF);
    Fields.optional(out, rules.macsSince(), Fields::instant);
    out.writeBoolean(rules.macLogin());
    Fields.optional(out, rules.router(), DataOutput::writeLong);
  }

  private static SessionRules readSessions(DataInput in) throws IOException {
    return new SessionRules(
        in.readInt(),
        Fields.constant(in, Entitlement.OnLimit.class),
        Fields.constant(in, Entitlement.MacPolicy.class),
        Fields.list(in, DataInput::readUTF),
        Fields.optional(in, Fields::instant),
        in.readBoolean(),
        Fields.optional(in, DataInput::readLong));
  }

  private static void write(DataOutput out, Ipv6 ipv6) throws IOException {
    Fields.optional(out, ipv6.framedPrefix(), (to, prefix) -> to.writeUTF(prefix.text()));
    Fields.optional(out, ipv6.delegatedPrefix(), (to, prefix) -> to.writeUTF(prefix.text()));
    Fields.optional(out, ipv6.framedPool(), DataOutput::writeUTF);
    Fields.optional(out, ipv6.delegatedPool(), DataOutput::writeUTF);
  }

  private static Ipv6 readIpv6(DataInput in) throws IOException {
    return new Ipv6(
        Fields.optional(in, from -> Ipv6Prefix.parse(from.readUTF())),
        Fields.optional(in, from -> Ipv6Prefix.parse(from.readUTF())),
        Fields.optional(in, DataInput::readUTF),
        Fields.optional(in, DataInput::readUTF));
  }
}
