package id.gerbang.billing.router;

import id.gerbang.billing.router.RouterReading.Menu;
import id.gerbang.routeros.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the router has what our subscribers need, and nothing that hides them from us. */
final class SubscriberChecks {

  /** PPPoE sessions by level; 6 and CHR have no ceiling. */
  private static final Map<String, Integer> CEILINGS = Map.of("1", 1, "3", 200, "4", 200, "5", 500);

  /** A trial: everything for 24 hours, then nothing. */
  private static final String TRIAL = "0";

  private static final Set<String> WITHOUT_CEILING =
      Set.of("6", "free", "p1", "p10", "p-unlimited");
  private static final int NEARLY_FULL_PERCENT = 90;
  private static final int NAMES_IN_A_COMMAND = 20;

  private final RouterReading reading;
  private final KnownRouter known;
  private final LocalSecrets secrets;
  private final CheckWords words;

  SubscriberChecks(
      RouterReading reading, KnownRouter known, LocalSecrets secrets, CheckWords words) {
    this.reading = reading;
    this.known = known;
    this.secrets = secrets;
    this.words = words;
  }

  RouterCheck localSecrets() {
    if (reading.rows(Menu.SECRETS).isEmpty()) {
      return words.notTold("local_secrets");
    }
    if (secrets.hiding().isEmpty()) {
      return secrets.ofAll()
          ? words.pass("local_secrets", "local_secrets.none")
          : words.unknown("local_secrets", "local_secrets.some", null);
    }
    List<String> some = secrets.hiding().stream().limit(NAMES_IN_A_COMMAND).toList();
    return words.fail(
        "local_secrets",
        "local_secrets.hide",
        RouterRepairs.disableSecrets(some),
        Integer.toString(secrets.hiding().size()),
        String.join(", ", some));
  }

  RouterCheck pools() {
    Optional<List<Row>> told = reading.rows(Menu.POOLS);
    if (told.isEmpty()) {
      return words.notTold("pools");
    }
    List<String> there = told.get().stream().flatMap(row -> row.get("name").stream()).toList();
    List<String> missing = known.pools().stream().filter(pool -> !there.contains(pool)).toList();
    return missing.isEmpty()
        ? words.pass("pools", "pools.there")
        : words.fail(
            "pools",
            "pools.missing",
            RouterRepairs.addPool(missing.get(0)),
            String.join(", ", missing));
  }

  RouterCheck licence() {
    Optional<String> level = reading.licence();
    String open = Long.toString(known.openSessions());
    if (level.filter(WITHOUT_CEILING::contains).isPresent()) {
      return words.pass("licence", "licence.unlimited", level.get());
    }
    if (level.filter(TRIAL::equals).isPresent()) {
      return words.fail("licence", "licence.trial", RouterRepairs.licence(), TRIAL);
    }
    Integer ceiling = level.map(CEILINGS::get).orElse(null);
    if (ceiling == null) {
      return words.notTold("licence");
    }
    return known.openSessions() * 100 < (long) ceiling * NEARLY_FULL_PERCENT
        ? words.pass("licence", "licence.room", level.get(), open, ceiling.toString())
        : words.fail(
            "licence",
            "licence.full",
            RouterRepairs.licence(),
            level.get(),
            open,
            ceiling.toString());
  }
}
