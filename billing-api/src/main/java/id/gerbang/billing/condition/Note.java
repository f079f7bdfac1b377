package id.gerbang.billing.condition;

import id.gerbang.billing.condition.Told.Kind;
import id.gerbang.billing.condition.Told.Modem;
import id.gerbang.billing.condition.Told.Ping;
import id.gerbang.billing.condition.Told.Reach;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a technician is to know of a condition before the tunnel is set up. */
enum Note {
  NO_MODEM,
  MODEM_IS_PPP,
  MODEM_IS_ETHERNET,
  MODEM_IS_DOWN,
  NOT_REGISTERED,
  NO_ADDRESS,
  ADDRESS_IS_CGNAT,
  ADDRESS_IS_PRIVATE,
  SIGNAL_TOO_WEAK,
  NAME_NOT_RESOLVED,
  NOTHING_ANSWERS,
  LOSS;

  private static final Set<Note> IN_THE_WAY =
      EnumSet.of(
          NO_MODEM, MODEM_IS_DOWN, NOT_REGISTERED, NO_ADDRESS, NAME_NOT_RESOLVED, NOTHING_ANSWERS);

  /** Whether a tunnel can't come up as long as it is so. */
  boolean isInTheWay() {
    return IN_THE_WAY.contains(this);
  }

  /** As in the API. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<Note> of(Told told) {
    List<Note> notes = new ArrayList<>();
    Modem modem = told.modem();
    if (modem != null) {
      add(notes, NO_MODEM, modem.kind() == Kind.NONE);
      add(notes, MODEM_IS_PPP, modem.kind() == Kind.PPP);
      add(notes, MODEM_IS_ETHERNET, modem.kind() == Kind.ETHERNET);
      add(notes, MODEM_IS_DOWN, Boolean.FALSE.equals(modem.running()));
    }
    String status = told.status();
    add(
        notes,
        NOT_REGISTERED,
        status != null
            && status.toLowerCase(Locale.ROOT).matches(".*(search|denied|not |no sim|lost).*"));
    Told.Address address = told.address();
    if (address != null) {
      add(notes, NO_ADDRESS, address.reach() == Reach.NONE && !notes.contains(NO_MODEM));
      add(notes, ADDRESS_IS_CGNAT, address.reach() == Reach.CGNAT);
      add(notes, ADDRESS_IS_PRIVATE, address.reach() == Reach.PRIVATE);
    }
    add(notes, SIGNAL_TOO_WEAK, isTooWeak(told.signal()));
    Ping ping = told.ping();
    if (ping != null) {
      add(notes, NAME_NOT_RESOLVED, !ping.resolved());
      add(notes, NOTHING_ANSWERS, ping.resolved() && ping.received() == 0);
      add(notes, LOSS, ping.received() > 0 && ping.received() < ping.sent());
    }
    return notes;
  }

  private static boolean isTooWeak(Told.Signal signal) {
    return (signal.rsrp() != null && SignalGrade.ofRsrp(signal.rsrp()) == SignalGrade.NONE)
        || (signal.sinr() != null && SignalGrade.ofSinr(signal.sinr()) == SignalGrade.NONE);
  }

  private static void add(List<Note> notes, Note note, boolean is) {
    if (is) {
      notes.add(note);
    }
  }
}
