package id.gerbang.billing.mend;

import id.gerbang.routeros.Row;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a router is to have of ours.
 *
 * @param items in the order in which one thing needs the other
 * @param own what of ours goes where it is not wanted, in the order in which it goes
 * @param settable by menu, what objects of ours are made of: the rest of a row is what the router
 *     says of it
 * @param clashes things of others beside which ours can't be
 * @param renewsSecrets those that a router does not tell are written, for they may be others
 */
public record Wanted(
    List<RouterItem> items,
    List<Own> own,
    Map<String, List<String>> settable,
    List<Clash> clashes,
    boolean renewsSecrets) {

  /** Objects of a menu whose comments begin so. */
  public record Own(String menu, String prefix) {}

  /** Rows of a menu that are somebody else's, and in the way. */
  public record Clash(String menu, Predicate<Row> inTheWay) {}

  public Wanted {
    items = List.copyOf(items);
    own = List.copyOf(own);
    clashes = List.copyOf(clashes);
  }

  /** The same once they are written. */
  Wanted renewed() {
    return new Wanted(items, own, settable, clashes, false);
  }

  /** All that is read of a router. */
  Set<String> menus() {
    return Stream.of(
            items.stream().map(RouterItem::menu),
            own.stream().map(Own::menu),
            clashes.stream().map(Clash::menu))
        .flatMap(menus -> menus)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
