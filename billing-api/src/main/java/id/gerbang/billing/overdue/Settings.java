package id.gerbang.billing.overdue;

import org.jdbi.v3.core.Handle;

/** What the ISP has set of its own, as it is kept. */
record Settings(String ispName, OverduePolicy overdue) {

  static Settings of(Handle handle) {
    SettingDao settings = handle.attach(SettingDao.class);
    return new Settings(
        settings.ispName().orElse(""),
        settings.overduePolicy(SettingDao.OVERDUE).orElse(OverduePolicy.DEFAULT));
  }
}
