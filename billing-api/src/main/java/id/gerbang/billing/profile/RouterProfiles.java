package id.gerbang.billing.profile;

import id.gerbang.billing.plan.PlanDao;
import id.gerbang.billing.plan.PlanRow;
import id.gerbang.billing.profile.Standing.Agreed;
import id.gerbang.core.seal.Sha256;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** How a router's profiles stand to the plans of their names. */
final class RouterProfiles {

  static final String MENU = "/ppp/profile";
  private static final int SEEN = 16;

  private RouterProfiles() {}

  /** What a router told: profiles, and the pools that they may name. */
  record Told(List<RouterProfile> profiles, List<RouterPools.Told> pools) {}

  static Told read(RouterOs router) {
    List<RouterPools.Told> pools = RouterPools.read(router);
    Set<String> names = pools.stream().map(RouterPools.Told::name).collect(Collectors.toSet());
    List<RouterProfile> profiles = new ArrayList<>();
    for (Row row : router.print(MENU, List.of())) {
      // What was there from the factory is nobody's tariff.
      if (!row.isTrue("default")) {
        profiles.add(RouterProfile.of(row, names));
      }
    }
    return new Told(profiles, pools);
  }

  /** One profile, with all that is known of it. */
  record Pair(RouterProfile profile, Optional<PlanRow> plan, Optional<Agreed> agreed) {

    @Nullable Facts ours() {
      return plan.map(Pair::facts).orElse(null);
    }

    static Facts facts(PlanRow plan) {
      String rate = plan.rateLimit().text();
      return new Facts(rate.isEmpty() ? null : rate, plan.pool(), plan.addressList());
    }

    String oursText() {
      Facts ours = ours();
      return ours == null ? "" : ours.text();
    }

    String seen() {
      return HexFormat.of()
          .formatHex(Sha256.of(oursText() + "\n" + profile.facts().text()))
          .substring(0, SEEN);
    }

    ProfileView view() {
      return new ProfileView(
          profile.name(),
          Standing.of(ours(), profile.facts(), agreed.orElse(null)).name().toLowerCase(Locale.ROOT),
          plan.map(PlanRow::id).orElse(null),
          ours(),
          profile.facts(),
          profile.cannot(),
          seen());
    }
  }

  static List<ProfileView> views(Handle handle, long routerId, Told told) {
    return pairs(handle, routerId, told).values().stream().map(Pair::view).toList();
  }

  /** By their names. */
  static Map<String, Pair> pairs(Handle handle, long routerId, Told told) {
    List<String> names = told.profiles().stream().map(RouterProfile::name).toList();
    Map<String, PlanRow> plans = new HashMap<>();
    handle.attach(PlanDao.class).named(names).forEach(plan -> plans.putIfAbsent(plan.name(), plan));
    Map<String, Agreed> agreed =
        handle.attach(ProfileDao.class).agreed(routerId).stream()
            .collect(Collectors.toMap(Agreed::name, Function.identity()));
    return told.profiles().stream()
        .collect(
            Collectors.toMap(
                RouterProfile::name,
                profile ->
                    new Pair(
                        profile,
                        Optional.ofNullable(plans.get(profile.name())),
                        Optional.ofNullable(agreed.get(profile.name()))),
                (one, other) -> one,
                TreeMap::new));
  }
}
