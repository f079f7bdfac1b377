package id.gerbang.billing.imports;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.imports.Sheet.Line;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which column of a file means what. */
final class Mapping {

  private final List<String> head;
  private final Map<Target, Integer> columns;

  private Mapping(List<String> head, Map<Target, Integer> columns) {
    this.head = head;
    this.columns = columns;
  }

  /** As it was given, or as its headings tell; without a name no customer can be made. */
  static Mapping of(Sheet sheet, @Nullable Map<String, String> given) {
    Checks checks = new Checks();
    Mapping mapping =
        new Mapping(
            sheet.head(),
            given == null ? proposed(sheet.head()) : checked(sheet.head(), given, checks));
    checks.that(
        mapping.columns.containsKey(Target.NAME),
        "mapping",
        "has no column for name; the columns are " + String.join(", ", sheet.head()));
    checks.done();
    return mapping;
  }

  /** The first column of each meaning; a second one is left out. */
  private static Map<Target, Integer> proposed(List<String> head) {
    Map<Target, Integer> columns = new EnumMap<>(Target.class);
    for (int i = 0; i < head.size(); i++) {
      int column = i;
      Target.meantBy(head.get(i)).ifPresent(target -> columns.putIfAbsent(target, column));
    }
    return columns;
  }

  private static Map<Target, Integer> checked(
      List<String> head, Map<String, String> given, Checks checks) {
    Map<Target, Integer> columns = new EnumMap<>(Target.class);
    given.forEach(
        (heading, key) -> {
          String field = "mapping." + heading;
          int column = head.indexOf(heading.strip());
          Optional<Target> target = Target.named(key);
          checks.that(column >= 0, field, "is no column of the file");
          checks.that(target.isPresent(), field, "is one of " + Target.keys());
          target.ifPresent(
              it ->
                  checks.that(
                      columns.putIfAbsent(it, column) == null,
                      field,
                      "is " + it.key() + ", as another column is"));
        });
    return columns;
  }

  /** What a row says there; empty where it says nothing. */
  Optional<String> read(Line line, Target target) {
    Integer column = columns.get(target);
    return column == null
        ? Optional.empty()
        : Optional.of(asMeant(target, line.cell(column))).filter(it -> !it.isEmpty());
  }

  /**
   * Without the apostrophe that our own files put before what a spreadsheet would run; they have no
   * passwords, so one that begins with an apostrophe is meant so.
   */
  private static String asMeant(Target target, String cell) {
    return target != Target.PASSWORD
            && cell.length() > 1
            && cell.charAt(0) == '\''
            && "=+-@".indexOf(cell.charAt(1)) >= 0
        ? cell.substring(1)
        : cell;
  }

  /** Heading and field, in the order of the columns. */
  Map<String, String> shown() {
    Map<String, String> shown = new LinkedHashMap<>();
    columns.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(it -> shown.put(head.get(it.getValue()), it.getKey().key()));
    return shown;
  }

  /** Headings of columns that mean nothing here. */
  List<String> ignored() {
    return IntStream.range(0, head.size())
        .filter(column -> !columns.containsValue(column) && !head.get(column).isEmpty())
        .mapToObj(head::get)
        .toList();
  }
}
