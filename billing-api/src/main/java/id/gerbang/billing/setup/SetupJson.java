package id.gerbang.billing.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.gerbang.billing.mend.RouterItem;
import id.gerbang.billing.setup.SetupDao.SetupRow;
import id.gerbang.routeros.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A set-up as its table holds it. */
final class SetupJson {

  /** What a set-up changes of menus that others use too. */
  static final Map<String, List<String>> SETTINGS =
      Map.of(
          BrasItems.INCOMING,
          List.of("accept", "port"),
          BrasItems.AAA,
          List.of("use-radius", "accounting", "interim-update"));

  private static final ObjectMapper JSON = new ObjectMapper();

  private SetupJson() {}

  static Optional<SetupChoice> choice(SetupRow row) {
    return Optional.ofNullable(row.choice()).map(text -> read(text, new TypeReference<>() {}));
  }

  /** But for pools: those that we hold of a router have a table of their own. */
  static String text(SetupChoice choice) {
    return write(choice.withPools(List.of()));
  }

  static String text(Map<String, Row> before) {
    Map<String, Map<String, String>> kept = new LinkedHashMap<>();
    SETTINGS.forEach(
        (menu, properties) -> {
          Map<String, String> values = new LinkedHashMap<>();
          for (String property : properties) {
            Optional.ofNullable(before.get(menu))
                .flatMap(row -> row.get(property))
                .ifPresent(value -> values.put(property, value));
          }
          kept.put(menu, values);
        });
    return write(kept);
  }

  static List<RouterItem> before(SetupRow row) {
    Map<String, Map<String, String>> before = read(row.before(), new TypeReference<>() {});
    return before.entrySet().stream()
        .map(entry -> RouterItem.settings(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record is JSON", e);
    }
  }

  private static <T> T read(String text, TypeReference<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was written can be read", e);
    }
  }
}
