package id.gerbang.routeros.standin;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** One connection of the binary API, from its login to its end. */
final class BinaryApi implements Runnable {

  /** A command that has not ended: what it asked for and the rows it has shown, when it listens. */
  private record Running(
      Schema.@Nullable Menu menu,
      Query query,
      @Nullable String list,
      Map<String, Map<String, String>> shown) {}

  private static final byte[] END = new byte[0];

  private final Machine router;
  private final Socket socket;
  private final String service;
  private final LinkedBlockingQueue<byte[]> outbound = new LinkedBlockingQueue<>();
  private final Map<String, Running> running = new HashMap<>();
  private volatile Commands.@Nullable Login login;
  private byte @Nullable [] challenge;

  BinaryApi(Machine router, Socket socket, String service) {
    this.router = router;
    this.socket = socket;
    this.service = service;
  }

  @Override
  public void run() {
    Thread writer = new Thread(this::write, "standin-api-writer");
    writer.setDaemon(true);
    writer.start();
    try (socket) {
      if (!router.services().lets(service, socket.getInetAddress())) {
        return;
      }
      if (router.services().isFull()) {
        send(null, "!fatal", "too many sessions");
        outbound.add(END);
        writer.join();
        return;
      }
      InputStream in = new BufferedInputStream(socket.getInputStream());
      List<String> sentence = Sentences.read(in, router.encoding());
      while (!sentence.isEmpty() && answer(sentence)) {
        sentence = Sentences.read(in, router.encoding());
      }
      outbound.add(END);
      writer.join();
    } catch (IOException | InterruptedException e) {
      // The other side is gone, or a test has ended the connection.
    } finally {
      outbound.add(END);
      router.services().ended(this);
    }
  }

  Optional<String> user() {
    return Optional.ofNullable(login).map(Commands.Login::user);
  }

  String from() {
    return socket.getInetAddress().getHostAddress();
  }

  void drop() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed.
    }
  }

  private void write() {
    try {
      OutputStream out = socket.getOutputStream();
      for (byte[] sentence = outbound.take(); sentence != END; sentence = outbound.take()) {
        int sent = router.faults().beforeAnswer(sentence.length);
        out.write(sentence, 0, sent);
        out.flush();
        if (sent < sentence.length) {
          drop();
          return;
        }
      }
    } catch (IOException | InterruptedException e) {
      drop();
    }
  }

  /** Answers one sentence; false ends the connection. */
  private boolean answer(List<String> sentence) {
    String command = sentence.get(0);
    Map<String, String> arguments = new LinkedHashMap<>();
    List<String> query = new ArrayList<>();
    String tag = null;
    for (String word : sentence.subList(1, sentence.size())) {
      int equals = word.indexOf('=', 1);
      if (word.startsWith("=")) {
        String name = equals < 0 ? word.substring(1) : word.substring(1, equals);
        arguments.put(name, equals < 0 ? "" : word.substring(equals + 1));
      } else if (word.startsWith("?")) {
        query.add(word.substring(1));
      } else if (word.startsWith(".tag=") && !word.equals(".tag=")) {
        tag = word.substring(5);
      }
    }
    synchronized (Machine.LOCK) {
      if (command.equals("/login")) {
        logIn(arguments, tag);
        return true;
      }
      if (command.equals("/quit")) {
        send(tag, "!fatal", "session terminated on request");
        return false;
      }
      if (login == null) {
        send(tag, "!fatal", "not logged in");
        return false;
      }
      if (command.equals("/cancel")) {
        cancel(arguments.get("tag"), tag);
        return true;
      }
      run(login, command, arguments, new Query(query), tag);
      return true;
    }
  }

  private void run(
      Commands.Login who,
      String command,
      Map<String, String> arguments,
      Query query,
      @Nullable String tag) {
    Commands.Reply reply;
    try {
      reply = router.run(who, Commands.Way.API, command, arguments, query);
    } catch (Refusal refused) {
      if (refused.says().equals(Refusal.NO_PREFIX)) {
        String word = router.tree().schema().firstUnknown(command);
        trap(tag, new Refusal(Refusal.MISSING, "no such command or directory (" + word + ")"));
      }
      trap(tag, refused);
      send(tag, "!done");
      return;
    }
    String id = tag == null ? "" : tag;
    if (command.endsWith("/listen")) {
      Schema.Menu menu = router.tree().schema().get(command.substring(0, command.length() - 7));
      running.put(id, new Running(menu, query, arguments.get(".proplist"), shown(menu)));
      return;
    }
    reply.rows().forEach(row -> send(tag, "!re", row));
    if (reply.endless()) {
      running.put(id, new Running(null, query, null, Map.of()));
      return;
    }
    if (reply.rows().isEmpty() && command.endsWith("/print") && router.version().isFrom(7, 18)) {
      send(tag, "!empty");
    }
    send(tag, "!done", reply.ret().map(value -> Map.of("ret", value)).orElse(Map.of()));
  }

  private void trap(@Nullable String tag, Refusal refused) {
    Map<String, String> why = new LinkedHashMap<>();
    if (refused.category() != Refusal.NO_CATEGORY) {
      why.put("category", Integer.toString(refused.category()));
    }
    why.put("message", refused.says());
    send(tag, "!trap", why);
  }

  /** All that run are interrupted, or one; in the order of the manual's example. */
  private void cancel(@Nullable String which, @Nullable String own) {
    List<String> ended = new ArrayList<>(which == null ? running.keySet() : List.of(which));
    ended.removeIf(one -> running.remove(one) == null);
    ended.forEach(one -> trap(tagOf(one), new Refusal(Refusal.INTERRUPTED, "interrupted")));
    send(own, "!done");
    ended.forEach(one -> send(tagOf(one), "!done"));
  }

  private static @Nullable String tagOf(String id) {
    return id.isEmpty() ? null : id;
  }

  /** Something may have changed: those who listen hear what. */
  void changed() {
    for (Map.Entry<String, Running> one : running.entrySet()) {
      Running listening = one.getValue();
      Schema.Menu menu = listening.menu();
      if (menu == null) {
        continue;
      }
      Map<String, Map<String, String>> now = shown(menu);
      List<Map<String, String>> told = new ArrayList<>();
      for (String id : listening.shown().keySet()) {
        if (!now.containsKey(id)) {
          Map<String, String> dead = new LinkedHashMap<>(Map.of(".id", id));
          dead.put(".dead", router.version().major() < 7 ? "yes" : "true");
          told.add(dead);
        }
      }
      now.forEach(
          (id, row) -> {
            if (!row.equals(listening.shown().get(id))) {
              told.add(row);
            }
          });
      // Of a removed row nothing is left that a query could hold for.
      told.removeIf(row -> !listening.query().wants(row));
      told.forEach(row -> send(tagOf(one.getKey()), "!re", Commands.chosen(row, listening.list())));
      one.setValue(new Running(menu, listening.query(), listening.list(), now));
    }
  }

  private Map<String, Map<String, String>> shown(Schema.Menu menu) {
    Map<String, Map<String, String>> shown = new LinkedHashMap<>();
    for (Row row : router.tree().rows(menu)) {
      Map<String, String> view = router.tree().view(menu, row, false);
      menu.properties().values().stream()
          .filter(property -> property.is("moves") || property.is("secret"))
          .forEach(property -> view.remove(property.name()));
      shown.put(row.id(), view);
    }
    return shown;
  }

  private void logIn(Map<String, String> arguments, @Nullable String tag) {
    boolean knowsPlain = router.version().isFrom(6, 43);
    String name = arguments.get("name");
    String response = arguments.get("response");
    Optional<Commands.Login> found = Optional.empty();
    if (!knowsPlain && response == null) {
      challenge = new byte[16];
      new SecureRandom().nextBytes(challenge);
      send(tag, "!done", Map.of("ret", HexFormat.of().formatHex(challenge)));
      return;
    }
    if (knowsPlain && name != null) {
      String password = arguments.getOrDefault("password", "");
      found = router.logIn(name, "api", socket.getInetAddress(), password::equals);
    } else if (!knowsPlain && name != null && challenge != null) {
      byte[] asked = challenge;
      found =
          router.logIn(
              name,
              "api",
              socket.getInetAddress(),
              password -> response(password, asked).equals(response));
    }
    if (found.isEmpty()) {
      String why = knowsPlain ? "invalid user name or password (6)" : "cannot log in";
      trap(tag, new Refusal(Refusal.NO_CATEGORY, why));
      send(tag, "!done");
      return;
    }
    login = found.get();
    send(tag, "!done");
  }

  /** The answer of the login before 6.43: MD5 of a zero, the password and the challenge. */
  static String response(String password, byte[] challenge) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update((byte) 0);
      md5.update(password.getBytes(StandardCharsets.UTF_8));
      return "00" + HexFormat.of().formatHex(md5.digest(challenge));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void send(@Nullable String tag, String kind, Map<String, String> values) {
    List<String> words = new ArrayList<>();
    values.forEach((name, value) -> words.add("=" + name + "=" + value));
    send(tag, kind, words.toArray(String[]::new));
  }

  /** The tag stands before the values: old clients take the values for the last one's otherwise. */
  private void send(@Nullable String tag, String kind, String... words) {
    List<String> all = new ArrayList<>(List.of(kind));
    if (tag != null) {
      all.add(".tag=" + tag);
    }
    all.addAll(List.of(words));
    outbound.add(Sentences.encoded(all, router.encoding()));
  }
}
