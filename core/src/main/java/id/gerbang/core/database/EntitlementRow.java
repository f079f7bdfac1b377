package id.gerbang.core.database;

import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Entitlement.ExtraAttribute;
import id.gerbang.core.access.Ipv6Prefix;
import id.gerbang.core.plan.RateLimit;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    return read(row, new Recurring());
  }

  /**
   * One of many rows, which share what they have in common.
   *
   * @throws IllegalArgumentException for a rate that no router could be told
   */
  public static Entitlement read(ResultSet row, Recurring shared) throws SQLException {
    return new Entitlement(
        row.getLong("subscriber_id"),
        row.getString("username"),
        row.getInt("credential_version"),
        row.getTimestamp("terminated_at") != null,
        shared.one(unpaid(row)),
        hold(row),
        instant(row, "active_until"),
        address(row.getString("static_ip")),
        shared.one(rateLimit(row)),
        shared.one(Optional.ofNullable(row.getString("pool"))),
        shared.one(row.getString("address_list")),
        shared.one(sessions(row)),
        shared.one(optionalLong(row, "address_pool_id")),
        shared.one(texts(row, "routes")),
        shared.one(ipv6(row)),
        shared.one(attributes(row)));
  }

  private static Entitlement.SessionRules sessions(ResultSet row) throws SQLException {
    Entitlement.MacPolicy policy =
        Entitlement.MacPolicy.valueOf(row.getString("mac_policy").toUpperCase(Locale.ROOT));
    int sharedUsers = row.getInt("shared_users");
    boolean macLogin = row.getBoolean("mac_login");
    Optional<Long> router = optionalLong(row, "router_id");
    return sharedUsers == 0 && policy == Entitlement.MacPolicy.OFF && !macLogin && router.isEmpty()
        ? Entitlement.SessionRules.NONE
        : new Entitlement.SessionRules(
            sharedUsers,
            Entitlement.OnLimit.valueOf(row.getString("on_limit").toUpperCase(Locale.ROOT)),
            policy,
            texts(row, "macs"),
            instant(row, "macs_since"),
            macLogin,
            router);
  }

  private static Entitlement.Ipv6 ipv6(ResultSet row) throws SQLException {
    Entitlement.Ipv6 read =
        new Entitlement.Ipv6(
            Optional.ofNullable(row.getString("framed_ipv6_prefix")).map(Ipv6Prefix::parse),
            Optional.ofNullable(row.getString("delegated_ipv6_prefix")).map(Ipv6Prefix::parse),
            Optional.ofNullable(row.getString("framed_ipv6_pool")),
            Optional.ofNullable(row.getString("delegated_ipv6_pool")));
    return read.equals(Entitlement.Ipv6.NONE) ? Entitlement.Ipv6.NONE : read;
  }

  private static Optional<Entitlement.Unpaid> unpaid(ResultSet row) throws SQLException {
    String action = row.getString("unpaid_action");
    if (action == null) {
      return pair(row, "slow_").map(Entitlement.Unpaid::slow);
    }
    return Optional.of(
        action.equals("suspend") ? Entitlement.Unpaid.SUSPEND : Entitlement.Unpaid.ISOLATE);
  }

  private static Optional<Entitlement.Hold> hold(ResultSet row) throws SQLException {
    boolean held = row.getTimestamp("held_since") != null;
    if (row.getTimestamp("paused_since") != null) {
      // Isolated as well, it is to stay kept from the net when the pause is over: billing tells.
      return Optional.of(
          new Entitlement.Hold(held ? Optional.empty() : instant(row, "paused_until"), true));
    }
    return held ? Optional.of(new Entitlement.Hold(instant(row, "held_until"))) : Optional.empty();
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

  /** The subscription's own, then of the plan's and of the defaults what no one before named. */
  private static List<ExtraAttribute> attributes(ResultSet row) throws SQLException {
    List<ExtraAttribute> attributes = new ArrayList<>();
    for (String level : List.of("own_attributes", "plan_attributes", "default_attributes")) {
      Set<String> taken =
          attributes.stream().map(ExtraAttribute::name).collect(Collectors.toUnmodifiableSet());
      named(texts(row, level)).filter(it -> !taken.contains(it.name())).forEach(attributes::add);
    }
    // Several of one name keep their order: RouterOS reads the last Filter-Id.
    attributes.sort(Comparator.comparing(ExtraAttribute::name));
    return List.copyOf(attributes);
  }

  private static Stream<ExtraAttribute> named(List<String> texts) {
    return texts.stream()
        .map(text -> text.split("=", 2))
        .filter(parts -> parts.length == 2)
        .map(parts -> new ExtraAttribute(parts[0], parts[1]));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  private static Optional<Long> optionalLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(value);
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
