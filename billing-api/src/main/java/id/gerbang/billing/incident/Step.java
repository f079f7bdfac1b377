package id.gerbang.billing.incident;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A step of the procedure; in their order, and with the party that does each. */
public enum Step {
  TICKET(Party.NOC),
  ANALYSED(Party.NOC, Trait.REPEATABLE),
  TEAM_SENT(Party.NOC, Trait.REPEATABLE),
  PIC_INFORMED(Party.NOC, Trait.REPEATABLE),
  CONDITION_BEFORE(Party.FIELD, Trait.OF_BACKUP, Trait.REPEATABLE),
  TOOLS_READY(Party.FIELD, Trait.OF_BACKUP),
  POWER_READY(Party.FIELD, Trait.OF_BACKUP),
  MODEM_READY(Party.FIELD, Trait.OF_BACKUP),
  LAN_READY(Party.FIELD, Trait.OF_BACKUP),
  CONFIGURED(Party.FIELD, Trait.OF_BACKUP, Trait.REPEATABLE),
  CABLE_MOVED(Party.FIELD, Trait.OF_BACKUP),
  NOC_VERIFIED(Party.NOC, Trait.OF_BACKUP),
  PIC_CONFIRMED(Party.PIC, Trait.OF_BACKUP),
  FIBRE_BACK(Party.NOC),
  BACKUP_REMOVED(Party.FIELD);

  private enum Trait {
    OF_BACKUP,
    REPEATABLE
  }

  private final Party party;
  private final List<Trait> traits;

  Step(Party party, Trait... traits) {
    this.party = party;
    this.traits = List.of(traits);
  }

  public Party party() {
    return party;
  }

  /** Whether it is part of building the backup, so of no use where none is built. */
  boolean ofBackup() {
    return traits.contains(Trait.OF_BACKUP);
  }

  /** Whether it may be done again, if whoever does it says that they mean it. */
  boolean repeatable() {
    return traits.contains(Trait.REPEATABLE);
  }

  boolean before(Step other) {
    return compareTo(other) < 0;
  }

  public static Optional<Step> of(String text) {
    return Stream.of(values()).filter(step -> step.text().equals(text)).findAny();
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
