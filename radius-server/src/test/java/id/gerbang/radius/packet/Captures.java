package id.gerbang.radius.packet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Packets that real access servers and their RADIUS servers exchanged, one of each kind. */
public final class Captures {
  public static final Secret SECRET = Secret.of("testing123-lab");

  private Captures() {}

  /** One captured packet: the access server and its method, and what the capture calls it. */
  public record Captured(String client, String name, byte[] octets) {
    public int code() {
      return octets[0] & 0xff;
    }

    public int identifier() {
      return octets[1] & 0xff;
    }

    public RadiusPacket packet() throws MalformedPacketException {
      return Packets.packet(octets);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Captured that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
      return client + ": " + name;
    }
  }

  public static List<Captured> all() {
    List<Captured> captured = new ArrayList<>();
    for (String block : text().split("\n\n")) {
      if (block.startsWith("[")) {
        String title = block.substring(0, block.indexOf('\n'));
        int end = title.indexOf(']');
        byte[] octets = Packets.octets(block.substring(title.length()));
        captured.add(new Captured(title.substring(1, end), title.substring(end + 2), octets));
      }
    }
    return captured;
  }

  /** The request that {@code reply} answers; two of the captured replies stand without theirs. */
  public static Optional<Captured> requestOf(Captured reply) {
    List<Captured> all = all();
    return all.subList(0, all.indexOf(reply)).stream()
        .filter(candidate -> candidate.client().equals(reply.client()))
        .filter(candidate -> candidate.identifier() == reply.identifier())
        .filter(candidate -> Code.answers(reply.code(), candidate.code()))
        .findAny();
  }

  private static String text() {
    try (InputStream file = Captures.class.getResourceAsStream("/captures/pppoe-and-8021x.txt")) {
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
