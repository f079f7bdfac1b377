package id.gerbang.billing.report;

import static id.gerbang.billing.http.Role.AUDITOR;
import static id.gerbang.billing.http.Role.OWNER;
import static id.gerbang.billing.http.Role.TECHNICIAN;

import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Personal;
import id.gerbang.billing.http.Times;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * {@code /address-history}: who had an IPv4 address, or an IPv6 address in their prefix, at a time;
 * without a time, the last hundred who had it.
 */
@Path("/api/v1/address-history")
@Produces(MediaType.APPLICATION_JSON)
public final class AddressHistoryResource {

  private static final int AT_ONCE = 100;
  private static final Instant BEGINNING_OF_TIME = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

  private final Jdbi jdbi;

  public AddressHistoryResource(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @GET
  @Personal
  @Allow({OWNER, TECHNICIAN, AUDITOR})
  public Page<AddressHolder> holders(
      @QueryParam("address") @Nullable String text, @QueryParam("at") @Nullable String at) {
    Checks checks = new Checks();
    Optional<InetAddress> address = checks.address(text, "address");
    checks.done();
    Optional<Instant> moment = Times.parse(at, "at");
    return new Page<>(
        holders(
            address.orElseThrow(), moment.orElse(BEGINNING_OF_TIME), moment.orElse(END_OF_TIME)),
        null);
  }

  private List<AddressHolder> holders(InetAddress address, Instant earliest, Instant latest) {
    String literal = address.getHostAddress();
    return jdbi.withExtension(
        AddressHistoryDao.class,
        dao ->
            address instanceof Inet4Address
                ? dao.ofIpv4(literal, earliest, latest, AT_ONCE)
                : dao.ofIpv6(literal, earliest, latest, AT_ONCE));
  }
}
