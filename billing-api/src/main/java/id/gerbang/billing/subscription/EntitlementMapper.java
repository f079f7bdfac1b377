package id.gerbang.billing.subscription;

import id.gerbang.core.access.Entitlement;
import id.gerbang.core.database.EntitlementRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads the view {@code entitlement} as the RADIUS side does. */
public final class EntitlementMapper implements RowMapper<Entitlement> {

  @Override
  public Entitlement map(ResultSet row, StatementContext context) throws SQLException {
    return EntitlementRow.read(row);
  }
}
