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

  /** A row by what it is known again. */
  record RowName(int row, Optional<String> name) {}

  /** A customer by the id that another system gave. */
  record KnownElsewhere(String externalId, @Nested LikeView customer) {}

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
