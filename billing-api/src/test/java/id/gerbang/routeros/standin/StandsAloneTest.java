package id.gerbang.routeros.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The stand-in shares no code with the client that it tests: what both got wrong would look right.
 */
class StandsAloneTest {

  private static final Path HERE =
      Path.of(
          System.getProperty("gerbang.root", ".."),
          "billing-api/src/test/java/id/gerbang/routeros/standin");
  private static final String ALLOWED =
      "import (static"
          + " )?(java|javax\\.net\\.ssl|com\\.sun\\.net\\.httpserver|com\\.fasterxml\\.jackson|org\\.jspecify)\\..*";

  @Test
  void it_imports_java_and_jackson_alone() throws IOException {
    try (Stream<Path> files = Files.list(HERE)) {
      List<Path> sources = files.filter(file -> !file.toString().endsWith("Test.java")).toList();
      assertThat(sources).hasSizeGreaterThan(15);
      for (Path source : sources) {
        List<String> lines = Files.readAllLines(source);

        assertThat(lines)
            .as(source.getFileName().toString())
            .filteredOn(line -> line.startsWith("import "))
            .allMatch(line -> line.matches(ALLOWED));
        assertThat(lines)
            .noneMatch(line -> line.contains("id.gerbang.") && !line.contains("standin"));
      }
    }
  }

  @Test
  void what_menus_refer_to_is_there() {
    for (String version : List.of("6.49.18", "7.14.3", "7.20.8")) {
      Schema schema = Schema.of(RouterOsVersion.of(version), Set.of("user-manager"));
      for (Schema.Menu menu : schema.all()) {
        for (Schema.Property property : menu.properties().values()) {
          String kind = property.kind();
          if (kind.matches(".*refs?\\(.*")) {
            String named = kind.replaceFirst(".*refs?\\(([^)]*)\\).*", "$1");
            assertThat(schema.find(named)).as(menu.path() + " " + property.name()).isPresent();
          }
        }
        for (Schema.Unique unique : menu.unique()) {
          assertThat(menu.properties())
              .as(menu.path())
              .containsKeys(unique.properties().toArray(new String[0]));
        }
      }
    }
  }
}
