package id.gerbang.billing.moving;

import id.gerbang.billing.imports.Choices;

/** What other systems have and plans here have not. */
enum Loss {
  QUOTA(Choices.QUOTAS),
  HOURS(Choices.HOURS),
  SECOND_FACTOR(Choices.SECOND_FACTORS);

  private final String choice;

  Loss(String choice) {
    this.choice = choice;
  }

  /** The word by which a person says that it may be lost. */
  String choice() {
    return choice;
  }
}
