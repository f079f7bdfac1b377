package id.gerbang.billing.gateway;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is known of an attempt to pay. */
enum AttemptState {
  /** Saved; the gateway has not said yet that it knows of it: unknown. */
  CREATED,
  PENDING,
  PAID,
  PARTLY_REFUNDED,
  REFUNDED,
  CHARGED_BACK,
  EXPIRED,
  FAILED,
  CANCELLED;

  static AttemptState of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** The money came, whatever happened to it since. */
  boolean settled() {
    return this == PAID || this == PARTLY_REFUNDED || this == REFUNDED || this == CHARGED_BACK;
  }

  boolean open() {
    return this == CREATED || this == PENDING;
  }

  @JsonValue
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
