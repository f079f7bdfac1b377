package id.gerbang.radius.snapshot;

import id.gerbang.core.router.Isolation;
import id.gerbang.core.router.RouterPolicy;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.subscriber.Router;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.net.InetAddress;

/**
 * A router as octets, with what was learned of it. A field more or less is another {@link
 * SnapshotFile#VERSION}.
 */
final class RouterForm {

  private RouterForm() {}

  static void write(DataOutput out, Router router) throws IOException {
    out.writeLong(router.id());
    out.writeUTF(router.name());
    Fields.octets(out, router.address().getAddress());
    Fields.octets(out, router.secret().toByteArray());
    out.writeBoolean(router.enabled());
    out.writeInt(router.coaPort());
    Fields.constant(out, router.signature());
    Fields.optional(out, router.firstSigned(), Fields::instant);
    Fields.constant(out, router.policy().isolation());
    out.writeUTF(router.policy().isolationList());
    out.writeUTF(router.policy().isolationPool());
    out.writeUTF(router.policy().isolationRate());
  }

  static Router read(DataInput in) throws IOException {
    return new Router(
        in.readLong(),
        in.readUTF(),
        InetAddress.getByAddress(Fields.octets(in)),
        Secret.of(Fields.octets(in)),
        in.readBoolean(),
        in.readInt(),
        Fields.constant(in, Router.SignaturePolicy.class),
        Fields.optional(in, Fields::instant),
        new RouterPolicy(
            Fields.constant(in, Isolation.class), in.readUTF(), in.readUTF(), in.readUTF()));
  }
}
