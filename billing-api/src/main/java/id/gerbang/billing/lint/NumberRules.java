package id.gerbang.billing.lint;

import static java.util.stream.Collectors.toSet;

import id.gerbang.billing.lint.CustomerSet.Said;
import id.gerbang.routeros.ExportItem;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One customer's set says one number everywhere: the paper itself prints {@code VLAN-USER-3967}
 * among objects of 3067.
 */
final class NumberRules {

  /** Where nothing is named as we do, so many must agree before one that is near counts as slip. */
  private static final long CERTAIN = 3;

  private final Router router;
  private final List<CustomerSet> sets;

  /** Of the whole text. */
  private final Map<Integer, Long> votes;

  NumberRules(Router router) {
    this.router = router;
    this.sets = CustomerSet.of(router);
    this.votes = CustomerSet.votes(sets.stream().flatMap(set -> set.said().stream()).toList());
  }

  Stream<Finding> findings() {
    return sets.stream().flatMap(this::of);
  }

  private Stream<Finding> of(CustomerSet set) {
    List<Said> said = set.said();
    Map<Integer, Long> numbers = CustomerSet.votes(said);
    if (numbers.size() < 2) {
      return Stream.empty();
    }
    OptionalInt most = most(numbers);
    if (most.isEmpty()) {
      return set.byOurs() ? disagreement(said) : Stream.empty();
    }
    int right = most.getAsInt();
    boolean certain = numbers.getOrDefault(right, 0L) >= CERTAIN;
    return set.items().stream().flatMap(item -> of(item, set, right, certain));
  }

  private Stream<Finding> of(ExportItem item, CustomerSet set, int right, boolean certain) {
    List<Said> others =
        CustomerSet.said(item).stream().filter(one -> one.number() != right).toList();
    boolean byOurs = set.byOurs();
    if (byOurs && isAnothers(item, others)) {
      return Stream.of(twoCustomers(item, set, others.get(0), right));
    }
    return others.stream()
        .filter(one -> byOurs || (certain && Names.nearly(one.number(), right)))
        .map(one -> differs(one, right));
  }

  /** All that it says is the same other number, and more than once. */
  private static boolean isAnothers(ExportItem item, List<Said> others) {
    Set<Integer> numbers = others.stream().map(Said::number).collect(toSet());
    return others.size() > 1
        && numbers.size() == 1
        && others.size() == CustomerSet.said(item).size();
  }

  private static Finding differs(Said said, int right) {
    return Finding.of(Rule.NUMBER_DIFFERS, said.item())
        .at(said.property(), said.text())
        .right(with(said, right))
        .beside(Integer.toString(right));
  }

  private static String with(Said said, int number) {
    return said.text().replace(Integer.toString(said.number()), Integer.toString(number));
  }

  /** At the port that put it there, where one did. */
  private Finding twoCustomers(ExportItem item, CustomerSet set, Said said, int right) {
    ExportItem at =
        set.items().stream()
            .filter(port -> port.menu().equals(Router.PORT))
            .filter(port -> port.get("interface").filter(item.name()::equals).isPresent())
            .findFirst()
            .orElse(item);
    Finding finding = Finding.of(Rule.TWO_CUSTOMERS, at).beside(Integer.toString(right));
    if (at.equals(item)) {
      return finding.at(said.property(), said.text());
    }
    finding = finding.at("interface", item.name());
    String meant = with(new Said(item, "name", item.name(), said.number()), right);
    return router.interfaces().contains(meant) ? finding.right(meant) : finding;
  }

  /** As many say the one as the other: what the rest of the text has is more likely. */
  private Stream<Finding> disagreement(List<Said> said) {
    Map<Integer, Long> own = CustomerSet.votes(said);
    Predicate<Said> elsewhere =
        one -> votes.getOrDefault(one.number(), 0L) > own.getOrDefault(one.number(), 0L);
    List<Said> odd =
        said.stream().anyMatch(elsewhere)
            ? said.stream().filter(elsewhere.negate()).toList()
            : List.of();
    if (!odd.isEmpty()) {
      int right = said.stream().filter(elsewhere).findFirst().orElseThrow().number();
      return odd.stream().map(one -> differs(one, right));
    }
    Said first = said.get(0);
    Said second =
        said.stream().filter(one -> one.number() != first.number()).findFirst().orElseThrow();
    return Stream.of(
        Finding.of(Rule.NUMBERS_DISAGREE, first.item())
            .at(first.property(), first.text())
            .beside(Names.of(second.item()) + " " + second.property() + "=" + second.text()));
  }

  /** Empty: two are said equally often. */
  private static OptionalInt most(Map<Integer, Long> votes) {
    List<Map.Entry<Integer, Long>> sorted =
        votes.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .toList();
    return sorted.get(0).getValue().equals(sorted.get(1).getValue())
        ? OptionalInt.empty()
        : OptionalInt.of(sorted.get(0).getKey());
  }
}
