package id.gerbang.billing.condition;

import id.gerbang.billing.condition.ConditionView.Measured;
import id.gerbang.billing.condition.ConditionView.NoteView;
import id.gerbang.billing.condition.ConditionView.PingView;
import id.gerbang.billing.condition.ConditionView.SignalView;
import id.gerbang.billing.condition.Told.Ping;
import id.gerbang.billing.condition.Told.Signal;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.wording.Bundles;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Conditions in the words of one language. */
final class ConditionWords {

  private final ResourceBundle bundle;

  ConditionWords(Locale language) {
    bundle = Bundles.of("id.gerbang.billing.condition.notes", language);
  }

  ConditionView view(ConditionRow row) {
    Told told = Json.kept(row.told(), Told.class);
    List<Note> notes = Note.of(told);
    return new ConditionView(
        row.id(),
        row.linkId(),
        row.at(),
        row.notedBy(),
        row.routerId(),
        ready(told, notes),
        told.modem(),
        told.status(),
        told.operator(),
        told.technology(),
        told.model(),
        told.address(),
        signal(told.signal()),
        ping(told.ping()),
        notes.stream().map(this::note).toList(),
        absent(told),
        row.text());
  }

  /** That something answered says that all beneath it is well. */
  private static @Nullable Boolean ready(Told told, List<Note> notes) {
    if (notes.stream().anyMatch(Note::isInTheWay)) {
      return false;
    }
    Ping ping = told.ping();
    return ping != null && ping.received() > 0 ? true : null;
  }

  private static List<String> absent(Told told) {
    List<String> absent = new ArrayList<>();
    add(absent, "modem", told.modem() == null);
    add(absent, "operator", told.operator() == null);
    add(absent, "technology", told.technology() == null);
    add(absent, "address", told.address() == null);
    add(absent, "signal", !told.signal().anyTold());
    add(absent, "ping", told.ping() == null);
    return absent;
  }

  private static void add(List<String> absent, String name, boolean is) {
    if (is) {
      absent.add(name);
    }
  }

  private NoteView note(Note note) {
    return new NoteView(note.code(), note.isInTheWay(), bundle.getString(note.code()));
  }

  private SignalView signal(Signal signal) {
    return new SignalView(
        measured(signal.rssi(), SignalGrade::ofRssi),
        measured(signal.rsrp(), SignalGrade::ofRsrp),
        measured(signal.rsrq(), SignalGrade::ofRsrq),
        measured(signal.sinr(), SignalGrade::ofSinr));
  }

  private @Nullable Measured measured(
      @Nullable BigDecimal value, Function<BigDecimal, SignalGrade> grading) {
    if (value == null) {
      return null;
    }
    String grade = grading.apply(value).code();
    return new Measured(value, grade, bundle.getString("signal." + grade));
  }

  private static @Nullable PingView ping(@Nullable Ping ping) {
    if (ping == null) {
      return null;
    }
    int lost = ping.sent() - ping.received();
    BigDecimal loss =
        ping.sent() == 0
            ? null
            : BigDecimal.valueOf(100L * lost)
                .divide(BigDecimal.valueOf(ping.sent()), 1, RoundingMode.HALF_UP);
    return new PingView(
        ping.target(),
        ping.resolved(),
        ping.sent(),
        ping.received(),
        loss,
        ping.min(),
        ping.mean(),
        ping.max());
  }
}
