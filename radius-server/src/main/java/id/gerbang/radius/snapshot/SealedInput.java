package id.gerbang.radius.snapshot;

import id.gerbang.core.seal.SealException;
import id.gerbang.core.seal.Sealer;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A file of sealed chunks, read: see {@link SealedOutput}. While one is made use of, a thread of
 * its own opens the next.
 */
final class SealedInput extends InputStream {

  private static final int MAX_SEALED = SealedOutput.CHUNK + 1_024;

  private final DataInputStream file;
  private final Sealer sealer;
  private final UUID id;
  private final byte version;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "snapshot-opener"));

  /** Of the opener's thread. */
  private long left;

  /** Of the opener's thread. */
  private int chunks;

  /** Empty after the last. */
  private Future<Optional<byte[]>> following;

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
    following = thread.submit(this::open);
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

  /** Goes to the next chunk that is not empty; false at the end. */
  private boolean next() throws IOException {
    Optional<byte[]> opened = opened();
    if (opened.isEmpty()) {
      return false;
    }
    following = thread.submit(this::open);
    clear = opened.get();
    at = 0;
    return clear.length > 0 || next();
  }

  private Optional<byte[]> opened() throws IOException {
    try {
      return following.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException why) {
        throw why;
      }
      if (e.getCause() instanceof Error error) {
        throw error; // says nothing of the snapshot
      }
      throw new SnapshotException("it can't be opened: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private Optional<byte[]> open() throws IOException {
    if (left == 0) {
      return Optional.empty();
    }
    int length = left < 4 ? -1 : file.readInt();
    if (length <= 0 || length > MAX_SEALED || length > left - 4) {
      throw new SnapshotException("it is damaged or cut off");
    }
    byte[] sealed = new byte[length];
    file.readFully(sealed);
    left -= 4 + length;
    try {
      return Optional.of(sealer.open(sealed, SealedOutput.place(version, id, chunks++, left == 0)));
    } catch (SealException e) {
      throw new SnapshotException(
          "chunk " + (chunks - 1) + " is not genuine: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    thread.shutdown();
    file.close();
  }
}
