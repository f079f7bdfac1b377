package id.gerbang.radius.subscriber;

import id.gerbang.core.router.Isolation;
import id.gerbang.core.router.RouterPolicy;
import id.gerbang.core.seal.SealException;
import id.gerbang.core.seal.Sealer;
import id.gerbang.radius.packet.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a row of {@code router}, and unseals its secret; one that does not unseal is unknown. */
final class RouterMapper implements RowMapper<Optional<Router>> {

  private static final Logger log = LoggerFactory.getLogger(RouterMapper.class);

  private final Sealer sealer;

  RouterMapper(Sealer sealer) {
    this.sealer = sealer;
  }

  @Override
  public Optional<Router> map(ResultSet row, StatementContext context) throws SQLException {
    long id = row.getLong("id");
    try {
      return Optional.of(
          new Router(
              id,
              row.getString("name"),
              new Whereabouts(
                  address(row, "address"),
                  Optional.ofNullable(row.getString("nas_identifier")),
                  address(row, "proven_address")),
              Secret.of(sealer.open(row.getBytes("secret_sealed"), "router:" + id + ":secret")),
              row.getBoolean("enabled"),
              row.getInt("coa_port"),
              Router.SignaturePolicy.valueOf(
                  row.getString("require_message_authenticator").toUpperCase(Locale.ROOT)),
              instant(row, "first_signed_at"),
              instant(row, "signature_forgotten_at"),
              new RouterPolicy(
                  Isolation.of(row.getString("isolation")),
                  row.getString("isolation_list"),
                  row.getString("isolation_pool"),
                  row.getString("isolation_rate"))));
    } catch (SealException | IllegalArgumentException e) {
      log.error("router {} can't be served: {}", id, e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }

  private static Optional<InetAddress> address(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    try {
      return text == null ? Optional.empty() : Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("PostgreSQL's inet is always an address", e);
    }
  }
}
