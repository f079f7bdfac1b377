package id.gerbang.core.database;

import id.gerbang.core.access.Entitlement;
import id.gerbang.core.plan.RateLimit;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one reading of a row of the view {@code entitlement}: what is granted compares by its text,
 * so both services must fill the same gaps in the same way.
 */
public final class EntitlementRow {

  private EntitlementRow() {}

  /**
   * @throws IllegalArgumentException for a rate that no router could be told
   */
  public static Entitlement read(ResultSet row) throws SQLException {
    return new Entitlement(
        row.getLong("subscriber_id"),
        row.getString("username"),
        row.getInt("credential_version"),
        row.getTimestamp("terminated_at") != null,
        unpaid(row),
        hold(row),
        instant(row, "active_until"),
        address(row.getString("static_ip")),
        rateLimit(row),
        Optional.ofNullable(row.getString("pool")),
        row.getString("address_list"));
  }

  private static Optional<Entitlement.Unpaid> unpaid(ResultSet row) throws SQLException {
    String action = row.getString("unpaid_action");
    if (action == null) {
      return Optional.empty();
    }
    return Optional.of(
        action.equals("suspend") ? Entitlement.Unpaid.SUSPEND : Entitlement.Unpaid.ISOLATE);
  }

  private static Optional<Entitlement.Hold> hold(ResultSet row) throws SQLException {
    return row.getTimestamp("held_since") == null
        ? Optional.empty()
        : Optional.of(new Entitlement.Hold(instant(row, "held_until")));
  }

  private static Optional<RateLimit> rateLimit(ResultSet row) throws SQLException {
    Optional<RateLimit.Pair> rate = pair(row, "");
    if (rate.isEmpty()) {
      return Optional.empty();
    }
    Optional<RateLimit.Pair> burstRate = pair(row, "burst_");
    Optional<RateLimit.Burst> burst = Optional.empty();
    if (burstRate.isPresent()) {
      burst =
          Optional.of(
              new RateLimit.Burst(
                  burstRate.get(),
                  pair(row, "threshold_").orElse(rate.get()),
                  Math.max(1, row.getInt("burst_time_upload")),
                  Math.max(1, row.getInt("burst_time_download"))));
    }
    return Optional.of(new RateLimit(rate.get(), burst, row.getInt("priority"), pair(row, "min_")));
  }

  private static Optional<RateLimit.Pair> pair(ResultSet row, String prefix) throws SQLException {
    long upload = row.getLong(prefix + "upload");
    long download = row.getLong(prefix + "download");
    return upload == 0 || download == 0
        ? Optional.empty()
        : Optional.of(new RateLimit.Pair(upload, download));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }

  private static Optional<Inet4Address> address(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of((Inet4Address) InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("PostgreSQL's inet is always an address: " + text, e);
    }
  }
}
