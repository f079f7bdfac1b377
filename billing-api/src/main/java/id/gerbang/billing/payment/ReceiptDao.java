package id.gerbang.billing.payment;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.KeyColumn;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.ValueColumn;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The receipts' SQL. Rows are only ever added. */
public interface ReceiptDao {

  @SqlQuery(
      """
      INSERT INTO counter (series, value) VALUES (:series, 1)
      ON CONFLICT (series) DO UPDATE SET value = counter.value + 1
      RETURNING value""")
  long next(String series);

  @SqlUpdate(
      "INSERT INTO receipt (payment_id, number, issued_at) VALUES (:paymentId, :number, :now)")
  void insert(long paymentId, String number, Instant now);

  /** By payment; one from before there were receipts has none. */
  @SqlQuery("SELECT payment_id, number FROM receipt WHERE payment_id = ANY(:payments)")
  @KeyColumn("payment_id")
  @ValueColumn("number")
  Map<Long, String> numbers(long... payments);

  @SqlQuery(
      """
      SELECT r.number, r.issued_at, c.number AS customer_number, c.name AS customer_name, c.address AS customer_address,
             (SELECT value ->> 'name' FROM setting WHERE name = 'isp') AS isp
      FROM receipt r JOIN payment p ON p.id = r.payment_id JOIN customer c ON c.id = p.customer_id
      WHERE r.payment_id = :paymentId""")
  @RegisterConstructorMapper(ReceiptRow.class)
  Optional<ReceiptRow> find(long paymentId);

  /** A receipt, and whom it is for. */
  record ReceiptRow(
      String number,
      Instant issuedAt,
      String customerNumber,
      String customerName,
      @Nullable String customerAddress,
      @Nullable String isp) {}
}
