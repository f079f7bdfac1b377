package id.gerbang.radius.snapshot;

import static java.util.stream.Collectors.joining;

import id.gerbang.core.session.Granted;
import id.gerbang.radius.session.Counters;
import id.gerbang.radius.session.OpenSession;
import id.gerbang.radius.session.Place;
import id.gerbang.radius.session.SessionKey;
import id.gerbang.radius.session.SessionRow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/** An open session as octets. A field more or less is another {@link SnapshotFile#VERSION}. */
final class SessionForm {

  private static final long NO_PORT = -1;

  private SessionForm() {}

  static void write(DataOutput out, OpenSession session) throws IOException {
    out.writeLong(session.key().routerId());
    out.writeUTF(session.key().acctSessionId());
    out.writeUTF(session.key().username());
    out.writeInt(session.generation());
    out.writeLong(session.subscriberId());
    out.writeUTF(session.granted().map(Granted::text).orElse(""));
    out.writeUTF(session.attempted().stream().map(Granted::text).collect(joining(" ")));
    Fields.optional(out, session.framedIp(), DataOutput::writeUTF);
    Fields.optional(out, session.callingStationId(), DataOutput::writeUTF);
    Fields.optional(out, session.nasIp(), DataOutput::writeUTF);
    out.writeLong(session.nasPort().orElse(NO_PORT));
    Fields.optional(out, session.nasPortId(), DataOutput::writeUTF);
    Fields.instant(out, session.startedAt());
    Fields.instant(out, session.updatedAt());
    Fields.instant(out, session.heardAt());
  }

  /** As a row, of which memory keeps no more than this. */
  static SessionRow read(DataInput in) throws IOException {
    SessionKey key = new SessionKey(in.readLong(), in.readUTF(), in.readUTF());
    int generation = in.readInt();
    Optional<Long> subscriberId = Optional.of(in.readLong()).filter(id -> id != OpenSession.NOBODY);
    String granted = in.readUTF();
    String attempted = in.readUTF();
    Optional<String> framedIp = Fields.optional(in, DataInput::readUTF);
    Optional<String> callingStationId = Fields.optional(in, DataInput::readUTF);
    Optional<String> nasIp = Fields.optional(in, DataInput::readUTF);
    long nasPort = in.readLong();
    Place place =
        new Place(
            framedIp,
            Optional.empty(),
            Optional.empty(),
            callingStationId,
            Optional.empty(),
            nasIp,
            Optional.empty(),
            nasPort == NO_PORT ? Optional.empty() : Optional.of(nasPort),
            Fields.optional(in, DataInput::readUTF),
            Optional.empty());
    return new SessionRow(
        key,
        generation,
        subscriberId,
        "",
        granted,
        attempted,
        place,
        Fields.instant(in),
        Fields.instant(in),
        Fields.instant(in),
        Counters.ZERO,
        Optional.empty());
  }
}
