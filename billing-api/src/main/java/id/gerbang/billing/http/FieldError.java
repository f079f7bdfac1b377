package id.gerbang.billing.http;

/**
 * What is wrong with one field of a request.
 *
 * @param field a path such as {@code lines[0].amount}
 */
public record FieldError(String field, String message) {}
