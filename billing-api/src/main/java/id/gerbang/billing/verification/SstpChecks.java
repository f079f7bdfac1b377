package id.gerbang.billing.verification;

import static id.gerbang.billing.verification.Check.fail;
import static id.gerbang.billing.verification.Check.pass;
import static id.gerbang.billing.verification.Check.unknown;
import static id.gerbang.billing.verification.Reading.text;

import id.gerbang.billing.backup.LinkFacts;
import id.gerbang.billing.verification.Check.Side;
import id.gerbang.billing.verification.Check.Step;
import id.gerbang.billing.verification.Check.Why;
import id.gerbang.routeros.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** From the modem to the SSTP session. */
final class SstpChecks {

  private static final String WAN = "isp:gsm:pop:wan";

  private final LinkFacts link;
  private final Facts facts;
  private final Optional<Row> session;

  SstpChecks(Facts facts) {
    this.facts = facts;
    this.link = facts.link();
    this.session =
        facts.pop().stream()
            .flatMap(reading -> reading.rows(Reading.ACTIVE).stream())
            .filter(row -> text(row, "name").equals(link.username()))
            .findFirst();
  }

  List<Check> checks() {
    Check login = new LoginCheck(facts, status(), isUp()).check();
    return List.of(popAddress(), server(), modem(), client(), login, session());
  }

  /** As the POP tells it, or as RADIUS does where the POP tells nothing. */
  boolean isUp() {
    return facts.pop().filter(reading -> reading.tells(Reading.ACTIVE)).isPresent()
        ? session.isPresent()
        : facts.radius().sessionAddress() != null;
  }

  /** A POP behind somebody's NAT has another one: a session that is up proves the way. */
  private Check popAddress() {
    Optional<List<Row>> addresses = facts.pop().flatMap(reading -> reading.of(Reading.ADDRESS));
    if (addresses.isEmpty()) {
      return unknown(Step.POP_ADDRESS, Why.NOT_TOLD, "");
    }
    Optional<Row> there =
        addresses.get().stream().filter(row -> host(row).equals(link.popHost())).findFirst();
    if (there.isEmpty()) {
      String marked =
          addresses.get().stream()
              .filter(row -> text(row, "comment").equals(WAN))
              .map(row -> text(row, "address"))
              .findFirst()
              .orElse("");
      return isUp()
          ? pass(Step.POP_ADDRESS, marked)
          : fail(
              Step.POP_ADDRESS,
              Side.POP,
              marked.isEmpty() ? Why.MISSING : Why.DIFFERENT,
              marked,
              link.popHost());
    }
    String name = text(there.get(), "interface");
    String seen = text(there.get(), "address") + " " + name;
    boolean dead =
        facts
            .pop()
            .flatMap(reading -> reading.named(Reading.INTERFACE, name))
            .filter(row -> row.get("running").isPresent() && !row.isTrue("running"))
            .isPresent();
    if (there.get().isTrue("disabled")) {
      return fail(Step.POP_ADDRESS, Side.POP, Why.OFF, seen);
    }
    return dead && !isUp()
        ? fail(Step.POP_ADDRESS, Side.POP, Why.NOT_RUNNING, seen)
        : pass(Step.POP_ADDRESS, seen);
  }

  private static String host(Row address) {
    return text(address, "address").replaceFirst("/.*", "");
  }

  private Check server() {
    Optional<Row> server =
        facts.pop().flatMap(reading -> reading.rows(Reading.SERVER).stream().findFirst());
    if (server.isEmpty()) {
      return unknown(Step.SSTP_SERVER, Why.NOT_TOLD, "");
    }
    if (!server.get().isTrue("enabled")) {
      return fail(Step.SSTP_SERVER, Side.POP, Why.OFF, "enabled=no", "enabled=yes");
    }
    String methods = text(server.get(), "authentication");
    if (!methods.isEmpty() && !Arrays.asList(methods.split(",")).contains("mschap2")) {
      return fail(
          Step.SSTP_SERVER, Side.POP, Why.DIFFERENT, "authentication=" + methods, "mschap2");
    }
    String port = text(server.get(), "port");
    boolean other = !port.isEmpty() && !port.equals(Integer.toString(link.sstpPort()));
    return other
        ? fail(Step.SSTP_SERVER, Side.POP, Why.DIFFERENT, "port=" + port, "port=" + link.sstpPort())
        : pass(Step.SSTP_SERVER, "port=" + port);
  }

  /** A session that is up says that it works, whatever the modem is. */
  private Check modem() {
    List<Row> modems = facts.customer().map(reading -> reading.rows(Reading.LTE)).orElse(List.of());
    if (isUp()) {
      return pass(Step.MODEM, "");
    }
    if (modems.isEmpty()) {
      return unknown(Step.MODEM, Why.NOT_TOLD, "");
    }
    String name = text(modems.get(0), "name");
    String status =
        facts.customer().stream()
            .flatMap(reading -> reading.rows(Reading.MODEM_STATUS).stream())
            .flatMap(row -> row.get("status").or(() -> row.get("registration-status")).stream())
            .findFirst()
            .orElse("");
    boolean running = modems.stream().anyMatch(row -> row.isTrue("running"));
    String seen = (name + " " + status).strip();
    return running ? pass(Step.MODEM, seen) : fail(Step.MODEM, Side.MODEM, Why.NOT_RUNNING, seen);
  }

  private Check client() {
    Optional<TunnelEnd> end = facts.customerEnd();
    if (end.filter(there -> there.reading().tells(Reading.CLIENT)).isEmpty()) {
      return unknown(Step.SSTP_CLIENT, Why.NOT_TOLD, "");
    }
    Optional<Row> found = end.flatMap(TunnelEnd::client);
    if (found.isEmpty()) {
      return fail(Step.SSTP_CLIENT, Side.CUSTOMER_ROUTER, Why.MISSING, "", "SSTP-" + link.name());
    }
    Row client = found.get();
    String name = text(client, "name");
    if (client.isTrue("disabled")) {
      return fail(Step.SSTP_CLIENT, Side.CUSTOMER_ROUTER, Why.OFF, name, "disabled=no");
    }
    String to = text(client, "connect-to");
    boolean isAddress = to.replaceFirst(":.*", "").matches("[0-9.]+");
    if (isAddress && !to.replaceFirst(":.*", "").equals(link.popHost())) {
      return different("connect-to=" + to, "connect-to=" + link.popHost());
    }
    String port = to.contains(":") ? to.replaceFirst(".*:", "") : text(client, "port");
    if (!port.isEmpty() && !port.equals(Integer.toString(link.sstpPort()))) {
      return different("port=" + port, "port=" + link.sstpPort());
    }
    if (!text(client, "user").equals(link.username())) {
      return different("user=" + text(client, "user"), "user=" + link.username());
    }
    String methods = text(client, "authentication");
    if (!methods.isEmpty() && !Arrays.asList(methods.split(",")).contains("mschap2")) {
      return different("authentication=" + methods, "mschap2");
    }
    return status().contains("certificate")
        ? fail(Step.SSTP_CLIENT, Side.CUSTOMER_ROUTER, Why.REFUSED, status())
        : pass(Step.SSTP_CLIENT, (name + " " + status()).strip());
  }

  private static Check different(String seen, String wanted) {
    return fail(Step.SSTP_CLIENT, Side.CUSTOMER_ROUTER, Why.DIFFERENT, seen, wanted);
  }

  private String status() {
    return facts.customer().stream()
        .flatMap(reading -> reading.rows(Reading.CLIENT_STATUS).stream())
        .map(row -> text(row, "status").toLowerCase(Locale.ROOT))
        .findFirst()
        .orElse("");
  }

  private Check session() {
    Optional<Reading> pop = facts.pop().filter(reading -> reading.tells(Reading.ACTIVE));
    String address =
        session
            .map(row -> text(row, "address"))
            .orElse(String.valueOf(facts.radius().sessionAddress()));
    if (isUp()) {
      boolean local = session.filter(row -> !row.isTrue("radius")).isPresent();
      return address.equals(link.innerRemote())
          ? pass(Step.SSTP_SESSION, address)
          : fail(
              Step.SSTP_SESSION,
              local ? Side.POP : Side.RADIUS_LOGIN,
              Why.DIFFERENT,
              address,
              link.innerRemote());
    }
    if (pop.isEmpty()) {
      return unknown(Step.SSTP_SESSION, Why.NOT_TOLD, "");
    }
    String status = status();
    Side side =
        status.contains("address") || status.contains("encryption") || status.contains("profile")
            ? Side.POP
            : Side.MODEM;
    return fail(Step.SSTP_SESSION, side, Why.MISSING, status, link.innerRemote());
  }
}
