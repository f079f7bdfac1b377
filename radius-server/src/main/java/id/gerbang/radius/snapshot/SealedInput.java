package id.gerbang.radius.snapshot;

import id.gerbang.core.seal.SealException;
import id.gerbang.core.seal.Sealer;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/** A file of sealed chunks, read: see {@link SealedOutput}. */
final class SealedInput extends InputStream {

  private static final int MAX_SEALED = SealedOutput.CHUNK + 1_024;

  private final DataInputStream file;
  private final Sealer sealer;
  private final UUID id;
  private final byte version;
  private long left;
  private int chunks;
  private byte[] clear = {};
  private int at;

  /**
   * @param size of the whole file
   * @throws SnapshotException for a file that is none of ours, or of another version
   */
  SealedInput(InputStream file, long size, Sealer sealer, byte expectedVersion) throws IOException {
    this.file = new DataInputStream(file);
    this.sealer = sealer;
    if (size < SealedOutput.HEADER || this.file.readInt() != SealedOutput.MAGIC) {
      throw new SnapshotException("it is no snapshot");
    }
    version = this.file.readByte();
    if (version != expectedVersion) {
      throw new SnapshotException("it is of version " + version + ", not " + expectedVersion);
    }
    if (this.file.readInt() != SealedOutput.keyId(sealer)) {
      throw new OtherKeyException();
    }
    id = new UUID(this.file.readLong(), this.file.readLong());
    left = size - SealedOutput.HEADER;
  }

  @Override
  public int read() throws IOException {
    return at < clear.length || next() ? clear[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (at == clear.length && !next()) {
      return -1;
    }
    int now = Math.min(length, clear.length - at);
    System.arraycopy(clear, at, into, offset, now);
    at += now;
    return now;
  }

  /** Unseals the next chunk; false at the end. */
  private boolean next() throws IOException {
    if (left == 0) {
      return false;
    }
    int length = left < 4 ? -1 : file.readInt();
    if (length <= 0 || length > MAX_SEALED || length > left - 4) {
      throw new SnapshotException("it is damaged or cut off");
    }
    byte[] sealed = new byte[length];
    file.readFully(sealed);
    left -= 4 + length;
    try {
      clear = sealer.open(sealed, SealedOutput.place(version, id, chunks++, left == 0));
    } catch (SealException e) {
      throw new SnapshotException(
          "chunk " + (chunks - 1) + " is not genuine: " + e.getMessage(), e);
    }
    at = 0;
    return clear.length > 0 || next();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
