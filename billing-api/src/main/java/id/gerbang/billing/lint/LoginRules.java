package id.gerbang.billing.lint;

import id.gerbang.routeros.ExportItem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** SSTP beneath the tunnels: its server, its clients, and who lets them in. */
final class LoginRules {

  private final Router router;

  LoginRules(Router router) {
    this.router = router;
  }

  Stream<Finding> findings() {
    return Stream.of(
            router.items(Router.SSTP_CLIENT).stream().flatMap(LoginRules::client),
            Stream.of(Router.SSTP_CLIENT, Router.SECRET)
                .flatMap(menu -> router.items(menu).stream())
                .filter(LoginRules::isGuessable)
                .map(item -> Finding.of(Rule.PASSWORD_GUESSABLE, item).at("password")),
            server().stream(),
            mschap2().stream(),
            router.items(Router.SECRET).stream()
                .filter(this::isBeforeRadius)
                .map(secret -> Finding.of(Rule.SECRET_BEFORE_RADIUS, secret)))
        .flatMap(findings -> findings);
  }

  /** RouterOS makes a client that is off unless it is told otherwise. */
  private static Stream<Finding> client(ExportItem client) {
    boolean on =
        client
            .get("disabled")
            .filter(said -> said.equals("no") || said.equals("false"))
            .isPresent();
    Stream<Finding> off =
        on
            ? Stream.empty()
            : Stream.of(Finding.of(Rule.SSTP_CLIENT_OFF, client).at("disabled").right("no"));
    Stream<Finding> route =
        client.row().isTrue("add-default-route")
            ? Stream.of(
                Finding.of(Rule.SSTP_CLIENT_DRAWS_DEFAULT_ROUTE, client)
                    .at("add-default-route", "yes")
                    .right("no"))
            : Stream.empty();
    return Stream.concat(off, route);
  }

  /** The name itself, or one with the customer's number in it. */
  private static boolean isGuessable(ExportItem item) {
    String user = item.get("user").orElseGet(item::name);
    Optional<String> password = item.get("password").filter(text -> !text.isEmpty());
    OptionalInt number = Names.number(user);
    return password.isPresent()
        && (password.get().toLowerCase(Locale.ROOT).equals(user.toLowerCase(Locale.ROOT))
            || (number.isPresent()
                && password.get().contains(Integer.toString(number.getAsInt()))));
  }

  /** It is said to be on, or it is off. */
  private boolean isOn() {
    return router.items(Router.SSTP_SERVER).stream().anyMatch(item -> item.row().isTrue("enabled"));
  }

  private Optional<Finding> server() {
    boolean whole = !router.items(Router.EOIP).isEmpty();
    Optional<ExportItem> login =
        router.items(Router.SECRET).stream()
            .filter(secret -> !Router.isOff(secret))
            .filter(secret -> secret.get("service").filter("sstp"::equals).isPresent())
            .findFirst();
    return whole && login.isPresent() && !isOn()
        ? Optional.of(
            router.items(Router.SSTP_SERVER).stream()
                .findFirst()
                .map(item -> Finding.of(Rule.SSTP_SERVER_OFF, item))
                .orElseGet(() -> Finding.missing(Rule.SSTP_SERVER_OFF, Router.SSTP_SERVER))
                .at("enabled")
                .right("yes")
                .beside(login.get().name()))
        : Optional.empty();
  }

  /** Where nothing is said of it, all methods are taken. */
  private Optional<Finding> mschap2() {
    return router.items(Router.SSTP_SERVER).stream()
        .filter(
            item ->
                isOn()
                    && item.get("authentication")
                        .filter(said -> !Arrays.asList(said.split(",")).contains("mschap2"))
                        .isPresent())
        .findFirst()
        .map(
            item ->
                Finding.of(Rule.SSTP_SERVER_WITHOUT_MSCHAP2, item)
                    .at("authentication", item.get("authentication").orElse(""))
                    .right("mschap2"));
  }

  /** Of tunnels alone: others may be let in by a router itself. */
  private boolean isBeforeRadius(ExportItem secret) {
    boolean asks =
        router
            .setting("/ppp/aaa", "use-radius")
            .filter(List.of("yes", "true")::contains)
            .isPresent();
    boolean tunnels = Names.byOurs(secret) || router.isEoip(secret.name());
    boolean sstp = secret.get("service").map(List.of("sstp", "any")::contains).orElse(true);
    return asks && tunnels && sstp && !Router.isOff(secret);
  }
}
