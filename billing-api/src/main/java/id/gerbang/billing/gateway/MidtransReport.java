package id.gerbang.billing.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.money.Money;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What Midtrans' transaction fields mean, in notifications and in answers alike. */
final class MidtransReport {

  /** Local time of Jakarta, without saying so. */
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private static final ZoneOffset JAKARTA = ZoneOffset.ofHours(7);

  private MidtransReport() {}

  static Report of(JsonNode json) {
    return new Report(
        Optional.of(ProviderJson.required(json, "order_id")),
        "transaction",
        ProviderJson.text(json, "transaction_id"),
        word(json),
        state(json),
        ProviderJson.rupiah(json, "gross_amount"),
        ProviderJson.text(json, "currency").orElse(Money.RUPIAH),
        time(json, "settlement_time").or(() -> time(json, "transaction_time")),
        offer(json));
  }

  /** A transaction is told of once per word. */
  static String key(JsonNode json) {
    return String.join(
        ":",
        ProviderJson.text(json, "transaction_id").orElse(ProviderJson.required(json, "order_id")),
        word(json));
  }

  /** The status, with what qualifies it. */
  private static String word(JsonNode json) {
    return ProviderJson.required(json, "transaction_status")
        + ProviderJson.text(json, "fraud_status")
            .filter(fraud -> !fraud.equals("accept"))
            .map(fraud -> "/" + fraud)
            .orElse("")
        + ProviderJson.text(json, "refund_amount").map(amount -> " " + amount).orElse("");
  }

  private static Optional<AttemptState> state(JsonNode json) {
    return Optional.ofNullable(
        switch (ProviderJson.required(json, "transaction_status")) {
          case "pending", "authorize" -> AttemptState.PENDING;
          // A card may be paid and yet wait for a person at Midtrans.
          case "settlement", "capture" -> isPaid(json) ? AttemptState.PAID : AttemptState.PENDING;
          case "deny", "failure" -> AttemptState.FAILED;
          case "cancel" -> AttemptState.CANCELLED;
          case "expire" -> AttemptState.EXPIRED;
          case "refund" -> AttemptState.REFUNDED;
          case "partial_refund" -> AttemptState.PARTLY_REFUNDED;
          case "chargeback", "partial_chargeback" -> AttemptState.CHARGED_BACK;
          default -> null;
        });
  }

  private static boolean isPaid(JsonNode json) {
    return ProviderJson.text(json, "status_code").filter("200"::equals).isPresent()
        && ProviderJson.text(json, "fraud_status").orElse("accept").equals("accept");
  }

  static Offer offer(JsonNode json) {
    JsonNode account = json.path("va_numbers").path(0);
    Optional<String> permata = ProviderJson.text(json, "permata_va_number");
    Optional<String> mandiri = ProviderJson.text(json, "bill_key");
    return new Offer(
        ProviderJson.text(json, "transaction_id").orElse(null),
        action(json, "deeplink-redirect").orElse(null),
        ProviderJson.text(json, "qr_string").orElse(null),
        ProviderJson.text(account, "bank")
            .or(() -> permata.map(number -> "permata"))
            .or(() -> mandiri.map(key -> "mandiri"))
            .orElse(null),
        ProviderJson.text(account, "va_number").or(() -> permata).or(() -> mandiri).orElse(null),
        ProviderJson.text(json, "biller_code").orElse(null),
        ProviderJson.text(json, "payment_code").orElse(null),
        time(json, "expiry_time").orElse(null));
  }

  private static Optional<String> action(JsonNode json, String name) {
    for (JsonNode action : json.path("actions")) {
      if (action.path("name").asText().equals(name)) {
        return ProviderJson.text(action, "url");
      }
    }
    return Optional.empty();
  }

  private static Optional<Instant> time(JsonNode json, String field) {
    try {
      return ProviderJson.text(json, field)
          .map(text -> LocalDateTime.parse(text, TIME).toInstant(JAKARTA));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
