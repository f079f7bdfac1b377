package id.gerbang.radius.snapshot;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What records are made of: the forms of fields that may be absent, come many times, or both. */
final class Fields {

  /** Writes one value. */
  interface Writer<T> {
    void write(DataOutput out, T value) throws IOException;
  }

  /** Reads one value. */
  interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  private Fields() {}

  static <T> void optional(DataOutput out, Optional<T> value, Writer<T> writer) throws IOException {
    out.writeBoolean(value.isPresent());
    if (value.isPresent()) {
      writer.write(out, value.get());
    }
  }

  static <T> Optional<T> optional(DataInput in, Reader<T> reader) throws IOException {
    return in.readBoolean() ? Optional.of(reader.read(in)) : Optional.empty();
  }

  static <T> void list(DataOutput out, List<T> values, Writer<T> writer) throws IOException {
    out.writeInt(values.size());
    for (T value : values) {
      writer.write(out, value);
    }
  }

  static <T> List<T> list(DataInput in, Reader<T> reader) throws IOException {
    int size = in.readInt();
    if (size == 0) {
      return List.of();
    }
    List<T> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(reader.read(in));
    }
    return List.copyOf(values);
  }

  static void octets(DataOutput out, byte[] value) throws IOException {
    out.writeInt(value.length);
    out.write(value);
  }

  static byte[] octets(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > SealedOutput.CHUNK) {
      throw new SnapshotException("a field of " + length + " octets");
    }
    byte[] value = new byte[length];
    in.readFully(value);
    return value;
  }

  static void instant(DataOutput out, Instant value) throws IOException {
    out.writeLong(value.getEpochSecond());
    out.writeInt(value.getNano());
  }

  static Instant instant(DataInput in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  static <E extends Enum<E>> void constant(DataOutput out, E value) throws IOException {
    out.writeUTF(value.name());
  }

  static <E extends Enum<E>> E constant(DataInput in, Class<E> type) throws IOException {
    return Enum.valueOf(type, in.readUTF());
  }
}
