package id.gerbang.billing.subscription;

import id.gerbang.billing.http.PlannedForItsValues;
import id.gerbang.core.access.Entitlement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.sqlobject.SingleValue;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMap;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Subscriptions; the id is drawn first, because the password is sealed to it. */
@RegisterConstructorMapper(SubscriptionRow.class)
public interface SubscriptionDao {

  /**
   * Whether {@code subscription s} has an open session, by whichever name. One condition: of two,
   * the first could be a table of all open sessions to PostgreSQL, read for each page.
   */
  String ONLINE =
      """
      EXISTS (SELECT FROM (SELECT s.username UNION ALL SELECT n.username FROM other_name n WHERE n.subscription_id = s.id) name
              JOIN session o ON o.username = name.username
              WHERE o.stopped_at IS NULL AND (o.username = s.username OR o.subscriber_id = s.id))""";

  String COLUMNS =
      """
      SELECT s.id, s.external_id, s.customer_id, s.plan_id, s.price_version, s.username, s.credential_version,
             s.service, s.billing, s.active_until, s.prepaid_day, host(s.static_ip) AS static_ip,
             s.routes, s.framed_ipv6_prefix::text, s.delegated_ipv6_prefix::text, s.attributes, s.mac_policy, s.macs, s.mac_login, s.router_id, s.billing_day, s.billed_until, s.unpaid_since,
             s.held_since, s.held_reason, s.held_until, s.held_until_paid, s.paused_since, s.paused_until, s.paused_reason, s.terminated_at,
             """
          + ONLINE
          + """
           AS online,
             s.version, s.created_at
      FROM subscription s
      """;

  @SqlQuery("SELECT nextval('subscription_id_seq') FROM generate_series(1, :count)")
  List<Long> nextIds(@Bind("count") int count);

  /** Locked, so that no customer goes away or pays before the subscription is there. */
  @SqlQuery(
      """
      SELECT id FROM customer
      WHERE id = ANY(:ids) AND archived_at IS NULL
      ORDER BY id
      FOR NO KEY UPDATE
      """)
  Set<Long> lockCustomers(@Bind("ids") long[] ids);

  /** Locked, so that no plan can go away before the subscription is there. */
  @SqlQuery(
      """
      SELECT id, current_version AS version FROM plan
      WHERE id = ANY(:ids) AND archived_at IS NULL AND retired_at IS NULL
      ORDER BY id
      FOR SHARE
      """)
  @RegisterConstructorMapper(SoldPlan.class)
  List<SoldPlan> lockPlans(@Bind("ids") long[] ids);

  /** Locked, so that no router can go away before the subscription is there. */
  @SqlQuery(
      """
      SELECT id FROM router
      WHERE id = ANY(:ids) AND archived_at IS NULL
      ORDER BY id
      FOR SHARE
      """)
  Set<Long> lockRouters(@Bind("ids") long[] ids);

  default void insert(List<NewSubscription> made, Instant now) {
    insert(made, made.stream().map(NewSubscription::details).toList(), now);
  }

  @SqlBatch(
      """
      INSERT INTO subscription (id, external_id, customer_id, plan_id, price_version, service_version, username, password_sealed,
                                service, billing, active_until, prepaid_day, billing_day, billed_until, first_login_period, static_ip, routes, framed_ipv6_prefix, delegated_ipv6_prefix,
                                attributes, mac_policy, macs, mac_login, router_id, created_at, updated_at)
      VALUES (:id, :externalId, :customerId, :planId, :priceVersion, :priceVersion, :username, :sealed,
              :service, :billing, :activeUntil, :prepaidDay, :billingDay, :billedUntil,
              CASE WHEN :waits THEN (SELECT period FROM plan_version WHERE plan_id = :planId AND version = :priceVersion) END,
              CAST(:staticIp AS inet), :routes, CAST(:framedPrefix AS inet),
              CAST(:delegatedPrefix AS inet), :attributeTexts, :macPolicy, :macs, :macLogin, :routerId, :now, :now)
      """)
  void insert(
      @BindMethods List<NewSubscription> made,
      @BindMethods List<UpdateSubscription> details,
      @Bind("now") Instant now);

  @SqlQuery("SELECT period FROM plan_version WHERE plan_id = :plan AND version = :version")
  String period(@Bind("plan") long plan, @Bind("version") int version);

  /**
   * All but its terms, which have operations of their own. A policy that is taken up again binds to
   * the next device, as {@link #rebindMac} does: under another one others may have come.
   */
  @SqlUpdate(
      """
      UPDATE subscription
      SET external_id = :externalId, username = :username,
          password_sealed = coalesce(:sealed, password_sealed), credential_version = :credentialVersion,
          service = :service, static_ip = CAST(:staticIp AS inet),
          routes = :routes, framed_ipv6_prefix = CAST(:framedPrefix AS inet), delegated_ipv6_prefix = CAST(:delegatedPrefix AS inet),
          attributes = :attributeTexts, mac_policy = :macPolicy, macs = :macs, mac_login = :macLogin,
          macs_since = CASE WHEN :macPolicy = 'first' AND mac_policy <> 'first'
            THEN greatest(CAST(:now AS timestamptz),
                   (SELECT max(learned_at) + interval '1 millisecond' FROM subscriber_mac WHERE subscriber_id = :id))
            ELSE macs_since END,
          router_id = :routerId,
          version = version + 1, updated_at = :now
      WHERE id = :id
      """)
  void update(
      @Bind("id") long id,
      @Bind("sealed") byte @Nullable [] sealed,
      @Bind("credentialVersion") int credentialVersion,
      @BindMethods UpdateSubscription subscription,
      @Bind("now") Instant now);

  @SqlUpdate(
      """
      INSERT INTO former_username (subscription_id, username, until)
      VALUES (:id, :username, :now)
      ON CONFLICT (subscription_id, username) DO UPDATE SET until = EXCLUDED.until
      """)
  void formerly(@Bind("id") long id, @Bind("username") String username, @Bind("now") Instant now);

  @SqlUpdate(
      """
      UPDATE subscription
      SET held_since = CASE WHEN held_until <= :now THEN :now ELSE coalesce(held_since, :now) END,
          held_reason = :reason, held_until = :until,
          held_until_paid = :untilPaid, version = version + 1, updated_at = :now
      WHERE id = :id
      """)
  void hold(
      @Bind("id") long id,
      @Bind("reason") @Nullable String reason,
      @Bind("until") @Nullable Instant until,
      @Bind("untilPaid") boolean untilPaid,
      @Bind("now") Instant now);

  @SqlUpdate(
      """
      UPDATE subscription
      SET billing_day = :day, billed_until = :until, version = version + 1, updated_at = :now
      WHERE id = :id
      """)
  void bill(
      @Bind("id") long id,
      @Bind("day") int day,
      @Bind("until") LocalDate until,
      @Bind("now") Instant now);

  /** Each on a day of its own. */
  @SqlUpdate(
      """
      UPDATE subscription s
      SET billing_day = n.day, billed_until = n.until, version = version + 1, updated_at = :now
      FROM unnest(:ids, :days, CAST(:untils AS date[])) AS n (id, day, until)
      WHERE s.id = n.id
      """)
  void bill(
      @Bind("ids") long[] ids,
      @Bind("days") int[] days,
      @Bind("untils") String[] untils,
      @Bind("now") Instant now);

  /** The first day that no run has billed; empty where none has. */
  @SqlQuery("SELECT max(ends) FROM billed_period WHERE subscription_id = :id")
  @SingleValue
  Optional<LocalDate> billedByRuns(@Bind("id") long id);

  /** After each that was learned: also by a clock that was ahead of ours. */
  @SqlUpdate(
      """
      UPDATE subscription
      SET macs_since = greatest(CAST(:now AS timestamptz),
            (SELECT max(learned_at) + interval '1 millisecond' FROM subscriber_mac WHERE subscriber_id = :id)),
          version = version + 1, updated_at = :now
      WHERE id = :id
      """)
  void rebindMac(@Bind("id") long id, @Bind("now") Instant now);

  @SqlQuery(
      """
      UPDATE subscription
      SET archived_at = :now, version = version + 1, updated_at = :now
      WHERE id = ANY(:ids)
      RETURNING id, username
      """)
  @RegisterConstructorMapper(Archived.class)
  List<Archived> archive(@Bind("ids") long[] ids, @Bind("now") Instant now);

  /** What comes once beside the plan and is not billed; of free accounts nothing is. */
  @SqlQuery(
      """
      SELECT coalesce(sum(c.amount), 0)::bigint FROM subscription_charge c
        JOIN subscription s ON s.id = c.subscription_id JOIN customer k ON k.id = s.customer_id
      WHERE c.subscription_id = :id AND c.kind IN ('one_off', 'late_fee')
        AND c.ended_at IS NULL AND c.invoice_id IS NULL AND NOT is_free_account(k.tags)
      """)
  long unbilledCharges(@Bind("id") long id);

  /** The number of the invoice that an order of more prepaid time waits for. */
  @SqlQuery(
      """
      SELECT i.number FROM renewal r JOIN invoice i ON i.id = r.invoice_id
      WHERE r.subscription_id = :id AND r.applied_at IS NULL AND i.status = 'open'
      ORDER BY r.id
      LIMIT 1
      """)
  Optional<String> waitingOrder(@Bind("id") long id);

  @SingleValue
  @SqlQuery("SELECT password_sealed FROM subscription WHERE id = :id")
  byte[] password(@Bind("id") long id);

  @SqlQuery(COLUMNS + "WHERE s.id = :id AND s.archived_at IS NULL")
  Optional<SubscriptionRow> find(@Bind("id") long id);

  @SqlQuery(COLUMNS + "WHERE s.id = subscription_named(:username)")
  Optional<SubscriptionRow> findUsername(@Bind("username") String username);

  @SqlQuery(COLUMNS + "WHERE s.external_id = :externalId AND s.archived_at IS NULL")
  Optional<SubscriptionRow> findExternal(@Bind("externalId") String externalId);

  @SqlQuery(COLUMNS + "WHERE s.id = :id AND s.archived_at IS NULL FOR UPDATE OF s")
  Optional<SubscriptionRow> lock(@Bind("id") long id);

  /** A page of those for which the conditions hold. */
  @SqlQuery(COLUMNS + "WHERE s.archived_at IS NULL AND <where> ORDER BY <order> LIMIT :rows")
  @PlannedForItsValues
  List<SubscriptionRow> list(
      @Define("where") String where,
      @Define("order") String order,
      @BindMap Map<String, ?> values,
      @Bind("rows") int rows);

  /** The address of a pool of ours that it would get again. */
  @SqlQuery(
      """
      SELECT host(address)
      FROM address_lease
      WHERE pool_id = :pool AND subscriber_id = :id AND slot = 0
      ORDER BY leased_at
      LIMIT 1
      """)
  Optional<String> lease(@Bind("id") long id, @Bind("pool") long pool);

  @SqlQuery("SELECT name FROM address_pool WHERE id = :pool")
  String poolName(@Bind("pool") long pool);

  @SqlQuery(
      """
      SELECT *
      FROM entitlement
      WHERE subscriber_id = ANY(:ids)
      """)
  @RegisterRowMapper(EntitlementMapper.class)
  List<Entitlement> entitlements(@Bind("ids") long[] ids);

  /** One that was deleted. */
  record Archived(long id, String username) {}

  /** A plan that is sold. */
  record SoldPlan(long id, int version) {}

  /**
   * A subscription that is made.
   *
   * @param waits for its first login
   * @param prepaidDay the day of the month on which its months end, where its end's month lacks it
   * @param billedUntil the first day that runs bill, whose day of the month is theirs; null: none
   *     do
   */
  record NewSubscription(
      long id,
      long customerId,
      int priceVersion,
      byte[] sealed,
      boolean waits,
      @Nullable Integer prepaidDay,
      @Nullable LocalDate billedUntil,
      UpdateSubscription details) {

    public @Nullable Integer billingDay() {
      return billedUntil == null ? null : billedUntil.getDayOfMonth();
    }
  }
}
