package id.gerbang.billing.customer;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Who is connected for nothing: the tag says so. */
public interface FreeAccountDao {

  String FREE =
      """
      FROM customer c
      JOIN subscription s ON s.customer_id = c.id AND s.archived_at IS NULL AND s.terminated_at IS NULL
      JOIN plan p ON p.id = s.plan_id
      JOIN plan_version v ON v.plan_id = s.plan_id AND v.version = s.price_version
      WHERE c.archived_at IS NULL AND is_free_account(c.tags)
      """;

  @SqlQuery("SELECT count(*) AS accounts, coalesce(sum(v.price), 0)::bigint AS forgone " + FREE)
  @RegisterConstructorMapper(Sums.class)
  Sums sums();

  @SqlQuery(
      """
      SELECT s.id AS subscription_id, s.username, c.id AS customer_id, c.number, c.name, c.tags, p.name AS plan, v.price
      """
          + FREE
          + "AND s.id > :after ORDER BY s.id LIMIT :rows")
  @RegisterConstructorMapper(FreeRow.class)
  List<FreeRow> list(long after, int rows);

  /** All of them together. */
  record Sums(long accounts, long forgone) {}

  /** One of them. */
  record FreeRow(
      long subscriptionId,
      String username,
      long customerId,
      String number,
      String name,
      List<String> tags,
      String plan,
      long price) {}
}
