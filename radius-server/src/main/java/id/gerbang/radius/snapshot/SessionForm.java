package id.gerbang.radius.snapshot;

import id.gerbang.core.session.Granted;
import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.SessionKey;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** An open session as octets. A field more or less is another {@link SnapshotFile#VERSION}. */
final class SessionForm {

  private SessionForm() {}

  static void write(DataOutput out, OpenSession session) throws IOException {
    out.writeLong(session.key().routerId());
    out.writeUTF(session.key().acctSessionId());
    out.writeUTF(session.key().username());
    out.writeInt(session.generation());
    out.writeLong(session.subscriberId());
    out.writeUTF(session.granted().map(Granted::text).orElse(""));
    Fields.optional(out, session.framedIp(), DataOutput::writeUTF);
    Fields.optional(out, session.nasIp(), DataOutput::writeUTF);
    Fields.instant(out, session.startedAt());
    Fields.instant(out, session.updatedAt());
  }

  static OpenSession read(DataInput in) throws IOException {
    return new OpenSession(
        new SessionKey(in.readLong(), in.readUTF(), in.readUTF()),
        in.readInt(),
        in.readLong(),
        Granted.parse(in.readUTF()),
        Fields.optional(in, DataInput::readUTF),
        Fields.optional(in, DataInput::readUTF),
        Fields.instant(in),
        Fields.instant(in));
  }
}
