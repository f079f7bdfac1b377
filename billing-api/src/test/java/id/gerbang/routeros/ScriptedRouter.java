package id.gerbang.routeros;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Plays what a router would say, octet by octet; it shares no code with what it tests. */
final class ScriptedRouter implements AutoCloseable {

  static final String PASSWORD = "kunci-rahasia";

  /** What one connection does. */
  interface Script {
    void play(Talk talk) throws Exception;
  }

  private final ServerSocket server;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<?> played;

  private ScriptedRouter(ServerSocket server, Script... scripts) {
    this.server = server;
    played =
        thread.submit(
            () -> {
              for (Script script : scripts) {
                try (Socket socket = server.accept()) {
                  script.play(new Talk(socket));
                }
              }
              return null;
            });
  }

  /** One script a connection, one connection after the other. */
  static ScriptedRouter playing(Script... scripts) throws IOException {
    return on(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), scripts);
  }

  static ScriptedRouter on(ServerSocket server, Script... scripts) {
    return new ScriptedRouter(server, scripts);
  }

  /** The script of a router that lets anybody in, and then does this. */
  static Script loggedIn(Script then) {
    return talk -> {
      talk.read();
      talk.say("!done");
      then.play(talk);
    };
  }

  RouterAddress address() {
    return address(RouterAddress.Protocol.API);
  }

  RouterAddress address(RouterAddress.Protocol protocol) {
    return RouterAddress.of("127.0.0.1", protocol, "gerbang", new Password(PASSWORD))
        .atPort(server.getLocalPort());
  }

  RouterOs open() {
    return RouterOs.open(address());
  }

  /** Of a router whose silence is soon believed. */
  RouterAddress impatient() {
    return address().waiting(Duration.ofSeconds(5), Duration.ofMillis(300));
  }

  /** Fails with what failed in a script. */
  @Override
  public void close() throws Exception {
    try {
      played.get(20, TimeUnit.SECONDS);
    } finally {
      server.close();
      thread.shutdownNow();
    }
  }

  /** One connection, from the router's side. */
  record Talk(Socket socket) {

    /** The next sentence. */
    List<String> read() throws IOException {
      InputStream in = socket.getInputStream();
      List<String> words = new ArrayList<>();
      while (true) {
        int length = in.read();
        if (length < 0) {
          throw new EOFException("the client has closed");
        }
        if (length >= 0x80) {
          length = (length & 0x3f) << 8 | in.read();
        }
        if (length == 0) {
          return words;
        }
        words.add(new String(in.readNBytes(length), UTF_8));
      }
    }

    /** The next sentence's tag, as a word. */
    String tag() throws IOException {
      return tagOf(read());
    }

    static String tagOf(List<String> sentence) {
      return sentence.stream().filter(word -> word.startsWith(".tag=")).findFirst().orElseThrow();
    }

    void say(String... words) throws IOException {
      octets(sentence(words));
    }

    void octets(byte... octets) throws IOException {
      socket.getOutputStream().write(octets);
      socket.getOutputStream().flush();
    }

    /** Until the client has gone. */
    void untilClosed() throws IOException {
      try {
        socket.getInputStream().readAllBytes();
      } catch (IOException e) {
        // Reset is closed too.
      }
    }

    static byte[] sentence(String... words) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (String word : words) {
        byte[] octets = word.getBytes(UTF_8);
        if (octets.length > 0x7f) {
          out.write(0x80 | octets.length >> 8);
        }
        out.write(octets.length);
        out.writeBytes(octets);
      }
      out.write(0);
      return out.toByteArray();
    }
  }
}
