package id.gerbang.radius.snapshot;

import id.gerbang.core.seal.Sealer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.UUID;

/**
 * A file of sealed chunks, written: {@code magic u32 ‖ version u8 ‖ key id 4 ‖ file id 16}, then
 * each chunk as {@code length u32 ‖ sealed}. A chunk is bound to its file, its place in it and to
 * whether it is the last, so none can be swapped, left out, or cut off unseen.
 */
final class SealedOutput extends OutputStream {

  static final int MAGIC = 0x47425350;
  static final int HEADER = 4 + 1 + 4 + 16;

  /** Small: the JDK's GCM is several times as fast once it was called some thousand times. */
  static final int CHUNK = 8 * 1024;

  private final byte[] clear = new byte[CHUNK];
  private final FileChannel file;
  private final Sealer sealer;
  private final UUID id = UUID.randomUUID();
  private final byte version;
  private final Runnable afterChunk;
  private int filled;
  private int chunks;

  /**
   * @param version of what is inside
   * @param afterChunk called when a chunk was written: a place to wait
   */
  SealedOutput(FileChannel file, Sealer sealer, byte version, Runnable afterChunk)
      throws IOException {
    this.file = file;
    this.sealer = sealer;
    this.version = version;
    this.afterChunk = afterChunk;
    write(
        ByteBuffer.allocate(HEADER)
            .putInt(MAGIC)
            .put(version)
            .putInt(keyId(sealer))
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits()));
  }

  /** Tells keys apart without telling the key. */
  static int keyId(Sealer sealer) {
    return Integer.parseUnsignedInt(sealer.fingerprint(), 0, 8, 16);
  }

  /** What a chunk is bound to. */
  static String place(byte version, UUID file, int chunk, boolean last) {
    return "snapshot:" + version + ":" + file + ":" + chunk + (last ? ":last" : "");
  }

  @Override
  public void write(int octet) throws IOException {
    if (filled == CHUNK) {
      seal(false);
    }
    clear[filled++] = (byte) octet;
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    int at = offset;
    int left = length;
    while (left > 0) {
      if (filled == CHUNK) {
        seal(false);
      }
      int now = Math.min(left, CHUNK - filled);
      System.arraycopy(from, at, clear, filled, now);
      filled += now;
      at += now;
      left -= now;
    }
  }

  private void seal(boolean last) throws IOException {
    byte[] sealed = sealer.seal(Arrays.copyOf(clear, filled), place(version, id, chunks++, last));
    write(ByteBuffer.allocate(4 + sealed.length).putInt(sealed.length).put(sealed));
    filled = 0;
    afterChunk.run();
  }

  private void write(ByteBuffer octets) throws IOException {
    octets.flip();
    while (octets.hasRemaining()) {
      file.write(octets);
    }
  }

  /** Writes the last chunk. Forcing and closing the file is its owner's. */
  @Override
  public void close() throws IOException {
    seal(true);
    Arrays.fill(clear, (byte) 0);
  }
}
