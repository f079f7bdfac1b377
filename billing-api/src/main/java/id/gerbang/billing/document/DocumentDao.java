package id.gerbang.billing.document;

import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** What documents read beside invoices and payments. */
public interface DocumentDao {

  @SqlQuery("SELECT number, name, address, npwp FROM customer WHERE id = :id")
  @RegisterConstructorMapper(Addressee.class)
  Optional<Addressee> addressee(long id);

  /** To whom a document is made out. */
  record Addressee(String number, String name, Optional<String> address, Optional<String> npwp) {}
}
