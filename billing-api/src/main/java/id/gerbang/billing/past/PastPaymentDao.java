package id.gerbang.billing.past;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The SQL of payments elsewhere. */
interface PastPaymentDao {

  /** Customers by the ids that another system gave their accounts. */
  @SqlQuery(
      """
      SELECT external_id AS account, id AS customer_id
      FROM customer WHERE external_id = ANY(:accounts) AND archived_at IS NULL
      """)
  @RegisterConstructorMapper(Customer.class)
  List<Customer> customers(@Bind("accounts") String[] accounts);

  /** Amounts of those that were not there yet. */
  @SqlQuery(
      """
      INSERT INTO payment_elsewhere (customer_id, import_id, reference, paid_at, amount, method, profile)
      SELECT customer, :import, reference, paid_at, amount, method, profile
      FROM unnest(:customers, :references, CAST(:times AS timestamptz[]), :amounts, :methods, :profiles)
             AS p (customer, reference, paid_at, amount, method, profile)
      ON CONFLICT (customer_id, reference) DO NOTHING
      RETURNING amount
      """)
  List<Long> insert(
      @Bind("import") long importId,
      @Bind("customers") long[] customers,
      @Bind("references") String[] references,
      @Bind("times") String[] times,
      @Bind("amounts") long[] amounts,
      @Bind("methods") String[] methods,
      @Bind("profiles") String[] profiles);

  @SqlQuery(
      """
      SELECT paid_at AS at, amount, method, profile
      FROM payment_elsewhere
      WHERE customer_id = :customer AND paid_at >= :from AND paid_at < :to
      ORDER BY paid_at, id
      LIMIT :rows
      """)
  @RegisterConstructorMapper(Row.class)
  List<Row> of(
      @Bind("customer") long customer,
      @Bind("from") Instant from,
      @Bind("to") Instant to,
      @Bind("rows") int rows);

  @SqlUpdate("DELETE FROM payment_elsewhere WHERE customer_id = ANY(:customers)")
  void forgetOf(@Bind("customers") long[] customers);

  @SqlUpdate("DELETE FROM payment_elsewhere WHERE import_id = :import")
  void takeBack(@Bind("import") long importId);

  /** A customer by another system's account. */
  record Customer(String account, long customerId) {}

  /** A payment as it is kept. */
  record Row(Instant at, long amount, String method, String profile) {}
}
