package id.gerbang.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.BillingConfig;
import id.gerbang.billing.BillingService;
import id.gerbang.billing.HttpConfig;
import id.gerbang.billing.http.Role;
import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.radius.auth.Login;
import id.gerbang.radius.auth.Method;
import id.gerbang.radius.auth.Password;
import id.gerbang.radius.dictionary.PrintedAttribute;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.packet.Secret;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What billing says a router will be answered is what radius answers it. */
class PreviewTest {

  private static final Dictionary DICTIONARY =
      Dictionary.read(Path.of(System.getProperty("gerbang.root"), "conf/dictionary"));

  /** What differs at each login, and so is in no preview. */
  private static final Set<String> EACH_TIME_ANOTHER = Set.of("Class", "Message-Authenticator");

  @TempDir Path directory;
  private Isp isp;
  private BillingService billing;
  private DemoApi api;

  @BeforeEach
  void open() throws Exception {
    isp = new Isp(directory, Clock.systemUTC());
    billing =
        BillingService.start(
            new BillingConfig(
                isp.database,
                isp.sealer,
                ZoneId.of("Asia/Jakarta"),
                new Locale("id"),
                new HttpConfig(0, Optional.empty(), 0),
                DICTIONARY,
                Optional.empty(),
                Duration.ofMinutes(1),
                24),
            Clock.systemUTC(),
            List.of());
    api = new DemoApi(billing.httpPort(), billing.tokens().create("test", Role.OWNER));
    api.post(
        "routers",
        """
        {"name": "BRAS-01", "address": "%s", "secret": "%s", "isolation": "list"}"""
            .formatted(Isp.BRAS_ADDRESS, Isp.SECRET));
    api.post("pools", "{\"name\": \"publik\", \"ranges\": [\"100.64.0.10-100.64.0.20\"]}");
  }

  @AfterEach
  void close() {
    billing.close();
    isp.close();
  }

  @Test
  void the_preview_is_the_accept_attribute_for_attribute() throws Exception {
    long plan =
        plan(
            """
            "pool": "cadangan", "addressPool": "publik", "routes": ["10.20.0.0/24"],
            "ipv6": {"framedPool": "v6link", "delegatedPool": "v6pd"},
            "attributes": [{"name": "Idle-Timeout", "value": "0x258"}, {"name": "Filter-Id", "value": "f1"},
                           {"name": "Mikrotik-Recv-Limit", "value": "1000"}]""");
    long pooled = subscriber(plan, "pooled", "");
    long fixed =
        subscriber(
            plan,
            "fixed",
            """
            , "staticIp": "10.30.0.5", "routes": ["10.40.0.0/24 10.30.0.5 1"],
            "attributes": [{"name": "Filter-Id", "value": "own"}, {"name": "Port-Limit", "value": "2"}],
            "ipv6": {"framedPrefix": "2001:db8:0:1::/64", "delegatedPrefix": "2001:db8:100::/56"}""");
    long plain = subscriber(plan("\"pool\": \"pppoe-aktif\""), "plain", "");

    assertThat(accept("fixed"))
        .isEqualTo(preview(fixed))
        .contains(
            "Framed-IP-Address = 10.30.0.5",
            "Framed-IPv6-Prefix = 2001:db8:0:1::/64",
            "Filter-Id = own",
            "Idle-Timeout = 600");
    assertThat(accept("plain")).isEqualTo(preview(plain)).contains("Framed-Pool = pppoe-aktif");

    assertThat(preview(pooled)).contains("Framed-IP-Address = (publik)");
    await().until(() -> accept("pooled").stream().anyMatch(it -> it.contains("100.64.0.")));
    await().until(() -> !preview(pooled).contains("Framed-IP-Address = (publik)"));
    assertThat(accept("pooled")).isEqualTo(preview(pooled));

    api.post("subscriptions/" + fixed + "/isolate", "{\"reason\": \"uji\"}");
    await().until(() -> accept("fixed").contains("Mikrotik-Address-List = isolir"));
    assertThat(accept("fixed"))
        .isEqualTo(preview(fixed))
        .doesNotContain("Framed-Route = 10.20.0.0/24");
  }

  @Test
  void the_end_of_a_prepaid_subscription_is_previewed_to_the_second() throws Exception {
    Instant end = Instant.now().plusSeconds(7_200);
    long prepaid =
        subscriber(
            plan("\"pool\": \"pppoe-aktif\""),
            "prepaid",
            ", \"billing\": \"prepaid\", \"activeUntil\": \"%s\"".formatted(end));
    assertThat(timeout(accept("prepaid"))).isBetween(7_000L, 7_200L);
    assertThat(timeout(preview(prepaid))).isCloseTo(timeout(accept("prepaid")), within(5));
  }

  private static Offset<Long> within(long seconds) {
    return Offset.offset(seconds);
  }

  private static long timeout(List<String> attributes) {
    String name = "Session-Timeout = ";
    return attributes.stream()
        .filter(attribute -> attribute.startsWith(name))
        .mapToLong(attribute -> Long.parseLong(attribute.substring(name.length())))
        .sum();
  }

  private long plan(String fields) throws Exception {
    return api.post(
            "plans",
            "{\"name\": \"Paket %d\", \"price\": 150000, \"rateLimit\": {\"download\": 10000000, \"upload\": 5000000}, %s}"
                .formatted(fields.length(), fields))
        .get("id")
        .asLong();
  }

  private long subscriber(long plan, String username, String fields) throws Exception {
    JsonNode made =
        api.post(
            "customers",
            "{\"name\": \"%1$s\", \"subscription\": {\"planId\": %2$d, \"username\": \"%1$s\", \"password\": \"rahasia-1\"%3$s}}"
                .formatted(username, plan, fields));
    return made.at("/subscription/id").asLong();
  }

  private List<String> preview(long subscription) throws Exception {
    JsonNode preview = api.get("subscriptions/" + subscription + "/preview?router=1");
    return StreamSupport.stream(preview.get("attributes").spliterator(), false)
        .map(it -> it.get("name").asText() + " = " + it.get("value").asText())
        .toList();
  }

  private List<String> accept(String username) throws Exception {
    await().until(() -> answer(username).code() == Code.ACCESS_ACCEPT);
    return PrintedAttribute.of(answer(username), DICTIONARY).stream()
        .filter(attribute -> !EACH_TIME_ANOTHER.contains(attribute.name()))
        .map(PrintedAttribute::toString)
        .toList();
  }

  /** As the router asks for a PPPoE customer. */
  private RadiusPacket answer(String username) throws Exception {
    SecureRandom random = new SecureRandom();
    Secret secret = Secret.of(Isp.SECRET);
    RequestWriter request = RequestWriter.accessRequest(random.nextInt(256), random);
    new Login(username.getBytes(StandardCharsets.UTF_8), Password.of("rahasia-1"), random)
        .addTo(request, Method.PAP, secret);
    request.integer(Attribute.SERVICE_TYPE, 2).integer(Attribute.FRAMED_PROTOCOL, 1);
    byte[] octets = request.finish(secret);
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getByName(Isp.BRAS_ADDRESS), 0))) {
      socket.setSoTimeout(5_000);
      socket.send(
          new DatagramPacket(
              octets, octets.length, InetAddress.getByName("127.0.0.1"), isp.radius().authPort()));
      DatagramPacket reply = new DatagramPacket(new byte[4096], 4096);
      socket.receive(reply);
      return RadiusPacket.read(reply.getData(), reply.getLength());
    }
  }
}
