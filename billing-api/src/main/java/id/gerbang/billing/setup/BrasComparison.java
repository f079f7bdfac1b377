package id.gerbang.billing.setup;

import id.gerbang.billing.router.RouterChange;
import id.gerbang.billing.setup.SetupDifference.Kind;
import id.gerbang.routeros.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what a router has with what it is to have, thing by thing. */
final class BrasComparison {

  private static final String COMMENT = "comment";

  private final WantedSetup setup;
  private final List<BrasItem> wanted;
  private final Map<String, List<Row>> found;
  private final List<SetupDifference> differences = new ArrayList<>();

  private BrasComparison(WantedSetup setup, Map<String, List<Row>> found) {
    this.setup = setup;
    this.wanted = setup.items();
    this.found = found;
  }

  /**
   * In the order in which they are to be mended.
   *
   * @param found the rows of each of its menus
   */
  static List<SetupDifference> of(WantedSetup setup, Map<String, List<Row>> found) {
    BrasComparison comparison = new BrasComparison(setup, found);
    setup.items().forEach(comparison::compare);
    setup.items().stream()
        .filter(BrasItem::onTop)
        .map(BrasItem::menu)
        .distinct()
        .forEach(comparison::order);
    setup.ours().forEach(comparison::extras);
    return comparison.differences;
  }

  private void compare(BrasItem item) {
    if (item.isSettings()) {
      rows(item.menu()).stream().findFirst().ifPresent(row -> values(item, row));
      return;
    }
    Optional<Row> ours = ours(item);
    if (ours.isPresent()) {
      values(item, ours.get());
    } else if (!item.there().isEmpty()
        && rows(item.menu()).stream().anyMatch(row -> is(item, row))) {
      differences.add(
          new SetupDifference(
              Kind.FOREIGN, item.menu(), item.comment(), List.of(), "", List.of(), List.of()));
    } else {
      Map<String, String> all = new LinkedHashMap<>(item.properties());
      all.put(COMMENT, item.comment());
      add(
          Kind.MISSING,
          item,
          List.of(),
          new RouterChange(item.menu(), "add", "", List.of(), all),
          RouterChange.removeWhere(item.menu(), COMMENT, item.comment()));
    }
  }

  private static boolean is(BrasItem item, Row row) {
    return item.there().entrySet().stream()
        .allMatch(entry -> row.get(entry.getKey()).equals(Optional.of(entry.getValue())));
  }

  private Optional<Row> ours(BrasItem item) {
    return rows(item.menu()).stream()
        .filter(row -> row.get(COMMENT).equals(Optional.of(item.comment())))
        .findFirst();
  }

  private void values(BrasItem item, Row row) {
    Map<String, String> to = new LinkedHashMap<>();
    Map<String, String> back = new LinkedHashMap<>();
    List<PropertyDifference> properties = new ArrayList<>();
    item.properties()
        .forEach(
            (name, value) -> {
              String is = row.get(name).orElse("");
              boolean secret = BrasItem.SECRETS.contains(name);
              boolean hidden = secret && isHidden(is);
              if (!hidden && !RouterValue.same(value, is)) {
                to.put(name, value);
                back.put(name, is);
                properties.add(
                    secret
                        ? new PropertyDifference(
                            name, RouterChange.TO_PUT_IN, RouterChange.TO_PUT_IN)
                        : new PropertyDifference(name, value, is));
              }
            });
    if (!to.isEmpty()) {
      add(Kind.DIFFERENT, item, properties, set(item, to), set(item, back));
    }
  }

  /** From who may not read secrets: left out by 6.49, stars in 7. */
  private static boolean isHidden(@Nullable String secret) {
    return secret == null || secret.matches("\\**");
  }

  private static RouterChange set(BrasItem item, Map<String, String> properties) {
    return item.isSettings()
        ? new RouterChange(item.menu(), "set", "", List.of(), properties)
        : new RouterChange(item.menu(), "set", COMMENT, List.of(item.comment()), properties);
  }

  /** Others' rules above ours would be asked first, such as one that accepts all that is known. */
  private void order(String menu) {
    List<Row> rows = rows(menu).stream().filter(row -> !row.isTrue("dynamic")).toList();
    List<String> ours =
        wanted.stream()
            .filter(item -> item.onTop() && item.menu().equals(menu) && ours(item).isPresent())
            .map(BrasItem::comment)
            .toList();
    List<String> top =
        rows.stream().limit(ours.size()).map(row -> row.get(COMMENT).orElse("")).toList();
    if (top.equals(ours)) {
      return;
    }
    Optional<String> first =
        rows.stream()
            .filter(row -> !ours.contains(row.get(COMMENT).orElse("")))
            .findFirst()
            .map(Row::id);
    List<RouterChange> mend =
        ours.stream().map(comment -> RouterChange.move(menu, COMMENT, comment, first)).toList();
    List<RouterChange> undo = new ArrayList<>();
    for (int i = rows.size() - 1; i >= 0; i--) {
      String comment = rows.get(i).get(COMMENT).orElse("");
      if (ours.contains(comment)) {
        Optional<String> below =
            i + 1 < rows.size() ? Optional.of(rows.get(i + 1).id()) : Optional.empty();
        undo.add(RouterChange.move(menu, COMMENT, comment, below));
      }
    }
    differences.add(
        new SetupDifference(
            Kind.ORDER,
            menu,
            setup.ours().getOrDefault(menu, ""),
            List.of(),
            String.join("\n", BrasScript.onTop(menu, wanted)),
            mend,
            undo));
  }

  private void extras(String menu, String prefix) {
    Set<String> comments =
        wanted.stream()
            .filter(item -> item.menu().equals(menu))
            .map(BrasItem::comment)
            .collect(Collectors.toSet());
    Set<String> settable = settable(menu);
    for (Row row : rows(menu)) {
      String comment = row.get(COMMENT).orElse("");
      if (comment.startsWith(prefix) && !comments.contains(comment)) {
        Map<String, String> again = new LinkedHashMap<>();
        row.values()
            .forEach(
                (name, value) -> {
                  if (settable.contains(name)) {
                    again.put(name, value);
                  }
                });
        BrasItem.SECRETS.stream()
            .filter(secret -> settable.contains(secret) && isHidden(again.get(secret)))
            .forEach(secret -> again.put(secret, RouterChange.TO_PUT_IN));
        RouterChange remove = RouterChange.removeWhere(menu, COMMENT, comment);
        differences.add(
            new SetupDifference(
                Kind.EXTRA,
                menu,
                comment,
                List.of(),
                remove.command(),
                List.of(remove),
                List.of(new RouterChange(menu, "add", "", List.of(), again))));
      }
    }
  }

  /** What ours are made of: the rest is what the router says of them. */
  private static Set<String> settable(String menu) {
    Set<String> settable = new LinkedHashSet<>(BrasItems.PROPERTIES.getOrDefault(menu, List.of()));
    settable.addAll(TunnelItems.PROPERTIES.getOrDefault(menu, List.of()));
    settable.add(COMMENT);
    return settable;
  }

  private void add(
      Kind kind,
      BrasItem item,
      List<PropertyDifference> properties,
      RouterChange mend,
      RouterChange undo) {
    differences.add(
        new SetupDifference(
            kind,
            item.menu(),
            item.comment(),
            properties,
            mend.hidingSecret().command(),
            List.of(mend),
            List.of(undo)));
  }

  private List<Row> rows(String menu) {
    return found.getOrDefault(menu, List.of());
  }
}
