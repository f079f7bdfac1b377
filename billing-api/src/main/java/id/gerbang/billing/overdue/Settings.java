package id.gerbang.billing.overdue;

import id.gerbang.billing.isp.IspDao;
import id.gerbang.billing.isp.IspProfile;
import id.gerbang.billing.tax.TaxDao;
import id.gerbang.billing.tax.TaxSettings;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What the ISP has set of its own, as it is kept. */
record Settings(
    IspProfile isp,
    OverdueRules overdue,
    Optional<Long> reversalLimit,
    BillingRules billing,
    TaxSettings tax,
    BrakeRules brake) {

  static Settings of(Handle handle) {
    SettingDao settings = handle.attach(SettingDao.class);
    return new Settings(
        handle.attach(IspDao.class).profile(),
        OverdueRules.of(handle),
        settings.reversalLimit(),
        BillingRules.of(handle),
        handle.attach(TaxDao.class).settings().orElse(TaxSettings.NO_PKP),
        BrakeRules.of(handle));
  }
}
