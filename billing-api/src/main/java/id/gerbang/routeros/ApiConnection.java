package id.gerbang.routeros;

import id.gerbang.routeros.RouterOsException.Kind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The binary API over one socket. Whoever asks writes its sentence and waits; one thread reads all
 * replies and hands them out by their tags.
 */
final class ApiConnection implements RouterOs {

  /** An answer that keeps coming may take this many times the longest silence within it. */
  private static final int LONGEST_ANSWER = 20;

  private static final String UNTAGGED = "";

  private final RouterAddress address;
  private final Socket tcp;
  private final Socket stream;
  private final Object writing = new Object();
  private final AtomicLong tags = new AtomicLong();
  private final Map<String, Replies> waiting = new ConcurrentHashMap<>();
  private volatile long heardAt = System.nanoTime();
  private final AtomicReference<@Nullable RouterOsException> ended = new AtomicReference<>();

  /**
   * @param tcp what is closed: to close TLS would wait for what is being written
   * @param stream what is spoken through; the same without TLS
   */
  private ApiConnection(RouterAddress address, Socket tcp, Socket stream) {
    this.address = address;
    this.tcp = tcp;
    this.stream = stream;
  }

  static ApiConnection open(RouterAddress address) {
    Socket tcp = Tcp.connect(address);
    try {
      boolean secured = address.protocol() == RouterAddress.Protocol.API_SSL;
      Socket stream = secured ? Tls.over(tcp, address) : tcp;
      ApiConnection connection = new ApiConnection(address, tcp, stream);
      InputStream in = new BufferedInputStream(stream.getInputStream(), 1 << 14);
      Thread reader = new Thread(() -> connection.read(in), "routeros-" + address.where());
      reader.setDaemon(true);
      reader.start();
      connection.login();
      return connection;
    } catch (IOException e) {
      Tcp.close(tcp);
      throw new RouterOsException(Kind.ROUTER_CLOSED, Tcp.words(e), e);
    } catch (RuntimeException e) {
      Tcp.close(tcp);
      throw e;
    }
  }

  /** The form of 6.43 and later; a router before that answers it with a challenge. */
  private void login() {
    String user = "=name=" + address.user();
    try {
      List<Row> first =
          ask(UNTAGGED, List.of("/login", user, "=password=" + address.password().clear()));
      if (!first.isEmpty()) {
        String challenge = first.get(0).get("ret").orElse("");
        String response = OldLogin.response(address.password(), challenge);
        ask(UNTAGGED, List.of("/login", user, "=response=" + response));
      }
    } catch (RouterOsException e) {
      boolean refused = e.kind() == Kind.COMMAND_FAILED || e.kind() == Kind.VALUE_REFUSED;
      throw refused ? new RouterOsException(Kind.WRONG_LOGIN, e.detail(), e) : e;
    }
  }

  @Override
  public List<Row> print(String menu, List<String> properties, Condition... where) {
    return ask(printing(menu, "/print", properties, where));
  }

  @Override
  public String add(String menu, Map<String, String> properties) {
    List<Row> answer = ask(command(menu + "/add", properties));
    return answer.stream()
        .flatMap(row -> row.get("ret").stream())
        .findFirst()
        .orElseThrow(
            () -> new RouterOsException(Kind.NOT_UNDERSTOOD, "it added an item without an id"));
  }

  @Override
  public void set(String menu, String id, Map<String, String> properties) {
    List<String> words = command(menu + "/set", properties);
    words.add("=.id=" + id);
    ask(words);
  }

  @Override
  public void set(String menu, Map<String, String> properties) {
    ask(command(menu + "/set", properties));
  }

  @Override
  public void remove(String menu, String id) {
    try {
      ask(command(menu + "/remove", Map.of(Row.ID, id)));
    } catch (RouterOsException e) {
      if (e.kind() != Kind.NO_SUCH_ITEM) {
        throw e;
      }
    }
  }

  @Override
  public List<Row> run(String command, Map<String, String> arguments) {
    return ask(command(command, arguments));
  }

  @Override
  public Listening listen(String menu, List<String> properties) {
    String tag = nextTag();
    Listening listening = new Listening(this, tag);
    send(tag, printing(menu, "/listen", Row.toldOf(properties)), listening.replies());
    return listening;
  }

  @Override
  public boolean isOpen() {
    return ended.get() == null;
  }

  @Override
  public void close() {
    end(new RouterOsException(Kind.CLOSED_HERE, ""));
  }

  private static List<String> command(String command, Map<String, String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(Names.path(command));
    arguments.forEach((name, value) -> words.add("=" + Names.property(name) + "=" + value));
    return words;
  }

  private static List<String> printing(
      String menu, String command, List<String> properties, Condition... where) {
    List<String> words = new ArrayList<>();
    words.add(Names.path(menu) + command);
    Condition.words(where).forEach(word -> words.add("?" + word));
    if (!properties.isEmpty()) {
      properties.forEach(Names::property);
      words.add("=.proplist=" + String.join(",", properties));
    }
    return words;
  }

  private List<Row> ask(List<String> words) {
    return ask(nextTag(), words);
  }

  private List<Row> ask(String tag, List<String> words) {
    Answer answer = new Answer();
    long sentAt = System.nanoTime();
    send(tag, words, answer);
    try {
      return await(answer, tag, sentAt);
    } catch (RouterOsException e) {
      throw e.again(Secrets.removed(e.detail(), new Sentence(words, 0).row().values()));
    }
  }

  private List<Row> await(Answer answer, String tag, long sentAt) {
    long silence = address.answer().toNanos();
    try {
      while (true) {
        long now = System.nanoTime();
        long left =
            Math.min(answer.heardAt() + silence - now, sentAt + LONGEST_ANSWER * silence - now);
        if (left <= 0) {
          throw givenUp(answer, tag, sentAt);
        }
        try {
          return answer.whole.get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          // More may have come meanwhile.
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RouterOsException why
          ? why
          : new RouterOsException(Kind.NOT_UNDERSTOOD, "", e);
    } catch (InterruptedException e) {
      cancel(tag);
      Thread.currentThread().interrupt();
      throw new RouterOsException(Kind.INTERRUPTED, "this thread was", e);
    }
  }

  /** A router that has said nothing to anybody since is taken for gone, and all end with this. */
  private RouterOsException givenUp(Answer answer, String tag, long sentAt) {
    RouterOsException trap = answer.trap();
    if (trap != null) {
      waiting.remove(tag);
      return trap;
    }
    RouterOsException silent =
        new RouterOsException(
            Kind.NO_ANSWER, "within " + address.answer().toMillis() / 1000.0 + " s");
    if (heardAt - sentAt < 0) {
      end(silent);
    } else {
      cancel(tag);
    }
    return silent;
  }

  /** Not waited for: the router's replies to either command find nobody. */
  void cancel(String tag) {
    waiting.remove(tag);
    if (isOpen()) {
      write(List.of("/cancel", "=tag=" + tag, ".tag=" + nextTag()));
    }
  }

  /** How long until a router that stays silent is not to be believed; in ns. */
  long untilInDoubt() {
    return heardAt + address.answer().toNanos() - System.nanoTime();
  }

  void askForItsName() {
    print("/system/identity", List.of("name"));
  }

  private String nextTag() {
    return Long.toString(tags.incrementAndGet());
  }

  private void send(String tag, List<String> words, Replies replies) {
    waiting.put(tag, replies);
    RouterOsException why = ended.get();
    if (why != null) {
      waiting.remove(tag);
      throw why.again(why.detail());
    }
    List<String> tagged = new ArrayList<>(words);
    if (!tag.equals(UNTAGGED)) {
      tagged.add(".tag=" + tag);
    }
    write(tagged);
  }

  /**
   * A sentence at once; a router that takes none of it for as long as an answer may take is gone.
   */
  private void write(List<String> words) {
    byte[] octets = Sentence.encode(words);
    Runnable stuck =
        () -> end(new RouterOsException(Kind.NO_ANSWER, "it does not take what is sent"));
    try (Deadline ignored = new Deadline(address.answer(), stuck)) {
      synchronized (writing) {
        stream.getOutputStream().write(octets);
      }
    } catch (IOException e) {
      end(new RouterOsException(Kind.ROUTER_CLOSED, Tcp.words(e), e));
    }
  }

  private void read(InputStream in) {
    try {
      while (true) {
        Sentence sentence = Sentence.read(in);
        heardAt = System.nanoTime();
        take(sentence);
      }
    } catch (IOException e) {
      end(new RouterOsException(Kind.ROUTER_CLOSED, Tcp.words(e), e));
    } catch (RouterOsException e) {
      end(e);
    } catch (RuntimeException | Error e) {
      end(new RouterOsException(Kind.NOT_UNDERSTOOD, e.toString(), e));
    }
  }

  private void take(Sentence sentence) {
    if (sentence.reply().equals("!fatal")) {
      String words = sentence.plainWords();
      throw new RouterOsException(Kind.ofWords(words, Kind.ROUTER_CLOSED), words);
    }
    String tag = sentence.tag();
    Replies replies = waiting.get(tag);
    if (replies == null) {
      return;
    }
    switch (sentence.reply()) {
      case "!re" -> replies.row(sentence.row(), sentence.size());
      case "!trap" -> replies.trap(trap(sentence.row()));
      case "!done" -> {
        waiting.remove(tag);
        replies.done(sentence.row());
      }
      default -> {
        // !empty, and what later versions may add: the end still follows.
      }
    }
  }

  private static RouterOsException trap(Row row) {
    String words = row.get("message").orElse("");
    Kind byCategory =
        switch (row.get("category").orElse("")) {
          case "0" -> Kind.NO_SUCH_COMMAND;
          case "1" -> Kind.VALUE_REFUSED;
          case "2" -> Kind.INTERRUPTED;
          default -> Kind.COMMAND_FAILED;
        };
    return new RouterOsException(Kind.ofWords(words, byCategory), words);
  }

  private void end(RouterOsException why) {
    RouterOsException first = Objects.requireNonNullElse(ended.compareAndExchange(null, why), why);
    Tcp.close(tcp);
    for (String tag : waiting.keySet()) {
      Replies replies = waiting.remove(tag);
      if (replies != null) {
        replies.fail(first);
      }
    }
  }
}
