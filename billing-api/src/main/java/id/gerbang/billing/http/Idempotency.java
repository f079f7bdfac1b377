package id.gerbang.billing.http;

import id.gerbang.core.seal.Sealer;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/**
 * Does a POST once per Idempotency-Key: work and answer are one transaction, so that a copy gets
 * the answer again or finds the first still running, and a crash leaves both or neither (P18).
 */
public final class Idempotency {

  private final Jdbi jdbi;
  private final Clock clock;
  private final Sealer sealer;
  private final SecretKeySpec bodyKey;

  public Idempotency(Jdbi jdbi, Clock clock, Sealer sealer) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.sealer = sealer;
    // Keyed: a body may hold a password, and a plain hash of it could be guessed from.
    this.bodyKey = new SecretKeySpec(sealer.derive("idempotency"), "HmacSHA256");
  }

  /** What a POST does in its transaction. */
  @FunctionalInterface
  public interface Work {
    Answer run(Handle handle);
  }

  /** For what moves money: no key, no work. */
  public Response onceWithKey(
      Actor actor, @Nullable String key, String request, Object body, Work work) {
    if (key == null) {
      throw Problem.badRequest(
          "Idempotency-Key", "is missing: this header tells a repeated request from a second one");
    }
    return once(actor, key, request, body, work);
  }

  /**
   * Runs the work, or answers again what it was answered.
   *
   * @param key the header; without it the work is simply done
   * @param request method and path, such as {@code POST /payments}
   * @param body the request as it was read: the same meaning is the same request
   */
  public Response once(Actor actor, @Nullable String key, String request, Object body, Work work) {
    if (key == null) {
      return response(jdbi.inTransaction(work::run));
    }
    if (key.isBlank() || key.length() > 255) {
      throw Problem.badRequest("Idempotency-Key", "has 1 to 255 characters");
    }
    byte[] bodyMac = mac(body);
    return jdbi.inTransaction(
        handle -> {
          IdempotencyDao dao = handle.attach(IdempotencyDao.class);
          if (!dao.tryLock(actor.name() + "\n" + key)) {
            throw Problem.conflict("The first request with this Idempotency-Key is still running.");
          }
          Optional<Stored> stored = dao.find(actor.name(), key);
          if (stored.isPresent()) {
            return again(stored.get(), actor, key, request, bodyMac);
          }
          Answer answer = work.run(handle);
          String json = Json.text(answer.entity());
          dao.insert(
              actor.name(),
              key,
              request,
              bodyMac,
              answer.status(),
              answer.location(),
              sealer.seal(json.getBytes(StandardCharsets.UTF_8), row(actor, key)),
              clock.instant());
          return response(answer.status(), answer.location(), json);
        });
  }

  /**
   * Forgets what was answered before an instant, and says how much it was; a key is kept for 24
   * hours at least (P18).
   */
  public int forget(Instant before) {
    return jdbi.withExtension(IdempotencyDao.class, dao -> dao.forget(before));
  }

  private Response again(Stored stored, Actor actor, String key, String request, byte[] bodyMac) {
    if (!stored.request().equals(request) || !MessageDigest.isEqual(stored.bodyMac(), bodyMac)) {
      throw Problem.unprocessable(
          "Idempotency-Key", "was used for another request; a new request takes a new key");
    }
    byte[] json = sealer.open(stored.responseSealed(), row(actor, key));
    return response(stored.status(), stored.location(), new String(json, StandardCharsets.UTF_8));
  }

  private static String row(Actor actor, String key) {
    return "idempotency:" + actor.name() + ":" + key;
  }

  private static Response response(Answer answer) {
    return response(answer.status(), answer.location(), Json.text(answer.entity()));
  }

  private static Response response(int status, @Nullable String location, String json) {
    Response.ResponseBuilder response =
        Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(json);
    if (location != null) {
      response.header("Location", location);
    }
    return response.build();
  }

  private byte[] mac(Object body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(bodyKey);
      return mac.doFinal(Json.bytes(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /** A request that was answered. */
  public record Stored(
      String request,
      byte[] bodyMac,
      int status,
      @Nullable String location,
      byte[] responseSealed) {}

  /** What was answered to which key. */
  public interface IdempotencyDao {

    @SqlQuery("SELECT pg_try_advisory_xact_lock(hashtextextended(:key, 0))")
    boolean tryLock(@Bind("key") String key);

    @SqlQuery(
        """
        SELECT request, body_mac, status, location, response_sealed
        FROM idempotency
        WHERE actor = :actor AND key = :key
        """)
    @RegisterConstructorMapper(Stored.class)
    Optional<Stored> find(@Bind("actor") String actor, @Bind("key") String key);

    @SqlUpdate(
        """
        INSERT INTO idempotency (actor, key, request, body_mac, status, location, response_sealed, created_at)
        VALUES (:actor, :key, :request, :bodyMac, :status, :location, :responseSealed, :now)
        """)
    void insert(
        @Bind("actor") String actor,
        @Bind("key") String key,
        @Bind("request") String request,
        @Bind("bodyMac") byte[] bodyMac,
        @Bind("status") int status,
        @Bind("location") @Nullable String location,
        @Bind("responseSealed") byte[] responseSealed,
        @Bind("now") Instant now);

    @SqlUpdate("DELETE FROM idempotency WHERE created_at < :before")
    int forget(@Bind("before") Instant before);
  }
}
