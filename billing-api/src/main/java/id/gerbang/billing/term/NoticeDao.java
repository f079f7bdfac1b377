package id.gerbang.billing.term;

import id.gerbang.billing.money.Money;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** What customers are to be told, in SQL. */
interface NoticeDao {

  @SqlUpdate(
      """
      INSERT INTO notice (customer_id, kind, subscription_id, plan_id, price_version, effective_from, at)
      VALUES (:customer, 'plan', :subscription, :plan, :priceVersion, :from, :now)""")
  void plan(
      long customer, long subscription, long plan, int priceVersion, Instant from, Instant now);

  @SqlQuery(
      """
      SELECT n.id, n.kind, n.at, n.customer_id, c.number AS customer_number, c.name AS customer_name, c.phone,
             n.subscription_id, s.username, n.plan_id, p.name AS plan, v.price, v.currency, n.effective_from,
             n.invoice_id, i.number AS invoice_number, n.days_after_due
      FROM notice n
      JOIN customer c ON c.id = n.customer_id
      LEFT JOIN subscription s ON s.id = n.subscription_id
      LEFT JOIN plan p ON p.id = n.plan_id
      LEFT JOIN plan_version v ON v.plan_id = n.plan_id AND v.version = n.price_version
      LEFT JOIN invoice i ON i.id = n.invoice_id
      WHERE n.id > :after
        AND (CAST(:kind AS text) IS NULL OR n.kind = :kind)
        AND (CAST(:planId AS bigint) IS NULL OR n.plan_id = :planId)
        AND c.name ILIKE :like
      ORDER BY n.id
      LIMIT :rows""")
  @RegisterConstructorMapper(NoticeRow.class)
  List<NoticeRow> list(
      @Nullable String kind, @Nullable Long planId, String like, long after, int rows);

  /** A notice as it is kept, with whom and what it is about. */
  record NoticeRow(
      long id,
      String kind,
      Instant at,
      long customerId,
      String customerNumber,
      String customerName,
      @Nullable String phone,
      @Nullable Long subscriptionId,
      @Nullable String username,
      @Nullable Long planId,
      @Nullable String plan,
      @Nullable Long price,
      @Nullable String currency,
      @Nullable Instant effectiveFrom,
      @Nullable Long invoiceId,
      @Nullable String invoiceNumber,
      @Nullable Integer daysAfterDue) {

    NoticeView view() {
      return new NoticeView(
          id,
          kind,
          at,
          customerId,
          customerNumber,
          customerName,
          phone,
          subscriptionId,
          username,
          planId,
          plan,
          price == null || currency == null ? null : new Money(price, currency),
          effectiveFrom,
          invoiceId,
          invoiceNumber,
          daysAfterDue);
    }
  }
}
