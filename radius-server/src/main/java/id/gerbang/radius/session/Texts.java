package id.gerbang.radius.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Texts that many sessions have, each kept once: a router's address, its ports' names, a username
 * that the directory has anyway. Bounded: a router that invents names costs what they cost.
 */
final class Texts {

  private static final int LIMIT = 65_536;

  private final Map<String, String> shared = new ConcurrentHashMap<>();
  private final UnaryOperator<String> usernames;

  /**
   * @param usernames the directory's object for a username, or the one given
   */
  Texts(UnaryOperator<String> usernames) {
    this.usernames = usernames;
  }

  @Nullable String shared(@Nullable String text) {
    if (text == null || shared.size() >= LIMIT) {
      return text == null ? null : shared.getOrDefault(text, text);
    }
    String known = shared.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  SessionKey shared(SessionKey key) {
    return new SessionKey(key.routerId(), key.acctSessionId(), usernames.apply(key.username()));
  }
}
