package id.gerbang.billing.incident;

import java.util.Locale;

/** How an incident stands. */
enum State {
  OUT,
  ON_BACKUP,
  BACK,
  CLOSED,
  CANCELLED;

  static State of(IncidentRow row, Procedure procedure) {
    if (row.cancelReason().isPresent()) {
      return CANCELLED;
    }
    if (procedure.isOver()) {
      return CLOSED;
    }
    if (procedure.stands(Step.FIBRE_BACK)) {
      return BACK;
    }
    return procedure.stands(Step.PIC_CONFIRMED) ? ON_BACKUP : OUT;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
