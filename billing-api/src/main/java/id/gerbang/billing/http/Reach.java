package id.gerbang.billing.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the ISP an actor sees: customers of some areas, routers by their ids. What is
 * outside is, for that actor, not there.
 *
 * @param areas empty: all
 * @param routers empty: all
 */
public record Reach(List<String> areas, List<Long> routers) {

  public static final Reach EVERYTHING = new Reach(List.of(), List.of());

  public Reach {
    areas = List.copyOf(areas);
    routers = List.copyOf(routers);
  }

  public boolean everything() {
    return areas.isEmpty() && routers.isEmpty();
  }

  /** Refuses whoever is limited: what is asked for is the whole ISP's. */
  public void requireEverything() {
    if (!everything()) {
      throw Problem.forbidden("This is not for those who are limited to areas or routers.");
    }
  }

  /** For the columns of staff and tokens: null stands for all. */
  public String @Nullable [] areasOrAll() {
    return areas.isEmpty() ? null : areas.toArray(String[]::new);
  }

  /** Likewise. */
  public Long @Nullable [] routersOrAll() {
    return routers.isEmpty() ? null : routers.toArray(Long[]::new);
  }
}
