package id.gerbang.billing.tax;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The tax's SQL. */
@RegisterConstructorMapper(TaxRule.class)
public interface TaxDao {

  @SqlQuery(
      """
      SELECT (value ->> 'pkp')::boolean AS pkp, value ->> 'mode' AS mode
      FROM setting WHERE name = 'tax'""")
  @RegisterConstructorMapper(TaxSettings.class)
  Optional<TaxSettings> settings();

  @SqlUpdate(
      """
      INSERT INTO setting (name, value, updated_at)
      VALUES ('tax', jsonb_build_object('pkp', :pkp, 'mode', :mode), :now)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at""")
  void set(boolean pkp, String mode, Instant now);

  /** The one that holds on a day. */
  @SqlQuery("SELECT * FROM tax_rule WHERE starts <= :day ORDER BY starts DESC LIMIT 1")
  Optional<TaxRule> rule(LocalDate day);
}
