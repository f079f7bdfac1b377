package id.gerbang.billing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.gerbang.billing.gateway.Charge.Payer;
import id.gerbang.billing.gateway.ProviderClient.Answer;
import id.gerbang.billing.money.Money;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Xendit: invoices for a hosted page, payment requests for one channel each. Its notifications are
 * proved by a fixed token that covers nothing, so what they say is asked back before it counts. The
 * same reference makes a second charge there: it is asked for by reference before it is made again.
 */
final class Xendit implements Gateway {

  private static final String INVOICE = "invoice";
  private static final Map<String, String> BANKS =
      Map.of(
          "bri_va", "BRI",
          "bni_va", "BNI",
          "mandiri_va", "MANDIRI",
          "permata_va", "PERMATA",
          "bsi_va", "BSI",
          "cimb_va", "CIMB",
          "bjb_va", "BJB");
  private static final Set<String> SHOPS = Set.of("alfamart", "indomaret");
  private static final Set<String> WALLETS = Set.of("ovo", "dana", "shopeepay", "linkaja");

  private final ProviderClient client;

  Xendit(ProviderClient client) {
    this.client = client;
  }

  @Override
  public String name() {
    return "xendit";
  }

  /** Test and live differ by the key. */
  @Override
  public URI apiUrl(boolean production) {
    return URI.create("https://api.xendit.co");
  }

  @Override
  public String pagesHost(boolean production) {
    return production ? "checkout.xendit.co" : "checkout-staging.xendit.co";
  }

  @Override
  public Set<String> channels() {
    Set<String> channels = new java.util.HashSet<>(BANKS.keySet());
    channels.addAll(SHOPS);
    channels.addAll(WALLETS);
    channels.addAll(Set.of(INVOICE, "qris"));
    return channels;
  }

  @Override
  public boolean hasCallbackToken() {
    return true;
  }

  /** Wallets want to be led to and back: Xendit's own page does that. */
  private static boolean onItsPage(String channel) {
    return channel.equals(INVOICE) || WALLETS.contains(channel);
  }

  @Override
  public Offer create(Merchant merchant, Charge charge) {
    if (onItsPage(charge.channel())) {
      JsonNode made = call(merchant, "/v2/invoices/", invoice(charge)).orRefused();
      return offer(XenditReport.ofInvoice(made), made);
    }
    Map<String, String> once = Map.of("idempotency-key", charge.reference());
    JsonNode made = call(merchant, "/payment_requests", request(charge), once).orRefused();
    return offer(XenditReport.ofRequest(made), made);
  }

  /** One that is made, but can't be paid as told, is as good as no answer. */
  private static Offer offer(Report report, JsonNode made) {
    if (report.offer().equals(Offer.UNTOLD)) {
      throw new NoAnswerException("answered without a way to pay, status " + made.path("status"));
    }
    return report.offer();
  }

  private static ObjectNode invoice(Charge charge) {
    ObjectNode body =
        ProviderJson.object()
            .put("external_id", charge.reference())
            .put("amount", charge.amount())
            .put("currency", Money.RUPIAH)
            .put("description", charge.description())
            .put(
                "invoice_duration",
                Math.max(60, Duration.between(charge.made(), charge.expiresAt()).toSeconds()))
            .put("success_redirect_url", charge.returnUrl())
            .put("failure_redirect_url", charge.returnUrl());
    Payer payer = charge.payer();
    payer.email().ifPresent(email -> body.put("payer_email", email));
    ObjectNode customer = body.putObject("customer").put("given_names", payer.name());
    payer.phone().ifPresent(phone -> customer.put("mobile_number", "+" + phone));
    if (!charge.channel().equals(INVOICE)) {
      body.putArray("payment_methods").add(code(charge.channel()));
    }
    return body;
  }

  private static ObjectNode request(Charge charge) {
    ObjectNode body =
        ProviderJson.object()
            .put("reference_id", charge.reference())
            .put("amount", charge.amount())
            .put("currency", Money.RUPIAH)
            .put("country", "ID")
            .put("description", charge.description());
    ObjectNode method = body.putObject("payment_method").put("reusability", "ONE_TIME_USE");
    ObjectNode way;
    if (BANKS.containsKey(charge.channel())) {
      way = method.put("type", "VIRTUAL_ACCOUNT").putObject("virtual_account");
    } else if (SHOPS.contains(charge.channel())) {
      way = method.put("type", "OVER_THE_COUNTER").putObject("over_the_counter");
    } else {
      way = method.put("type", "QR_CODE").putObject("qr_code");
    }
    way.put("channel_code", code(charge.channel()));
    ObjectNode properties = way.putObject("channel_properties");
    properties.put("expires_at", charge.expiresAt().toString());
    if (!charge.channel().equals("qris")) {
      properties.put("customer_name", charge.payer().name());
    }
    return body;
  }

  private static String code(String channel) {
    return BANKS.getOrDefault(channel, channel.toUpperCase(java.util.Locale.ROOT));
  }

  /** Of several charges under one reference the one counts first that was paid. */
  @Override
  public List<Report> status(Merchant merchant, Charge charge) {
    boolean invoices = onItsPage(charge.channel());
    JsonNode found =
        call(
                merchant,
                invoices
                    ? "/v2/invoices?external_id=" + charge.reference()
                    : "/payment_requests?reference_id=" + charge.reference(),
                null)
            .orRefused();
    JsonNode all = invoices ? found : found.path("data");
    if (!all.isArray()) {
      throw new NoAnswerException("answered no list");
    }
    try {
      return StreamSupport.stream(all.spliterator(), false)
          .map(one -> invoices ? XenditReport.ofInvoice(one) : XenditReport.ofRequest(one))
          .filter(report -> report.isOf(charge.reference()))
          .sorted(
              Comparator.comparing((Report report) -> !report.settled())
                  .thenComparing(report -> report.state().isEmpty())
                  .thenComparing(report -> report.state().orElse(AttemptState.CANCELLED))
                  // The one that the customer was shown, so that two don't take turns.
                  .thenComparing(report -> !report.providerId().equals(charge.providerId())))
          .toList();
    } catch (UnreadableException e) {
      throw new NoAnswerException("answered " + e.words());
    }
  }

  /** All of them: two may have been made under one reference. */
  @Override
  public void cancel(Merchant merchant, Charge charge) {
    if (!onItsPage(charge.channel())) {
      throw new RefusedException(405, "Xendit ends this channel only when it expires");
    }
    List<Report> open =
        status(merchant, charge).stream()
            .filter(report -> report.state().filter(AttemptState::open).isPresent())
            .toList();
    if (open.isEmpty()) {
      throw new RefusedException(RefusedException.UNKNOWN, "nothing is open under this reference");
    }
    for (Report one : open) {
      call(merchant, "/invoices/" + one.id() + "/expire!", ProviderJson.object()).orRefused();
    }
  }

  @Override
  public void probe(Merchant merchant) {
    call(merchant, "/v2/invoices?external_id=gerbang-test", null).orRefused();
  }

  private Answer call(Merchant merchant, String path, @Nullable JsonNode body) {
    return call(merchant, path, body, Map.of());
  }

  private Answer call(
      Merchant merchant, String path, @Nullable JsonNode body, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("Authorization", merchant.basic());
    return client.call(merchant.api(path), body, headers);
  }

  @Override
  public boolean isGenuine(Merchant merchant, byte[] body, UnaryOperator<String> headers) {
    byte[] token = merchant.callbackToken().bytes();
    return token.length > 0
        && MessageDigest.isEqual(token, headers.apply("x-callback-token").getBytes(UTF_8));
  }

  @Override
  public Notification read(byte[] body) {
    return XenditReport.notification(ProviderJson.read(body));
  }
}
