package id.gerbang.app.bras;

import java.net.SocketAddress;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The last answers to CoA and Disconnect-Requests, so that a repeated one is obeyed once. */
final class AnsweredRequests {

  private static final int REMEMBERED = 1024;

  private final Map<Key, byte[]> answers =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, byte[]> eldest) {
          return size() > REMEMBERED;
        }
      };

  Optional<byte[]> answerTo(Packet request, SocketAddress sender) {
    return Optional.ofNullable(answers.get(key(request, sender)));
  }

  void remember(Packet request, SocketAddress sender, byte[] reply) {
    answers.put(key(request, sender), reply);
  }

  private static Key key(Packet request, SocketAddress sender) {
    String authenticator = HexFormat.of().formatHex(request.authenticator());
    return new Key(sender, request.identifier(), authenticator);
  }

  private record Key(SocketAddress sender, int identifier, String authenticator) {}
}
