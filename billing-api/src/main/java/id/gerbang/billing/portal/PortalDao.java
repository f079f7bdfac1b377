package id.gerbang.billing.portal;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** What the pages read beside invoices. */
public interface PortalDao {

  @SqlQuery("SELECT id, number, name FROM customer WHERE id = :id")
  @RegisterConstructorMapper(Payer.class)
  Optional<Payer> payer(long id);

  @SqlQuery("SELECT id, phone FROM customer WHERE number = :number")
  @RegisterConstructorMapper(Named.class)
  Optional<Named> customer(String number);

  /** Whose sessions have an IPv4 address now; two of them are as good as many. */
  @SqlQuery(
      """
      SELECT DISTINCT s.id AS subscription_id, s.customer_id, s.archived_at IS NOT NULL AS archived
      FROM session o JOIN subscription s ON s.id = o.subscriber_id
      WHERE o.framed_ip = CAST(:address AS inet) AND o.stopped_at IS NULL
      LIMIT 2""")
  @RegisterConstructorMapper(Holder.class)
  List<Holder> holders(String address);

  /** A subscription that is online. */
  record Holder(long subscriptionId, long customerId, boolean archived) {}

  /** Whose number somebody typed. */
  record Named(long id, Optional<String> phone) {}

  /** Whose bill it is. */
  record Payer(long id, String number, String name) {}
}
