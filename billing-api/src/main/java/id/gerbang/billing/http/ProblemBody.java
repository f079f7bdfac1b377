package id.gerbang.billing.http;

import java.util.List;

/** The members of {@code application/problem+json}: RFC 9457 §3.1, and the fields at fault. */
record ProblemBody(String type, String title, int status, String detail, List<FieldError> errors) {}
