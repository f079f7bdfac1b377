package id.gerbang.billing.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.gateway.Gateway.Notification;
import id.gerbang.billing.money.Money;
import java.time.Instant;
import java.util.Optional;

/** What Xendit's objects mean, in notifications and in answers alike. */
final class XenditReport {

  private static final String INVOICE = "invoice";
  private static final String REQUEST = "payment_request";

  private XenditReport() {}

  /** Which kind it is shows by its fields; what is none of these is no payment of ours. */
  static Notification notification(JsonNode json) {
    if (json.hasNonNull("event")) {
      JsonNode data = data(json);
      String event = ProviderJson.required(json, "event");
      boolean payment = event.startsWith("payment.") || event.startsWith("qr.payment");
      boolean refund = event.startsWith("refund.");
      String key = ProviderJson.required(data, "id") + ":" + event + ":" + word(data);
      if (payment) {
        return new Notification(key, Optional.of(ofRequest(data)));
      }
      return new Notification(key, refund ? Optional.of(ofRefund(data)) : Optional.empty());
    }
    if (json.hasNonNull("callback_virtual_account_id") && json.hasNonNull("payment_id")) {
      return new Notification(
          ProviderJson.required(json, "payment_id"), Optional.of(ofAccountPayment(json)));
    }
    if (json.hasNonNull("external_id") && json.hasNonNull("status")) {
      String key = ProviderJson.required(json, "id") + ":" + word(json);
      // A fixed account that was made or changed has a bank code and no paid amount: no payment.
      return new Notification(
          key, json.has("account_number") ? Optional.empty() : Optional.of(ofInvoice(json)));
    }
    throw new UnreadableException("no kind that Xendit documents");
  }

  /** Xendit's own example of a refund has it nested once more. */
  private static JsonNode data(JsonNode json) {
    JsonNode data = json.path("data");
    return !data.hasNonNull("id") && data.path("data").isObject() ? data.path("data") : data;
  }

  static Report ofInvoice(JsonNode json) {
    Optional<AttemptState> state =
        Optional.ofNullable(
            switch (word(json)) {
              case "PENDING", "UNPAID" -> AttemptState.PENDING;
              case "PAID", "SETTLED" -> AttemptState.PAID; // settled: now it can be withdrawn
              case "EXPIRED" -> AttemptState.EXPIRED;
              default -> null;
            });
    boolean paid = state.filter(AttemptState::settled).isPresent();
    Optional<Instant> expires = ProviderJson.instant(json, "expiry_date");
    Offer offer =
        ProviderJson.text(json, "invoice_url")
            .map(
                url ->
                    Offer.link(
                        ProviderJson.text(json, "id").orElse(null), url, expires.orElse(null)))
            .orElse(Offer.UNTOLD);
    return new Report(
        Optional.of(ProviderJson.required(json, "external_id")),
        INVOICE,
        ProviderJson.text(json, "id"),
        word(json),
        state,
        ProviderJson.rupiah(
            json, paid && json.hasNonNull("paid_amount") ? "paid_amount" : "amount"),
        currency(json),
        ProviderJson.instant(json, "paid_at"),
        offer);
  }

  /** A payment request, or the payment that came of it. */
  static Report ofRequest(JsonNode json) {
    AttemptState state =
        switch (word(json)) {
          case "REQUIRES_ACTION", "PENDING", "AWAITING_CAPTURE", "ACTIVE" -> AttemptState.PENDING;
          case "SUCCEEDED", "COMPLETED" -> AttemptState.PAID;
          case "FAILED" -> AttemptState.FAILED;
          case "CANCELED", "VOIDED" -> AttemptState.CANCELLED;
          case "EXPIRED", "INACTIVE" -> AttemptState.EXPIRED;
          default -> null;
        };
    boolean payment = json.hasNonNull("payment_request_id");
    return new Report(
        Optional.of(ProviderJson.required(json, "reference_id")),
        REQUEST,
        ProviderJson.text(json, payment ? "payment_request_id" : "id"),
        word(json),
        Optional.ofNullable(state),
        ProviderJson.rupiah(json, "amount"),
        currency(json),
        ProviderJson.instant(json, "updated").or(() -> ProviderJson.instant(json, "created")),
        offer(json));
  }

  private static Report ofAccountPayment(JsonNode json) {
    return new Report(
        Optional.of(ProviderJson.required(json, "external_id")),
        "account_payment",
        ProviderJson.text(json, "payment_id"),
        "PAID", // it has no status: that it came says it
        Optional.of(AttemptState.PAID),
        ProviderJson.rupiah(json, "amount"),
        currency(json),
        ProviderJson.instant(json, "transaction_timestamp"),
        Offer.UNTOLD);
  }

  /** Its reference_id is the refund's own: what was refunded is named by the charge. */
  private static Report ofRefund(JsonNode json) {
    boolean done = word(json).equals("SUCCEEDED");
    boolean request = json.hasNonNull("payment_request_id");
    return new Report(
        Optional.empty(),
        request ? REQUEST : INVOICE,
        Optional.of(ProviderJson.required(json, request ? "payment_request_id" : "invoice_id")),
        "REFUND " + word(json),
        done ? Optional.of(AttemptState.PARTLY_REFUNDED) : Optional.empty(),
        ProviderJson.rupiah(json, "amount"),
        currency(json),
        Optional.empty(),
        Offer.UNTOLD);
  }

  private static Offer offer(JsonNode json) {
    JsonNode method = json.path("payment_method");
    JsonNode account = method.path("virtual_account");
    JsonNode shop = method.path("over_the_counter");
    JsonNode qr = method.path("qr_code").path("channel_properties");
    Optional<String> number =
        ProviderJson.text(account.path("channel_properties"), "virtual_account_number");
    Optional<String> code = ProviderJson.text(shop.path("channel_properties"), "payment_code");
    Optional<String> qrString = ProviderJson.text(qr, "qr_string");
    if (number.isEmpty() && code.isEmpty() && qrString.isEmpty()) {
      return Offer.UNTOLD;
    }
    return new Offer(
        ProviderJson.text(json, "id").orElse(null),
        null,
        qrString.orElse(null),
        ProviderJson.text(account, "channel_code").orElse(null),
        number.orElse(null),
        null,
        code.orElse(null),
        ProviderJson.instant(account.path("channel_properties"), "expires_at")
            .or(() -> ProviderJson.instant(shop.path("channel_properties"), "expires_at"))
            .or(() -> ProviderJson.instant(qr, "expires_at"))
            .orElse(null));
  }

  private static String word(JsonNode json) {
    return ProviderJson.required(json, "status");
  }

  private static String currency(JsonNode json) {
    return ProviderJson.text(json, "currency").orElse(Money.RUPIAH);
  }
}
