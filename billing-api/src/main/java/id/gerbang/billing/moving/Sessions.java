package id.gerbang.billing.moving;

import id.gerbang.billing.past.Past.Heard;
import id.gerbang.billing.past.PastSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sessions of another system as they are told: those that have ended, by a time that is told. */
final class Sessions {

  private final Heard heard;

  Sessions(Heard heard) {
    this.heard = heard;
  }

  /**
   * A session, as it is written there.
   *
   * @param open whether it goes on
   * @param time as long as it is told to have lasted
   */
  void tell(
      String account,
      String username,
      String acctSessionId,
      Optional<String> nas,
      PastSession.Place place,
      boolean open,
      Optional<Instant> started,
      Optional<Instant> stopped,
      Optional<Duration> time,
      long inputOctets,
      long outputOctets,
      Optional<String> cause) {
    if (open) {
      heard.leftOut(
          "sessions are open and not taken: their routers tell of them here once they are cut over");
    } else if (started.isEmpty() || stopped.isEmpty()) {
      heard.leftOut("sessions tell no time that is known how to read: not taken");
    } else {
      Instant from = started.get();
      Instant to = stopped.get().isBefore(from) ? from : stopped.get();
      heard.session(
          new PastSession(
              account,
              username,
              ToldText.plain(acctSessionId),
              ToldText.ipv4(nas),
              place,
              from,
              to,
              time.orElseGet(() -> Duration.between(from, to)),
              inputOctets,
              outputOctets,
              cause.map(ToldText::plain).filter(it -> !it.isEmpty())));
    }
  }

  static PastSession.Place place(
      Optional<String> address,
      Optional<String> framedPrefix,
      Optional<String> delegatedPrefix,
      Optional<String> calling,
      Optional<String> port) {
    return new PastSession.Place(
        ToldText.ipv4(address),
        ToldText.ipv6(framedPrefix),
        ToldText.ipv6(delegatedPrefix),
        calling.map(ToldText::plain),
        port.map(ToldText::plain));
  }
}
