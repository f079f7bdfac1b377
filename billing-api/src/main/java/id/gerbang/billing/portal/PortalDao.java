package id.gerbang.billing.portal;

import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** What the pages read beside invoices. */
public interface PortalDao {

  @SqlQuery("SELECT id, number, name FROM customer WHERE id = :id")
  @RegisterConstructorMapper(Payer.class)
  Optional<Payer> payer(long id);

  /** Whose bill it is. */
  record Payer(long id, String number, String name) {}
}
