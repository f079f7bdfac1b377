package id.gerbang.billing.mend;

import id.gerbang.routeros.Row;
import java.util.List;
import java.util.stream.Collectors;

/** A row of a router's menu, so that a person finds it there. */
final class RowWords {

  private static final List<String> TELLING =
      List.of(
          "name",
          "address",
          "interface",
          "bridge",
          "vlan-id",
          "tunnel-id",
          "remote-address",
          "comment");

  private RowWords() {}

  static String of(Row row) {
    return TELLING.stream()
        .filter(name -> !row.get(name).orElse("").isEmpty())
        .map(name -> name + "=" + row.get(name).orElseThrow())
        .collect(Collectors.joining(" "));
  }
}
