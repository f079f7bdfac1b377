package id.gerbang.app;

import id.gerbang.core.access.Reason;
import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.core.seal.Sealer;
import id.gerbang.core.seal.SealingKey;
import id.gerbang.radius.TryRouter;
import id.gerbang.radius.auth.Login;
import id.gerbang.radius.auth.Method;
import id.gerbang.radius.auth.Password;
import id.gerbang.radius.dictionary.PrintedAttribute;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Authenticators;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.MalformedPacketException;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.packet.Secret;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * `gerbang try USER`: a real Access-Request to the running server, from the built-in router. It
 * opens no session, binds no MAC and starts no validity.
 */
@Command(
    name = "try",
    description = "Logs in as a subscriber would, and says what the router would be told, and why.")
final class TryCommand implements Callable<Integer> {

  private static final int TRIES = 3;
  private static final int TIMEOUT_MILLIS = 1_000;
  private static final long ETHERNET = 15;

  @Mixin private Setup setup = new Setup();

  @Parameters(paramLabel = "USER", arity = "0..1", description = "the username, exactly")
  private String username = "";

  @Option(names = "--password", paramLabel = "P", description = "the password")
  private Optional<String> password = Optional.empty();

  @Option(
      names = "--status",
      description = "nobody logs in: asks both ports whether they would serve (RFC 5997)")
  private boolean status;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description = "pap, chap, mschap or mschapv2 (mschapv2 unless named)")
  private String method = "mschapv2";

  @Option(names = "--mac", paramLabel = "M", description = "Calling-Station-Id")
  private Optional<String> mac = Optional.empty();

  @Option(
      names = "--router",
      paramLabel = "NAME",
      description =
          "whose isolation setting applies, by its name; the default setting unless named")
  private Optional<String> router = Optional.empty();

  @Override
  public Integer call() throws IOException {
    Settings settings = setup.settings();
    Sealer sealer = SealingKey.read(settings.keyFile());
    Secret secret = TryRouter.secret(sealer);
    RunningInstance running =
        RunningInstance.of(settings.data())
            .orElseGet(
                () ->
                    new RunningInstance(
                        settings.radius().authPort(), settings.radius().acctPort()));
    InetAddress server =
        settings.radius().address().isAnyLocalAddress()
            ? InetAddress.getByName("127.0.0.1")
            : settings.radius().address();
    InetSocketAddress auth = new InetSocketAddress(server, running.authPort());
    if (status) {
      InetSocketAddress acct = new InetSocketAddress(server, running.acctPort());
      return serves(auth, secret) & serves(acct, secret) ? 0 : 1;
    }
    if (username.isEmpty() || password.isEmpty()) {
      throw new IllegalStateException("try needs USER and --password P, or --status.");
    }
    Optional<RadiusPacket> reply = ask(request(password.get(), secret), secret, auth);
    reply.ifPresentOrElse(answer -> print(answer, settings), () -> sayNoAnswer(auth));
    return reply.filter(answer -> answer.code() == Code.ACCESS_ACCEPT).isPresent() ? 0 : 1;
  }

  private static boolean serves(InetSocketAddress port, Secret secret) throws IOException {
    SecureRandom random = new SecureRandom();
    byte[] request = RequestWriter.statusServer(random.nextInt(256), random).finish(secret);
    Optional<RadiusPacket> reply = ask(request, secret, port);
    reply.ifPresentOrElse(
        answer -> Console.say("port " + port.getPort() + ": " + Code.name(answer.code())),
        () -> sayNoAnswer(port));
    return reply.isPresent();
  }

  private static void sayNoAnswer(InetSocketAddress port) {
    System.err.println(
        "gerbang: no answer from "
            + port.getAddress().getHostAddress()
            + ":"
            + port.getPort()
            + ". Is it running, and ready?");
  }

  private byte[] request(String typed, Secret secret) throws IOException {
    SecureRandom random = new SecureRandom();
    RequestWriter writer = RequestWriter.accessRequest(random.nextInt(256), random);
    new Login(username.getBytes(StandardCharsets.UTF_8), Password.of(typed), random)
        .addTo(writer, method(), secret);
    writer
        .integer(Attribute.SERVICE_TYPE, 2)
        .integer(Attribute.FRAMED_PROTOCOL, 1)
        .integer(Attribute.NAS_PORT_TYPE, ETHERNET)
        .ipv4(Attribute.NAS_IP_ADDRESS, (Inet4Address) InetAddress.getByName(TryRouter.ADDRESS));
    mac.ifPresent(station -> writer.text(Attribute.CALLING_STATION_ID, station));
    router.ifPresent(name -> writer.text(Attribute.NAS_IDENTIFIER, name));
    return writer.finish(secret);
  }

  private Method method() {
    return switch (method) {
      case "pap" -> Method.PAP;
      case "chap" -> Method.CHAP;
      case "mschap" -> Method.MS_CHAP_V1;
      case "mschapv2" -> Method.MS_CHAP_V2;
      default ->
          throw new IllegalStateException(
              "--method is pap, chap, mschap or mschapv2, not " + method);
    };
  }

  private static Optional<RadiusPacket> ask(byte[] request, Secret secret, InetSocketAddress server)
      throws IOException {
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getByName(TryRouter.ADDRESS), 0))) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
      for (int i = 0; i < TRIES; i++) {
        socket.send(new DatagramPacket(request, request.length, server));
        try {
          socket.receive(answer);
          RadiusPacket reply = RadiusPacket.read(answer.getData(), answer.getLength());
          if (Authenticators.isReplyGenuine(reply, request, secret)) {
            return Optional.of(reply);
          }
        } catch (SocketTimeoutException | MalformedPacketException e) {
          continue;
        }
      }
      return Optional.empty();
    }
  }

  private void print(RadiusPacket reply, Settings settings) {
    Console.say(Code.name(reply.code()));
    String said = reply.text(Attribute.REPLY_MESSAGE).orElse("");
    if (router.isPresent() && said.equals(Reason.UNKNOWN_ROUTER.name())) {
      boolean indonesian = settings.language().getLanguage().equals("id");
      Console.say(
          (indonesian ? "Tidak ada router bernama " : "There is no router named ") + router.get());
      return;
    }
    PrintedAttribute.of(reply, Dictionary.read(settings.radius().dictionary())).stream()
        .filter(attribute -> !attribute.name().equals("Reply-Message"))
        .forEach(attribute -> Console.say("  " + attribute));
    Arrays.stream(Reason.values())
        .filter(reason -> reason.name().equals(said))
        .forEach(reason -> Console.say(reason.name() + ": " + reason.words(settings.language())));
  }
}
