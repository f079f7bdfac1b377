package id.gerbang.billing.router;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** Judges what a router told by what we know. */
final class RouterChecks {

  private RouterChecks() {}

  /** Always the same ones, in the same order. */
  static List<RouterCheck> of(
      RouterReading reading,
      CoaTrial trial,
      KnownRouter known,
      LocalSecrets secrets,
      Locale language,
      ZoneId zone) {
    CheckWords words = new CheckWords(language, zone, reading.answered());
    AccessChecks access = new AccessChecks(reading, known, words);
    SettingChecks settings = new SettingChecks(reading, known, words);
    EntryChecks entry = new EntryChecks(reading, known, words);
    SubscriberChecks subscribers = new SubscriberChecks(reading, known, secrets, words);
    RouterCheck secret = entry.secret();
    RouterCheck incoming = settings.incoming();
    return List.of(
        access.api(),
        access.rights(),
        settings.clock(),
        entry.radiusEntry(),
        entry.radiusTimeout(),
        secret,
        incoming,
        new CoaCheck(trial, known, words).coa(incoming, secret),
        settings.useRadius(),
        settings.interim(),
        subscribers.localSecrets(),
        subscribers.pools(),
        subscribers.licence());
  }
}
