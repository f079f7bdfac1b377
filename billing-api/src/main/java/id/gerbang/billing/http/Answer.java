package id.gerbang.billing.http;

import org.jspecify.annotations.Nullable;

/** What a POST is answered, now and whenever its Idempotency-Key comes again. */
public record Answer(int status, @Nullable String location, Object entity) {

  public static Answer created(String location, Object entity) {
    return new Answer(201, location, entity);
  }

  /** Taken, and done later. */
  public static Answer accepted(String location, Object entity) {
    return new Answer(202, location, entity);
  }

  public static Answer ok(Object entity) {
    return new Answer(200, null, entity);
  }
}
