package id.gerbang.billing.imports;

import id.gerbang.billing.customer.Likeness.LikeView;
import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.http.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The imports' SQL. */
interface ImportDao {

  String IMPORTS =
      """
      SELECT i.id, i.name, i.format, i.mapping, i.duplicates, i.created_at, i.created_by, i.undone_at, i.undone_by, i.unfinished, i.findings,
             n.rows, n.made, n.skipped, n.refused, n.undone, n.kept
      FROM import i
      CROSS JOIN LATERAL (
        SELECT count(*) AS rows, count(*) FILTER (WHERE outcome = 'made') AS made,
               count(*) FILTER (WHERE outcome = 'skipped') AS skipped,
               count(*) FILTER (WHERE outcome = 'refused') AS refused,
               count(undone_at) AS undone, count(kept) AS kept
        FROM import_row WHERE import_id = i.id) n
      """;

  String ROWS =
      """
      SELECT r.row, r.name, r.outcome, r.customer_id, c.number, r.subscription_id, r.errors, r.notes, r.undone_at, r.kept, r.made_at
      FROM import_row r LEFT JOIN customer c ON c.id = r.customer_id
      """;

  /**
   * For this transaction: tables that nobody has analysed since they were empty are looked up by
   * their indexes, also by statements that were planned when they were. Otherwise each row of a
   * first import reads all rows before it. What can't be avoided then costs so much on paper that
   * PostgreSQL would have it compiled, each time anew.
   */
  @SqlQuery(
      "SELECT set_config('enable_seqscan', 'off', true) || set_config('plan_cache_mode', 'force_custom_plan', true) || set_config('jit', 'off', true)")
  String lookUpByIndexes();

  @SqlQuery(
      "SELECT id, name FROM plan WHERE archived_at IS NULL AND retired_at IS NULL ORDER BY id")
  @RegisterConstructorMapper(PlanName.class)
  List<PlanName> plans();

  /** Who is known by external ids; what is deleted gave its own free. */
  @SqlQuery(
      """
      SELECT external_id, id, number, name, phone, address, ARRAY['external id'] AS alike
      FROM customer WHERE external_id = ANY(:externalIds) AND archived_at IS NULL
      """)
  @RegisterConstructorMapper(KnownElsewhere.class)
  List<KnownElsewhere> withExternalIds(@Bind("externalIds") String[] externalIds);

  @SqlQuery(
      """
      INSERT INTO import (name, format, mapping, duplicates, findings, created_at, created_by, unfinished)
      VALUES (:name, :format, CAST(:shown AS jsonb), :duplicates, CAST(:found AS jsonb), :now, :by, :unfinished)
      RETURNING id
      """)
  long insert(
      @BindMethods ImportCustomers request,
      @Bind("shown") String mapping,
      @Bind("found") String findings,
      @Bind("unfinished") boolean unfinished,
      @Bind("now") Instant now,
      @Bind("by") String by);

  @SqlBatch(
      """
      INSERT INTO import_row (import_id, row, name, outcome, customer_id, subscription_id, errors, notes, elsewhere, made_at)
      VALUES (:id, :row, :name, :outcome, :customerId, :subscriptionId, CAST(:why AS jsonb), CAST(:other AS jsonb), CAST(:answer AS jsonb), :now)
      """)
  void insertRows(
      @Bind("id") long id,
      @BindMethods List<Verdict> rows,
      @Bind("why") List<String> errors,
      @Bind("other") List<String> notes,
      @Bind("answer") List<@Nullable String> elsewhere,
      @Bind("now") Instant now);

  @SqlBatch(
      """
      INSERT INTO import_plan (import_id, profile, name, plan_id, outcome, errors, notes)
      VALUES (:id, :profile, :name, :planId, :outcome, CAST(:why AS jsonb), CAST(:other AS jsonb))
      """)
  void insertPlans(
      @Bind("id") long id,
      @BindMethods List<MadePlan> plans,
      @Bind("why") List<String> errors,
      @Bind("other") List<String> notes);

  @SqlQuery(
      """
      SELECT profile, name, plan_id, outcome, errors, notes, undone_at, kept
      FROM import_plan WHERE import_id = :id ORDER BY name
      """)
  @RegisterConstructorMapper(PlanRecord.class)
  List<PlanRecord> plans(@Bind("id") long id);

  @SqlUpdate(
      """
      UPDATE import_plan SET undone_at = CASE WHEN CAST(:kept AS text) IS NULL THEN CAST(:now AS timestamptz) END, kept = :kept
      WHERE import_id = :id AND plan_id = :plan
      """)
  void planUndone(
      @Bind("id") long id,
      @Bind("plan") long planId,
      @Bind("kept") @Nullable String kept,
      @Bind("now") Instant now);

  /** The rows that an import has had, by their names. */
  @SqlQuery("SELECT row, name FROM import_row WHERE import_id = :id")
  @RegisterConstructorMapper(RowName.class)
  List<RowName> names(@Bind("id") long id);

  /** What is to be known of the whole, once all of it has come. */
  @SqlUpdate("UPDATE import SET findings = CAST(:found AS jsonb) WHERE id = :id")
  void found(@Bind("id") long id, @Bind("found") String findings);

  @SqlUpdate("UPDATE import SET unfinished = false WHERE id = :id")
  void finished(@Bind("id") long id);

  /** The latest of that name that broke off. */
  @SqlQuery("SELECT id FROM import WHERE name = :name AND unfinished ORDER BY id DESC LIMIT 1")
  Optional<Long> unfinished(@Bind("name") String name);

  @SqlQuery(IMPORTS + "WHERE i.id = :id")
  @RegisterConstructorMapper(ImportRecord.class)
  Optional<ImportRecord> find(@Bind("id") long id);

  /** Whether rows of it are still to come. */
  @SqlQuery("SELECT unfinished FROM import WHERE id = :id FOR UPDATE")
  Optional<Boolean> lock(@Bind("id") long id);

  @SqlQuery(IMPORTS + "WHERE i.id < :before AND i.name ILIKE :like ORDER BY i.id DESC LIMIT :rows")
  @RegisterConstructorMapper(ImportRecord.class)
  List<ImportRecord> list(
      @Bind("like") String like, @Bind("before") long before, @Bind("rows") int rows);

  @SqlQuery(ROWS + "WHERE r.import_id = :id AND r.row > :after ORDER BY r.row LIMIT :rows")
  @RegisterConstructorMapper(RowRecord.class)
  List<RowRecord> rows(@Bind("id") long id, @Bind("after") long after, @Bind("rows") int rows);

  /** What stands of it and is answered elsewhere too. */
  @SqlQuery(
      """
      SELECT r.row, s.username, s.id AS subscription_id, r.elsewhere
      FROM import_row r JOIN subscription s ON s.id = r.subscription_id
      WHERE r.import_id = :id AND r.row > :after AND s.archived_at IS NULL AND r.elsewhere IS NOT NULL
      ORDER BY r.row LIMIT :rows
      """)
  @RegisterConstructorMapper(AnsweredElsewhere.class)
  List<AnsweredElsewhere> elsewhere(
      @Bind("id") long id, @Bind("after") long after, @Bind("rows") int rows);

  /** What was not made, not as it was, or could not be taken back. */
  @SqlQuery(
      ROWS
          + """
          WHERE r.import_id = :id AND (r.outcome <> 'made' OR r.kept IS NOT NULL OR r.notes <> '[]')
          ORDER BY r.row LIMIT :rows
          """)
  @RegisterConstructorMapper(RowRecord.class)
  List<RowRecord> problems(@Bind("id") long id, @Bind("rows") int rows);

  /** What is still there of it, in the order in which customers' rows are locked. */
  @SqlQuery(
      ROWS
          + """
          WHERE r.import_id = :id AND r.outcome = 'made' AND r.undone_at IS NULL AND r.customer_id > :after
          ORDER BY r.customer_id LIMIT :rows
          """)
  @RegisterConstructorMapper(RowRecord.class)
  List<RowRecord> standing(@Bind("id") long id, @Bind("after") long after, @Bind("rows") int rows);

  /** In the order in which customers' rows are locked everywhere. */
  @SqlQuery("SELECT id FROM customer WHERE id = ANY(:customers) ORDER BY id FOR NO KEY UPDATE")
  List<Long> lockCustomers(@Bind("customers") long[] customers);

  /**
   * What has happened since to what rows made; what is not named can be taken back. Sessions that
   * another system told have ids below 0.
   *
   * @param since when each was made
   */
  @SqlQuery(
      """
      SELECT c.id AS customer_id, string_agg(found.reason, ', ' ORDER BY found.n) AS why
      FROM unnest(CAST(:customers AS bigint[]), CAST(:subscriptions AS bigint[]), CAST(:since AS timestamptz[]))
        AS made (customer, subscription, since)
      JOIN customer c ON c.id = made.customer
      LEFT JOIN subscription s ON s.id = made.subscription
      CROSS JOIN LATERAL (VALUES
        (1, c.archived_at IS NOT NULL OR s.archived_at IS NOT NULL, 'was deleted'),
        (2, EXISTS (SELECT FROM invoice i WHERE i.customer_id = c.id), 'has invoices'),
        (3, EXISTS (SELECT FROM payment p WHERE p.customer_id = c.id), 'has payments'),
        (4, EXISTS (SELECT FROM ledger_posting l WHERE l.customer_id = c.id), 'has entries in the books'),
        (5, EXISTS (SELECT FROM report.session o
                 WHERE o.username = s.username AND o.id > 0 AND greatest(o.started_at, o.updated_at, o.stopped_at) >= made.since),
         'has been online'),
        (6, EXISTS (SELECT FROM billed_period b WHERE b.subscription_id = s.id), 'has days that were billed'),
        (7, EXISTS (SELECT FROM subscription_charge a WHERE a.subscription_id = s.id), 'has charges beside its plan'),
        (8, EXISTS (SELECT FROM promise p WHERE p.customer_id = c.id), 'has promised to pay'),
        (9, EXISTS (SELECT FROM review_item r WHERE r.customer_id = c.id), 'is to be reviewed, or was'),
        (10, EXISTS (SELECT FROM scheduled_change w WHERE w.subscription_id = s.id), 'has changes that wait, or came'),
        (11, EXISTS (SELECT FROM bulk_item k JOIN bulk_action a ON a.id = k.bulk_action_id
                 WHERE k.subscription_id = s.id AND a.finished_at IS NULL), 'is in a bulk action that runs'),
        (12, EXISTS (SELECT FROM subscription o
                 WHERE o.customer_id = c.id AND o.archived_at IS NULL AND o.id IS DISTINCT FROM s.id),
         'has another subscription'),
        (13, c.updated_at > made.since OR s.updated_at > made.since, 'was changed')) AS found (n, happened, reason)
      WHERE found.happened
      GROUP BY c.id
      """)
  @RegisterConstructorMapper(Kept.class)
  List<Kept> since(
      @Bind("customers") long[] customers,
      @Bind("subscriptions") @Nullable Long[] subscriptions,
      @Bind("since") String[] since);

  /** Where nothing is said against it, a row is taken back. */
  @SqlUpdate(
      """
      UPDATE import_row r
      SET undone_at = CASE WHEN w.kept IS NULL THEN CAST(:now AS timestamptz) END, kept = w.kept
      FROM unnest(:rows, CAST(:kept AS text[])) AS w (row, kept)
      WHERE r.import_id = :id AND r.row = w.row
      """)
  void undone(
      @Bind("id") long id,
      @Bind("rows") int[] rows,
      @Bind("kept") @Nullable String[] kept,
      @Bind("now") Instant now);

  @SqlUpdate("UPDATE import SET undone_at = :now, undone_by = :by WHERE id = :id")
  void undone(@Bind("id") long id, @Bind("now") Instant now, @Bind("by") String by);

  /** A row by what it is known again. */
  record RowName(int row, Optional<String> name) {}

  /** A customer by the id that another system gave. */
  record KnownElsewhere(String externalId, @Nested LikeView customer) {}

  /** A customer who can't be taken back. */
  record Kept(long customerId, String why) {}

  /** A plan that is sold. */
  record PlanName(long id, String name) {}

  /** An import as it is kept, with how many of its rows came to what. */
  record ImportRecord(
      long id,
      String name,
      String format,
      String mapping,
      String duplicates,
      Instant createdAt,
      String createdBy,
      Optional<Instant> undoneAt,
      Optional<String> undoneBy,
      boolean unfinished,
      String findings,
      long rows,
      long made,
      long skipped,
      long refused,
      long undone,
      long kept) {}

  /** A row as it is kept. */
  record RowRecord(
      int row,
      Optional<String> name,
      String outcome,
      Optional<Long> customerId,
      Optional<String> number,
      Optional<Long> subscriptionId,
      String errors,
      String notes,
      Optional<Instant> undoneAt,
      Optional<String> kept,
      Optional<Instant> madeAt) {}

  /** A row that another system answers too. */
  record AnsweredElsewhere(int row, String username, long subscriptionId, String elsewhere) {}

  /** A plan as it is kept. */
  record PlanRecord(
      String profile,
      String name,
      Optional<Long> planId,
      String outcome,
      String errors,
      String notes,
      Optional<Instant> undoneAt,
      Optional<String> kept) {

    /** Whether it was made by the import, and is still there. */
    boolean stands() {
      return outcome.equals(MadePlan.MADE) && undoneAt.isEmpty();
    }

    ImportPlanView view() {
      return new ImportPlanView(
          profile,
          name,
          planId.orElse(null),
          undoneAt.isPresent() ? "undone" : outcome,
          Json.list(errors, FieldError.class),
          Json.list(notes, String.class),
          kept.orElse(null));
    }
  }
}
