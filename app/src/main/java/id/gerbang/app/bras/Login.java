package id.gerbang.app.bras;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Optional;

/** The router's way of asking whether a modem may come in. */
final class Login {

  private final RouterFacts router;
  private final RadiusClient client;
  private final SharedSecret secret;
  private final InetSocketAddress server;
  private final SecureRandom random = new SecureRandom();

  Login(RouterFacts router, RadiusClient client, SharedSecret secret, InetSocketAddress server) {
    this.router = router;
    this.client = client;
    this.secret = secret;
    this.server = server;
  }

  Answer ask(Modem modem, SessionId id) {
    byte[] authenticator = new byte[16];
    random.nextBytes(authenticator);
    Handshake handshake = Handshake.begin(modem, secret, authenticator, random);
    PacketWriter request =
        new PacketWriter(Code.ACCESS_REQUEST, client.nextIdentifier())
            .addAll(router.call(modem, id));
    handshake.writeTo(request);
    request.addAll(router.router());
    if (client.requiresMessageAuthenticator()) {
      request.messageAuthenticator();
    }
    return client
        .authenticate(request.sealAccessRequest(secret, authenticator), server)
        .map(reply -> judge(reply, handshake))
        .orElseGet(Answer.None::new);
  }

  private static Answer judge(Packet reply, Handshake handshake) {
    Attributes attributes = reply.attributes();
    return switch (reply.code()) {
      case Code.ACCESS_ACCEPT -> {
        Optional<String> objection = handshake.objection(attributes);
        yield objection.isPresent()
            ? new Answer.Unusable(objection.get())
            : new Answer.Accept(attributes);
      }
      case Code.ACCESS_REJECT -> new Answer.Reject(attributes);
      default -> new Answer.Unusable("PPP on RouterOS knows no Access-Challenge");
    };
  }

  /** What the server said, after the router has checked it. */
  sealed interface Answer {

    record Accept(Attributes attributes) implements Answer {}

    record Reject(Attributes attributes) implements Answer {}

    record Unusable(String reason) implements Answer {}

    record None() implements Answer {}
  }
}
