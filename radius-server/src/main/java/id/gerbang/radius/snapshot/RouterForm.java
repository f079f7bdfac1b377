package id.gerbang.radius.snapshot;

import id.gerbang.core.router.Isolation;
import id.gerbang.core.router.RouterPolicy;
import id.gerbang.radius.packet.Secret;
import id.gerbang.radius.subscriber.Router;
import id.gerbang.radius.subscriber.Whereabouts;
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
    Fields.optional(out, router.where().address(), RouterForm::address);
    Fields.optional(out, router.where().identifier(), DataOutput::writeUTF);
    Fields.optional(out, router.where().proven(), RouterForm::address);
    Fields.octets(out, router.secret().toByteArray());
    out.writeBoolean(router.enabled());
    out.writeInt(router.coaPort());
    Fields.constant(out, router.signature());
    Fields.optional(out, router.firstSigned(), Fields::instant);
    Fields.optional(out, router.signatureForgotten(), Fields::instant);
    Fields.constant(out, router.policy().isolation());
    out.writeUTF(router.policy().isolationList());
    out.writeUTF(router.policy().isolationPool());
    out.writeUTF(router.policy().isolationRate());
  }

  static Router read(DataInput in) throws IOException {
    return new Router(
        in.readLong(),
        in.readUTF(),
        new Whereabouts(
            Fields.optional(in, RouterForm::address),
            Fields.optional(in, DataInput::readUTF),
            Fields.optional(in, RouterForm::address)),
        Secret.of(Fields.octets(in)),
        in.readBoolean(),
        in.readInt(),
        Fields.constant(in, Router.SignaturePolicy.class),
        Fields.optional(in, Fields::instant),
        Fields.optional(in, Fields::instant),
        new RouterPolicy(
            Fields.constant(in, Isolation.class), in.readUTF(), in.readUTF(), in.readUTF()));
  }

  private static void address(DataOutput out, InetAddress address) throws IOException {
    Fields.octets(out, address.getAddress());
  }

  private static InetAddress address(DataInput in) throws IOException {
    return InetAddress.getByAddress(Fields.octets(in));
  }
}
