package id.gerbang.radius.subscriber;

import id.gerbang.core.database.EntitlementRow;
import id.gerbang.core.seal.SealException;
import id.gerbang.core.seal.Sealer;
import id.gerbang.radius.auth.Password;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a row of the view {@code entitlement}, and unseals its password. A row that does not
 * unseal, or whose rate makes no sense, is nobody's who could log in, and must not keep the others
 * out.
 */
final class EntitlementMapper implements RowMapper<Optional<Subscriber>> {

  private static final Logger log = LoggerFactory.getLogger(EntitlementMapper.class);

  private final Sealer sealer;

  EntitlementMapper(Sealer sealer) {
    this.sealer = sealer;
  }

  @Override
  public Optional<Subscriber> map(ResultSet row, StatementContext context) throws SQLException {
    long id = row.getLong("subscriber_id");
    try {
      byte[] clear =
          sealer.open(row.getBytes("password_sealed"), "subscription:" + id + ":password");
      return Optional.of(new Subscriber(EntitlementRow.read(row), Password.of(clear)));
    } catch (SealException | IllegalArgumentException e) {
      log.error("subscriber {} can't log in: {}", id, e.getMessage());
      return Optional.empty();
    }
  }
}
