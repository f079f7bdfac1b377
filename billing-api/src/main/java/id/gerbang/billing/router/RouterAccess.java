package id.gerbang.billing.router;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.billing.http.Problem;
import id.gerbang.core.seal.Sealer;
import id.gerbang.routeros.Password;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterAddress.Protocol;
import id.gerbang.routeros.RouterConnections;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.RouterOsException;
import id.gerbang.routeros.Trust;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The way to each router itself: where and as whom it is asked, and the one connection to it that
 * all share. No handle of the database's is held while a router is asked.
 */
public final class RouterAccess implements AutoCloseable {

  /** Longer than the rounds in which routers are watched. */
  private static final Duration IDLE = Duration.ofMinutes(5);

  private final Sealer sealer;
  private final RouterConnections connections = new RouterConnections(IDLE);

  public RouterAccess(Sealer sealer) {
    this.sealer = sealer;
  }

  /** Empty: no access is entered, no address of it is known, or it is archived. */
  public Optional<RouterAddress> address(Handle handle, long routerId) {
    RouterDao dao = handle.attach(RouterDao.class);
    return dao.find(routerId)
        .flatMap(
            router ->
                address(
                    router,
                    dao.heard(List.of(routerId)).get(0),
                    dao.sealed(routerId).apiPassword()));
  }

  /**
   * The way to a router that somebody wants asked.
   *
   * @throws Problem where there is none
   */
  public RouterAddress entered(Handle handle, long routerId) {
    return address(handle, routerId)
        .orElseThrow(
            () ->
                Problem.conflict("api", "is missing, or the router's address: nobody can ask it"));
  }

  Optional<RouterAddress> address(
      RouterRow router, HeardRow heard, byte @Nullable [] sealedPassword) {
    String host = router.address() == null ? heard.provenAddress() : router.address();
    if (router.apiProtocol() == null || host == null) {
      return Optional.empty();
    }
    Protocol protocol = protocol(router.apiProtocol(), router.apiPort());
    String password =
        sealedPassword == null
            ? ""
            : new String(
                sealer.open(sealedPassword, RouterService.sealedTo(router.id(), "api")), UTF_8);
    return Optional.of(
        RouterAddress.of(
                host,
                protocol,
                Objects.requireNonNullElse(router.apiUsername(), ""),
                new Password(password))
            .atPort(Objects.requireNonNullElse(router.apiPort(), protocol.defaultPort()))
            .trusting(
                router.apiCertificate() == null
                    ? Trust.javas()
                    : Trust.pinned(router.apiCertificate())));
  }

  /**
   * Works with the router's connection, which stays open for the next.
   *
   * @throws RouterOsException whatever goes wrong with it
   */
  public <T> T use(RouterAddress address, Function<RouterOs, T> work) {
    return connections.use(address, work);
  }

  /** The same, where somebody waits for the answer: what goes wrong is told to whoever asked. */
  public <T> T ask(RouterAddress address, Function<RouterOs, T> work) {
    try {
      return use(address, work);
    } catch (RouterOsException e) {
      throw problem(e);
    }
  }

  /**
   * What went wrong, to whoever asked: 503 where the router was not reached, 409 where it says no.
   */
  public static Problem problem(RouterOsException e) {
    String words = Objects.requireNonNullElse(e.getMessage(), e.kind().advice());
    return switch (e.kind()) {
      case NAME_NOT_RESOLVED,
          UNREACHABLE,
          PORT_CLOSED,
          NO_ANSWER,
          ROUTER_CLOSED,
          CLOSED_HERE,
          INTERRUPTED ->
          Problem.unavailable(words);
      case TLS_REFUSED,
          OTHER_CERTIFICATE,
          CERTIFICATE_NOT_TRUSTED,
          WRONG_LOGIN,
          NOT_PERMITTED,
          NO_SUCH_ITEM,
          NO_SUCH_COMMAND,
          VALUE_REFUSED,
          COMMAND_FAILED,
          NOT_UNDERSTOOD,
          TOO_MUCH,
          NOT_OFFERED ->
          Problem.conflict(words);
    };
  }

  @Override
  public void close() {
    connections.close();
  }

  /** REST goes in the clear only to the port that is known for it. */
  static Protocol protocol(String entered, @Nullable Integer port) {
    return switch (entered) {
      case "api" -> Protocol.API;
      case "api-ssl" -> Protocol.API_SSL;
      default ->
          port != null && port == Protocol.REST.defaultPort() ? Protocol.REST : Protocol.REST_SSL;
    };
  }
}
