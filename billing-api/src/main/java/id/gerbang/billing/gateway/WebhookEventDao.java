package id.gerbang.billing.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The notifications' SQL. */
@RegisterConstructorMapper(WebhookEventDao.EventRow.class)
public interface WebhookEventDao {

  /** Copies that come at once are taken one after the other. */
  @SqlUpdate("SELECT pg_advisory_xact_lock(hashtextextended(:gateway || ':' || :eventKey, 27))")
  void lock(String gateway, String eventKey);

  /** The one of this name that counts. */
  @SqlQuery(
      """
      SELECT * FROM webhook_event
      WHERE gateway = :gateway AND event_key = :eventKey AND state <> 'conflicting'""")
  Optional<EventRow> first(String gateway, String eventKey);

  @SqlUpdate(
      """
      INSERT INTO webhook_event (gateway, event_key, meaning, reference, body, received_at, state, try_at)
      VALUES (:gateway, :eventKey, :meaning, :reference, :body, :now, 'stored', :now)""")
  void insert(
      String gateway,
      String eventKey,
      byte[] meaning,
      @Nullable String reference,
      byte[] body,
      Instant now);

  @SqlUpdate("UPDATE webhook_event SET copies = copies + 1 WHERE id = :id")
  void countCopy(long id);

  /**
   * One that came again is news where a payment was taken back, and the opposite of what it told
   * done since: a provider tells of a charge by one name per word.
   */
  @SqlUpdate(
      """
      UPDATE webhook_event e
      SET state = 'stored', try_at = :now, again_at = :now, tries = 0, failures = 0, processed_at = NULL, body = :body
      FROM payment_attempt a
      WHERE e.id = :id AND e.state NOT IN ('stored', 'conflicting')
        AND a.reference = e.reference AND a.gateway = e.gateway
        AND a.taken_back_at IS NOT NULL AND greatest(a.settled_at, a.taken_back_at) > e.processed_at""")
  int wake(long id, byte[] body, Instant now);

  /** One that nothing is done about by itself. */
  @SqlQuery(
      """
      INSERT INTO webhook_event (gateway, event_key, meaning, reference, body, received_at, state, processed_at, outcome)
      VALUES (:gateway, :eventKey, :meaning, :reference, :body, :now, :state, :now, :outcome)
      ON CONFLICT (gateway, event_key, meaning) DO UPDATE SET copies = webhook_event.copies + 1
      RETURNING id""")
  long insertEnded(
      String gateway,
      String eventKey,
      byte[] meaning,
      @Nullable String reference,
      byte[] body,
      Instant now,
      String state,
      String outcome);

  /** The next one to process, left alone by others meanwhile. */
  @SqlQuery(
      """
      UPDATE webhook_event SET try_at = :leaseUntil, tries = tries + 1
      WHERE id = (SELECT id FROM webhook_event WHERE gateway = :gateway AND state = 'stored' AND try_at <= :now
                  ORDER BY try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING *""")
  Optional<EventRow> claim(String gateway, Instant now, Instant leaseUntil);

  @SqlUpdate(
      """
      UPDATE webhook_event SET state = :state, try_at = NULL, processed_at = :now, outcome = :outcome
      WHERE id = :id AND state = 'stored'""")
  int done(long id, String state, String outcome, Instant now);

  /**
   * @param failures 1: it broke off or was contradicted; 0: there was no answer
   */
  @SqlUpdate(
      """
      UPDATE webhook_event SET try_at = :tryAt, outcome = :outcome, failures = failures + :failures
      WHERE id = :id AND state = 'stored'""")
  void again(long id, Instant tryAt, String outcome, int failures);

  @SqlUpdate(
      """
      UPDATE webhook_event SET state = 'stored', try_at = :now, tries = 0, failures = 0, processed_at = NULL
      WHERE id = :id AND state <> 'conflicting' AND body IS NOT NULL""")
  int replay(long id, Instant now);

  /** Of those about which nothing is to be done or decided any more. Answers of how many. */
  @SqlUpdate(
      """
      UPDATE webhook_event SET body = NULL
      WHERE id IN (SELECT id FROM webhook_event e
                   WHERE body IS NOT NULL AND state <> 'stored' AND received_at < :before
                     AND NOT EXISTS (SELECT FROM review_item r
                                     WHERE r.resolved_at IS NULL AND r.subject = 'webhook_event:' || e.id)
                   ORDER BY received_at
                   LIMIT :rows)""")
  int forgetBodies(Instant before, int rows);

  @SqlQuery("SELECT * FROM webhook_event WHERE id = :id")
  Optional<EventRow> byId(long id);

  /** Newest first. */
  @SqlQuery(
      """
      SELECT * FROM webhook_event
      WHERE id < :before
        AND (CAST(:gateway AS text) IS NULL OR gateway = :gateway)
        AND (CAST(:state AS text) IS NULL OR state = :state)
        AND (CAST(:reference AS text) IS NULL OR reference = :reference)
        AND (event_key ILIKE :like OR coalesce(reference, '') ILIKE :like)
      ORDER BY id DESC
      LIMIT :rows""")
  List<EventRow> list(
      @Nullable String gateway,
      @Nullable String state,
      @Nullable String reference,
      String like,
      long before,
      int rows);

  @SqlQuery(
      """
      SELECT count(*) AS waiting, min(received_at) AS oldest FROM webhook_event WHERE state = 'stored'""")
  @RegisterConstructorMapper(Waiting.class)
  Waiting waiting();

  /**
   * A notification as it is kept.
   *
   * @param body null: forgotten
   * @param againAt when it came again and was news
   */
  record EventRow(
      long id,
      String gateway,
      String eventKey,
      byte[] meaning,
      Optional<String> reference,
      byte @Nullable [] body,
      Instant receivedAt,
      Optional<Instant> againAt,
      int copies,
      String state,
      int tries,
      int failures,
      Optional<Instant> tryAt,
      Optional<Instant> processedAt,
      Optional<String> outcome) {

    /** When it told what is to be done now. */
    Instant heardAt() {
      return againAt.orElse(receivedAt);
    }
  }

  /** What is not processed yet. */
  record Waiting(long waiting, Optional<Instant> oldest) {}
}
