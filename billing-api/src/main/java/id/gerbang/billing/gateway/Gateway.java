package id.gerbang.billing.gateway;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A provider's way of speaking: what it is sent and what it says. One class each; everything else
 * is the same for all. Calls go out with no transaction open, and throw {@link NoAnswerException}
 * where nothing is known afterwards, or {@link RefusedException} where the provider said no.
 */
interface Gateway {

  /** As in paths, settings and a payment's method. */
  String name();

  /** The provider's addresses, unless others are set. */
  URI apiUrl(boolean production);

  /** Where its hosted pages are made. */
  default URI checkoutUrl(boolean production) {
    return apiUrl(production);
  }

  /** Of the pages that customers are sent to. */
  default String pagesHost(boolean production) {
    return checkoutUrl(production).getHost();
  }

  /** Every way to pay that this class can offer. */
  Set<String> channels();

  /** Whether its notifications are proved by a token of their own besides the key. */
  boolean hasCallbackToken();

  /** Asks for a way to pay. */
  Offer create(Merchant merchant, Charge charge);

  /**
   * What became of the charges under a reference, the one that counts first; empty: the provider
   * knows of none.
   */
  List<Report> status(Merchant merchant, Charge charge);

  /** Asks that it can't be paid any more. */
  void cancel(Merchant merchant, Charge charge);

  /** Whether the provider takes our key. */
  void probe(Merchant merchant);

  /**
   * Whether these bytes are the provider's.
   *
   * @param headers the value of a header, or empty
   */
  boolean isGenuine(Merchant merchant, byte[] body, UnaryOperator<String> headers);

  /**
   * What a genuine notification says.
   *
   * @throws UnreadableException where it is not what the provider documents
   */
  Notification read(byte[] body);

  /** What the provider wants to hear when its notification is kept. */
  default String acknowledgement() {
    return "{}";
  }

  /**
   * Something that a provider told.
   *
   * @param key the provider's name for this event: a copy has the same
   * @param report empty: it is about nothing of ours, and is only kept
   */
  record Notification(String key, Optional<Report> report) {

    private static final int LONGEST = 300;

    public Notification {
      Stream<String> names =
          Stream.concat(
              Stream.of(key),
              report.stream().flatMap(told -> Stream.of(told.subject(), told.id())));
      if (names.anyMatch(name -> name.length() > LONGEST)) {
        throw new UnreadableException("a name of more than " + LONGEST + " characters");
      }
    }
  }
}
