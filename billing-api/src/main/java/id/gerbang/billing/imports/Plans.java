package id.gerbang.billing.imports;

import id.gerbang.billing.imports.ImportDao.PlanName;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The plans that are sold, by what whoever moves in calls them. */
public final class Plans {

  private static final int NAMED = 10;

  private final Map<String, Long> byName = new HashMap<>();
  private final Map<String, Long> byPlainName = new HashMap<>();
  private final Map<String, Long> byId = new HashMap<>();
  private final List<PlanName> sold;

  Plans(List<PlanName> sold) {
    this.sold = sold;
    for (PlanName plan : sold) {
      byName.put(plan.name(), plan.id());
      byPlainName.putIfAbsent(plain(plan.name()), plan.id());
      byId.put(Long.toString(plan.id()), plan.id());
    }
  }

  /** By its name as it is: another system's names that differ in letters' case are two. */
  public Optional<Long> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * What a person wrote: its name, however its letters and spaces are where none is named just so;
   * or its id.
   */
  public Optional<Long> find(String written) {
    return named(written)
        .or(() -> Optional.ofNullable(byPlainName.get(plain(written))))
        .or(() -> Optional.ofNullable(byId.get(written)));
  }

  /** Of some of them, for a person to choose from. */
  public String names() {
    return sold.stream().limit(NAMED).map(PlanName::name).collect(Collectors.joining(", "))
        + (sold.size() > NAMED ? ", …" : "");
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
  }
}
