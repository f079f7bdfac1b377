package id.gerbang.billing.http;

import java.util.List;

/**
 * A request that is refused, in words for the client: RFC 9457. Carries no stack trace, because
 * refusing is routine.
 */
public final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String title;
  private final transient List<FieldError> errors;
  private final long retryAfter;

  private Problem(int status, String title, String detail, List<FieldError> errors) {
    this(status, title, detail, errors, 0);
  }

  private Problem(
      int status, String title, String detail, List<FieldError> errors, long retryAfter) {
    super(detail, null, false, false);
    this.status = status;
    this.title = title;
    this.errors = List.copyOf(errors);
    this.retryAfter = retryAfter;
  }

  /** Not readable as what it should be. */
  public static Problem badRequest(String field, String message) {
    return badRequest(List.of(new FieldError(field, message)));
  }

  static Problem badRequest(List<FieldError> errors) {
    return new Problem(400, "Unreadable request", sentence(errors), errors);
  }

  static Problem unreadable(String detail) {
    return new Problem(400, "Unreadable request", detail, List.of());
  }

  public static Problem unauthorized(String detail) {
    return new Problem(401, "Not signed in", detail, List.of());
  }

  public static Problem unauthorized(String field, String message) {
    List<FieldError> errors = List.of(new FieldError(field, message));
    return new Problem(401, "Not signed in", sentence(errors), errors);
  }

  public static Problem forbidden(String detail) {
    return new Problem(403, "Not allowed", detail, List.of());
  }

  /**
   * No such thing, or not for this caller.
   *
   * @param what such as {@code customer number:C-00123}
   */
  public static Problem notFound(String what) {
    return new Problem(404, "Not found", "There is no " + what + ".", List.of());
  }

  /** Readable and well formed, but not as things are now. */
  public static Problem conflict(String detail) {
    return new Problem(409, "Conflict", detail, List.of());
  }

  public static Problem conflict(String field, String message) {
    return conflict(List.of(new FieldError(field, message)));
  }

  public static Problem conflict(List<FieldError> errors) {
    return new Problem(409, "Conflict", sentence(errors), errors);
  }

  /** Changed by someone else since the caller read it. */
  static Problem preconditionFailed(String detail) {
    return new Problem(412, "Changed meanwhile", detail, List.of());
  }

  public static Problem tooLarge(String detail) {
    return new Problem(413, "Request too large", detail, List.of());
  }

  /** Readable but not allowed. */
  public static Problem unprocessable(String field, String message) {
    return unprocessable(List.of(new FieldError(field, message)));
  }

  public static Problem unprocessable(List<FieldError> errors) {
    return new Problem(422, "Not allowed so", sentence(errors), errors);
  }

  static Problem unprocessable(String detail) {
    return new Problem(422, "Not allowed so", detail, List.of());
  }

  /** Not now, but soon. */
  public static Problem unavailable(String detail) {
    return new Problem(503, "Not available", detail, List.of());
  }

  /** Too often: RFC 6585 §4. */
  public static Problem tooMany(String detail, long retryAfterSeconds) {
    return new Problem(429, "Too many requests", detail, List.of(), retryAfterSeconds);
  }

  static Problem of(int status, String title, String detail) {
    return new Problem(status, title, detail, List.of());
  }

  private static String sentence(List<FieldError> errors) {
    FieldError first = errors.get(0);
    return first.field() + ": " + first.message();
  }

  public int status() {
    return status;
  }

  public List<FieldError> errors() {
    return errors;
  }

  /** In how many seconds it may be tried again; 0: nothing is said of it. */
  long retryAfter() {
    return retryAfter;
  }

  ProblemBody body() {
    String detail = getMessage();
    return new ProblemBody("about:blank", title, status, detail == null ? title : detail, errors);
  }
}
