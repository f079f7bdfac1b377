package id.gerbang.billing.cash;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** Who has something to pay, seen as houses to go to. */
public interface DueHouseDao {

  @SqlQuery(
      """
      SELECT c.id, c.number, c.name, c.phone, c.address, c.area, c.latitude, c.longitude, d.since, d.amount, d.invoices
      FROM customer c
      JOIN (SELECT i.customer_id, min(i.due_date) AS since, sum(i.total - i.paid)::bigint AS amount,
                   array_agg(i.number ORDER BY i.due_date, i.id) AS invoices
            FROM invoice i
            WHERE i.voided_at IS NULL AND i.paid < i.total AND i.due_date <= :until
            GROUP BY i.customer_id) d ON d.customer_id = c.id
      WHERE <where>
      ORDER BY <order>
      LIMIT :rows""")
  @RegisterConstructorMapper(DueHouseRow.class)
  List<DueHouseRow> list(
      @Define("where") String where,
      @Define("order") String order,
      @BindMap Map<String, ?> values,
      @Bind("until") LocalDate until,
      @Bind("rows") int rows);

  /** A house as it is read. */
  record DueHouseRow(
      long id,
      String number,
      String name,
      @Nullable String phone,
      @Nullable String address,
      @Nullable String area,
      @Nullable Double latitude,
      @Nullable Double longitude,
      LocalDate since,
      long amount,
      List<String> invoices) {}
}
