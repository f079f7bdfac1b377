package id.gerbang.routeros.standin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A client of the binary API written by hand for the stand-in's own tests: short words only. */
final class RawApi implements AutoCloseable {

  /** What an administrator says to a router. */
  interface Talk {
    void with(StandInRouter router, RawApi api) throws Exception;
  }

  private static final int TEN_SECONDS = 10_000;

  private final Socket socket;
  private final InputStream in;

  RawApi(StandInRouter router) throws IOException {
    this(new Socket("localhost", router.port("api")));
  }

  RawApi(Socket connected) throws IOException {
    socket = connected;
    socket.setSoTimeout(TEN_SECONDS);
    in = socket.getInputStream();
  }

  static RawApi admin(StandInRouter router) throws IOException {
    RawApi api = new RawApi(router);
    api.say("/login", "=name=admin", "=password=");
    return api;
  }

  /** On a router of this release that was just started. */
  static void talking(String version, Talk talk) throws Exception {
    try (StandInRouter router = StandInRouter.version(version).start();
        RawApi api = admin(router)) {
      talk.with(router, api);
    }
  }

  void send(String hex) throws IOException {
    socket.getOutputStream().write(HexFormat.of().parseHex(hex));
    socket.getOutputStream().flush();
  }

  void write(String... words) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String word : words) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      if (bytes.length > 0x7f) {
        out.write(bytes.length >> 8 | 0x80);
      }
      out.write(bytes.length);
      out.writeBytes(bytes);
    }
    out.write(0);
    socket.getOutputStream().write(out.toByteArray());
    socket.getOutputStream().flush();
  }

  /** The next sentence, its words parted by a bar; empty when the connection has ended. */
  String read() throws IOException {
    List<String> words = new ArrayList<>();
    while (true) {
      int length = in.read();
      if (length >= 0x80) {
        length = (length & 0x3f) << 8 | in.read();
      }
      if (length <= 0) {
        return String.join(" | ", words);
      }
      words.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }
  }

  void timeout(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  byte[] readBytes(int count) throws IOException {
    return in.readNBytes(count);
  }

  /** Says a sentence and reads up to `!done`, `!fatal` or the end. */
  List<String> say(String... words) throws IOException {
    write(words);
    List<String> replies = new ArrayList<>();
    while (true) {
      String reply = read();
      replies.add(reply);
      if (reply.isEmpty() || reply.startsWith("!done") || reply.startsWith("!fatal")) {
        return replies;
      }
    }
  }

  /** What the router refused the sentence with. */
  String refusal(String... words) throws IOException {
    String trap = say(words).get(0);
    return Arrays.stream(trap.split(" \\| "))
        .filter(word -> word.startsWith("=message="))
        .map(word -> word.substring(9))
        .findFirst()
        .orElse("not refused: " + trap);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
