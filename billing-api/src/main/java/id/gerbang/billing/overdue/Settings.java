package id.gerbang.billing.overdue;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What the ISP has set of its own, as it is kept. */
record Settings(String ispName, OverduePolicy overdue, Optional<Long> reversalLimit) {

  static Settings of(Handle handle) {
    SettingDao settings = handle.attach(SettingDao.class);
    return new Settings(
        settings.ispName().orElse(""),
        settings.overduePolicy(SettingDao.OVERDUE).orElse(OverduePolicy.DEFAULT),
        settings.reversalLimit());
  }
}
