package id.gerbang.billing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.gerbang.billing.gateway.Charge.Payer;
import id.gerbang.billing.gateway.ProviderClient.Answer;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Midtrans: Snap for a hosted page, the Core API for one channel each. Its notifications are signed
 * over their fields with the server key. The HTTP status is often 200 where the body's status_code
 * tells the truth.
 */
final class Midtrans implements Gateway {

  private static final String SNAP = "snap";
  private static final Set<String> BANKS = Set.of("bca_va", "bni_va", "bri_va", "cimb_va");
  private static final Set<String> CHANNELS =
      Set.of(
          SNAP,
          "qris",
          "gopay",
          "bca_va",
          "bni_va",
          "bri_va",
          "cimb_va",
          "permata_va",
          "mandiri_bill",
          "indomaret",
          "alfamart");

  private final ProviderClient client;

  Midtrans(ProviderClient client) {
    this.client = client;
  }

  @Override
  public String name() {
    return "midtrans";
  }

  @Override
  public URI apiUrl(boolean production) {
    return URI.create(production ? "https://api.midtrans.com" : "https://api.sandbox.midtrans.com");
  }

  @Override
  public URI checkoutUrl(boolean production) {
    return URI.create(production ? "https://app.midtrans.com" : "https://app.sandbox.midtrans.com");
  }

  @Override
  public Set<String> channels() {
    return CHANNELS;
  }

  @Override
  public boolean hasCallbackToken() {
    return false;
  }

  @Override
  public Offer create(Merchant merchant, Charge charge) {
    ObjectNode body = ProviderJson.object();
    body.putObject("transaction_details")
        .put("order_id", charge.reference())
        .put("gross_amount", charge.amount());
    payer(body.putObject("customer_details"), charge.payer());
    long minutes = Math.max(1, Duration.between(charge.made(), charge.expiresAt()).toMinutes());
    if (charge.channel().equals(SNAP)) {
      body.putObject("expiry").put("unit", "minute").put("duration", minutes);
      body.putObject("callbacks").put("finish", charge.returnUrl());
      JsonNode made = call(merchant, merchant.checkout("/snap/v1/transactions"), body).orRefused();
      return Offer.link(null, link(made), charge.expiresAt());
    }
    channel(body, charge);
    body.putObject("custom_expiry").put("unit", "minute").put("expiry_duration", minutes);
    Answer answer = call(merchant, merchant.api("/v2/charge"), body);
    if (code(answer) == 406) {
      // The order exists: an earlier call of ours came through after all.
      return status(merchant, charge).stream()
          .findFirst()
          .map(Report::offer)
          .orElseThrow(() -> new RefusedException(406, answer.words()));
    }
    return MidtransReport.offer(accepted(answer));
  }

  /** One that is made, but without a link, can't be paid: as good as no answer. */
  private static String link(JsonNode made) {
    return ProviderJson.text(made, "redirect_url")
        .orElseThrow(() -> new NoAnswerException("answered without redirect_url"));
  }

  private static void payer(ObjectNode details, Payer payer) {
    details.put("first_name", payer.name());
    payer.email().ifPresent(email -> details.put("email", email));
    payer.phone().ifPresent(phone -> details.put("phone", phone));
  }

  private static void channel(ObjectNode body, Charge charge) {
    String channel = charge.channel();
    if (BANKS.contains(channel)) {
      body.put("payment_type", "bank_transfer");
      body.putObject("bank_transfer").put("bank", channel.replace("_va", ""));
      return;
    }
    switch (channel) {
      case "permata_va" -> {
        body.put("payment_type", "bank_transfer");
        body.putObject("bank_transfer").put("bank", "permata");
      }
      case "mandiri_bill" -> {
        body.put("payment_type", "echannel");
        body.putObject("echannel").put("bill_info1", "Tagihan").put("bill_info2", "Internet");
      }
      case "indomaret", "alfamart" -> {
        body.put("payment_type", "cstore");
        body.putObject("cstore").put("store", channel);
      }
      case "gopay" -> {
        body.put("payment_type", channel);
        body.putObject(channel)
            .put("enable_callback", true)
            .put("callback_url", charge.returnUrl());
      }
      default -> body.put("payment_type", channel);
    }
  }

  /** It takes a reference once: there is one charge. */
  @Override
  public List<Report> status(Merchant merchant, Charge charge) {
    Answer answer = call(merchant, merchant.api("/v2/" + charge.reference() + "/status"), null);
    if (answer.json().hasNonNull("transaction_status")) {
      return List.of(reportOn(charge, answer.json()));
    }
    if (code(answer) == 404) {
      return List.of();
    }
    accepted(answer);
    throw new NoAnswerException("answered without transaction_status");
  }

  private static Report reportOn(Charge charge, JsonNode json) {
    try {
      Report report = MidtransReport.of(json);
      if (report.isOf(charge.reference())) {
        return report;
      }
    } catch (UnreadableException e) {
      throw new NoAnswerException("answered " + e.words());
    }
    throw new NoAnswerException("answered for another order");
  }

  @Override
  public void cancel(Merchant merchant, Charge charge) {
    accepted(
        call(
            merchant,
            merchant.api("/v2/" + charge.reference() + "/cancel"),
            ProviderJson.object()));
  }

  @Override
  public void probe(Merchant merchant) {
    Answer answer = call(merchant, merchant.api("/v2/gerbang-test/status"), null);
    if (code(answer) != 404) {
      accepted(answer);
    }
  }

  private Answer call(Merchant merchant, URI uri, @Nullable JsonNode body) {
    return client.call(uri, body, Map.of("Authorization", merchant.basic()));
  }

  /** Both the line's status and the body's. */
  private static int code(Answer answer) {
    Optional<String> told =
        ProviderJson.text(answer.json(), "status_code").filter(code -> code.matches("[0-9]{3}"));
    return answer.status() >= 400 ? answer.status() : told.map(Integer::parseInt).orElse(200);
  }

  private static JsonNode accepted(Answer answer) {
    int code = code(answer);
    if (code >= 500) {
      throw new NoAnswerException("answered " + code);
    }
    if (code >= 400) {
      throw new RefusedException(code, answer.words());
    }
    return answer.json();
  }

  @Override
  public boolean isGenuine(Merchant merchant, byte[] body, UnaryOperator<String> headers) {
    JsonNode json;
    try {
      json = ProviderJson.read(body);
    } catch (UnreadableException e) {
      return false; // the signature covers fields: without them nothing is proved
    }
    for (String field : new String[] {"order_id", "status_code", "gross_amount", "signature_key"}) {
      if (!json.path(field).isTextual()) {
        return false;
      }
    }
    // As the texts are in the body: a number written anew would be signed otherwise.
    String signed =
        json.get("order_id").textValue()
            + json.get("status_code").textValue()
            + json.get("gross_amount").textValue()
            + merchant.apiKey().text();
    return MessageDigest.isEqual(
        sha512(signed).getBytes(UTF_8), json.get("signature_key").textValue().getBytes(UTF_8));
  }

  private static String sha512(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-512").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-512", e);
    }
  }

  @Override
  public Notification read(byte[] body) {
    JsonNode json = ProviderJson.read(body);
    return new Notification(MidtransReport.key(json), Optional.of(MidtransReport.of(json)));
  }
}
