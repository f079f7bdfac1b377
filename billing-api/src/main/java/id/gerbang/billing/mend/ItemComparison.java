package id.gerbang.billing.mend;

import id.gerbang.billing.mend.ItemDifference.Kind;
import id.gerbang.billing.mend.Wanted.Clash;
import id.gerbang.billing.mend.Wanted.Own;
import id.gerbang.billing.router.RouterChange;
import id.gerbang.routeros.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what a router has with what it is to have, thing by thing. */
final class ItemComparison {

  private static final String COMMENT = RouterItem.COMMENT;

  private final Wanted wanted;
  private final Map<String, List<Row>> found;
  private final List<ItemDifference> differences = new ArrayList<>();

  private ItemComparison(Wanted wanted, Map<String, List<Row>> found) {
    this.wanted = wanted;
    this.found = found;
  }

  /**
   * In the order in which they are to be mended.
   *
   * @param found the rows of each menu
   */
  static List<ItemDifference> of(Wanted wanted, Map<String, List<Row>> found) {
    ItemComparison comparison = new ItemComparison(wanted, found);
    wanted.clashes().forEach(comparison::clash);
    wanted.items().forEach(comparison::compare);
    wanted.items().stream()
        .filter(RouterItem::onTop)
        .map(RouterItem::menu)
        .distinct()
        .forEach(comparison::order);
    wanted.own().forEach(comparison::extras);
    return comparison.differences;
  }

  private void compare(RouterItem item) {
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
          new ItemDifference(
              Kind.FOREIGN, item.menu(), item.comment(), List.of(), "", List.of(), List.of()));
    } else {
      Map<String, String> all = new LinkedHashMap<>(item.properties());
      all.put(item.mark(), item.comment());
      add(
          Kind.MISSING,
          item,
          List.of(),
          new RouterChange(item.menu(), "add", "", List.of(), all),
          RouterChange.removeWhere(item.menu(), item.mark(), item.comment()));
    }
  }

  private static boolean is(RouterItem item, Row row) {
    return item.there().entrySet().stream()
        .allMatch(entry -> row.get(entry.getKey()).equals(Optional.of(entry.getValue())));
  }

  private Optional<Row> ours(RouterItem item) {
    return rows(item.menu()).stream()
        .filter(row -> row.get(item.mark()).equals(Optional.of(item.comment())))
        .findFirst();
  }

  private void values(RouterItem item, Row row) {
    Map<String, String> to = new LinkedHashMap<>();
    Map<String, String> back = new LinkedHashMap<>();
    List<PropertyDifference> properties = new ArrayList<>();
    item.properties()
        .forEach(
            (name, value) -> {
              String is = RouterValue.told(row, name, item);
              boolean secret = RouterChange.isSecret(name);
              boolean hidden = secret && isHidden(is);
              if (hidden ? wanted.renewsSecrets() : !RouterValue.same(value, is)) {
                to.put(name, value);
                back.put(name, hidden ? RouterChange.TO_PUT_IN : is);
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

  private static RouterChange set(RouterItem item, Map<String, String> properties) {
    return item.isSettings()
        ? new RouterChange(item.menu(), "set", "", List.of(), properties)
        : new RouterChange(item.menu(), "set", item.mark(), List.of(item.comment()), properties);
  }

  /** Others' rules above ours would be asked first, such as one that accepts all that is known. */
  private void order(String menu) {
    List<Row> rows = rows(menu).stream().filter(row -> !row.isTrue("dynamic")).toList();
    List<String> ours =
        wanted.items().stream()
            .filter(item -> item.onTop() && item.menu().equals(menu) && ours(item).isPresent())
            .map(RouterItem::comment)
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
        new ItemDifference(
            Kind.ORDER,
            menu,
            wanted.own().stream()
                .filter(own -> own.menu().equals(menu))
                .map(Own::prefix)
                .findFirst()
                .orElse(""),
            List.of(),
            String.join("\n", OnTop.lines(menu, wanted.items())),
            mend,
            undo));
  }

  private void extras(Own own) {
    String menu = own.menu();
    for (Row row : rows(menu)) {
      String mark = row.get(COMMENT).isPresent() ? COMMENT : RouterItem.SERVICE;
      String comment = row.get(mark).orElse("");
      boolean isWanted =
          wanted.items().stream()
              .anyMatch(
                  item ->
                      item.menu().equals(menu)
                          && item.mark().equals(mark)
                          && item.comment().equals(comment));
      if (comment.startsWith(own.prefix()) && !isWanted) {
        RouterChange remove = RouterChange.removeWhere(menu, mark, comment);
        differences.add(
            new ItemDifference(
                Kind.EXTRA,
                menu,
                comment,
                List.of(),
                remove.command(),
                List.of(remove),
                List.of(new RouterChange(menu, "add", "", List.of(), again(menu, row)))));
      }
    }
  }

  /** What makes it once more; a secret that the router does not tell is to be put in. */
  private Map<String, String> again(String menu, Row row) {
    Set<String> settable = new LinkedHashSet<>(wanted.settable().getOrDefault(menu, List.of()));
    settable.add(COMMENT);
    Map<String, String> again = new LinkedHashMap<>();
    row.values()
        .forEach(
            (name, value) -> {
              if (settable.contains(name)) {
                again.put(name, value);
              }
            });
    settable.stream()
        .filter(name -> RouterChange.isSecret(name) && isHidden(again.get(name)))
        .forEach(name -> again.put(name, RouterChange.TO_PUT_IN));
    return again;
  }

  private void clash(Clash clash) {
    rows(clash.menu()).stream()
        .filter(clash.inTheWay())
        .map(RowWords::of)
        .forEach(
            row ->
                differences.add(
                    new ItemDifference(
                        Kind.CLASH, clash.menu(), row, List.of(), "", List.of(), List.of())));
  }

  private void add(
      Kind kind,
      RouterItem item,
      List<PropertyDifference> properties,
      RouterChange mend,
      RouterChange undo) {
    differences.add(
        new ItemDifference(
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
