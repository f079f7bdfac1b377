package id.gerbang.billing.customer;

import id.gerbang.billing.http.PlannedForItsValues;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Customers. */
@RegisterConstructorMapper(CustomerRow.class)
public interface CustomerDao {

  String COLUMNS =
      """
      SELECT c.id, c.external_id, c.number, c.name, c.phone, c.email, c.address, c.area, c.latitude, c.longitude,
             c.contacts::text AS contacts, c.notes, c.tags, c.npwp, c.nik, c.version, c.created_at
      FROM customer c
      """;

  /**
   * Takes numbers, and answers the last of them; nobody else takes any until the transaction ends.
   */
  @SqlQuery(
      """
      INSERT INTO counter (series, value)
      VALUES ('customer', :count)
      ON CONFLICT (series) DO UPDATE SET value = counter.value + :count
      RETURNING value
      """)
  long takeNumbers(@Bind("count") int count);

  @SqlBatch(
      """
      INSERT INTO customer (external_id, number, name, phone, email, address, area, latitude, longitude, contacts, notes, tags,
                            npwp, nik, created_at, updated_at)
      VALUES (:externalId, :number, :name, :phone, :email, :address, :area, :latitude, :longitude, CAST(:people AS jsonb), :notes, :labels,
              :npwp, :nik, :now, :now)
      """)
  void insert(
      @Bind("number") List<String> numbers,
      @BindMethods List<SaveCustomer> customers,
      @Bind("people") List<String> people,
      @Bind("labels") List<String[]> labels,
      @Bind("now") Instant now);

  @SqlQuery("SELECT id, number FROM customer WHERE number = ANY(:numbers)")
  @RegisterConstructorMapper(Numbered.class)
  List<Numbered> numbered(@Bind("numbers") String[] numbers);

  @SqlUpdate(
      """
      UPDATE customer
      SET external_id = :externalId, name = :name, phone = :phone, email = :email, address = :address, area = :area,
          latitude = :latitude, longitude = :longitude, contacts = CAST(:people AS jsonb), notes = :notes, tags = :labels, npwp = :npwp, nik = :nik, version = version + 1, updated_at = :now
      WHERE id = :id
      """)
  void update(
      @Bind("id") long id,
      @BindMethods SaveCustomer customer,
      @Bind("people") String people,
      @Bind("labels") String[] labels,
      @Bind("now") Instant now);

  @SqlQuery(COLUMNS + "WHERE c.id = :id AND c.archived_at IS NULL")
  Optional<CustomerRow> find(@Bind("id") long id);

  @SqlQuery(COLUMNS + "WHERE c.number = :number AND c.archived_at IS NULL")
  Optional<CustomerRow> findNumber(@Bind("number") String number);

  @SqlQuery(COLUMNS + "WHERE c.external_id = :externalId AND c.archived_at IS NULL")
  Optional<CustomerRow> findExternal(@Bind("externalId") String externalId);

  @SqlQuery(
      COLUMNS
          + """
          JOIN subscription s ON s.customer_id = c.id
          WHERE s.id = subscription_named(:username) AND c.archived_at IS NULL
          """)
  Optional<CustomerRow> findUsername(@Bind("username") String username);

  @SqlQuery(COLUMNS + "WHERE c.id = :id AND c.archived_at IS NULL FOR UPDATE OF c")
  Optional<CustomerRow> lock(@Bind("id") long id);

  /** A page of those for whom the conditions hold. */
  @SqlQuery(COLUMNS + "WHERE c.archived_at IS NULL AND <where> ORDER BY <order> LIMIT :rows")
  @PlannedForItsValues
  List<CustomerRow> list(
      @Define("where") String where,
      @Define("order") String order,
      @BindMap Map<String, ?> values,
      @Bind("rows") int rows);

  /**
   * A page of those who are sought and for whom the conditions hold. Each half stops at a page, so
   * that PostgreSQL may choose for each whether to look up what is rare or to walk to what is
   * common.
   */
  @SqlQuery(
      COLUMNS
          + """
          JOIN (
            (SELECT c.id FROM customer c
             WHERE c.archived_at IS NULL AND <sought> AND <where> ORDER BY <order> LIMIT :rows)
            UNION
            (SELECT c.id FROM customer c
             WHERE c.archived_at IS NULL
               AND c.id IN (SELECT s.customer_id FROM subscription s WHERE s.archived_at IS NULL AND <login>)
               AND <where> ORDER BY <order> LIMIT :rows)) found USING (id)
          ORDER BY <order> LIMIT :rows
          """)
  @PlannedForItsValues
  List<CustomerRow> search(
      @Define("sought") String sought,
      @Define("login") String login,
      @Define("where") String where,
      @Define("order") String order,
      @BindMap Map<String, ?> values,
      @Bind("rows") int rows);

  @SqlQuery("SELECT count(*) FROM subscription WHERE customer_id = :id AND archived_at IS NULL")
  long subscriptions(@Bind("id") long id);

  /**
   * What stands in the books for a customer, and whether days of deleted subscriptions are not
   * billed.
   */
  @SqlQuery(
      """
      SELECT (coalesce(sum(amount) FILTER (WHERE account = 'receivable'), 0)
              + greatest(0, sum(amount) FILTER (WHERE account = 'customer_credit')))::bigint AS owes,
             (greatest(0, -sum(amount) FILTER (WHERE account = 'customer_credit'))
              + greatest(0, -sum(amount) FILTER (WHERE account = 'deposit')))::bigint AS has,
             EXISTS (
               SELECT FROM subscription s JOIN customer c ON c.id = s.customer_id
               WHERE s.customer_id = :id AND s.paused_since IS NULL AND NOT is_free_account(c.tags)
                 AND CAST(least(s.terminated_at, s.archived_at) AT TIME ZONE :zone AS date) > s.billed_until) AS unbilled
      FROM ledger_posting WHERE customer_id = :id
      """)
  @RegisterConstructorMapper(Unsettled.class)
  Unsettled unsettled(@Bind("id") long id, @Bind("zone") String zone);

  /** By which number a customer is known. */
  record Numbered(long id, String number) {}

  /**
   * What is not done with.
   *
   * @param owes invoices, and credit below 0
   * @param has credit and deposits
   */
  record Unsettled(long owes, long has, boolean unbilled) {}

  @SqlQuery("UPDATE customer SET archived_at = :now WHERE id = ANY(:ids) RETURNING id, number")
  @RegisterConstructorMapper(Numbered.class)
  List<Numbered> archive(@Bind("ids") long[] ids, @Bind("now") Instant now);
}
