package id.gerbang.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.app.start.CannotStartException;
import id.gerbang.radius.accounting.Retention;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsReaderTest {
  private static final Path HOME = Path.of("/opt/gerbang");
  private static final Path HERE = Path.of("/home/budi");

  @TempDir Path directory;

  static List<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.list(root().resolve("conf"))) {
      return files.filter(file -> file.toString().endsWith(".yml")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void every_shipped_file_is_right(Path file) {
    Settings settings = SettingsReader.read(Optional.of(file), Map.of(), HOME, HERE);
    assertThat(settings.zone()).isEqualTo(ZoneId.of("Asia/Jakarta"));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void every_shipped_file_is_right_with_all_its_keys_in_force(Path file) throws IOException {
    String opened =
        Pattern.compile("(?m)^( *)#([a-zA-Z]+:)")
            .matcher(Files.readString(file))
            .replaceAll("$1$2");
    Path pem = Files.createFile(directory.resolve("x.pem"));
    Path all =
        yaml(
            opened
                .replaceAll("tls(Cert|Key): .*", "tls$1: " + pem)
                .replaceAll("(?m)^  url:$", "  url: jdbc:postgresql://db/gerbang"));
    Settings settings = SettingsReader.read(Optional.of(all), Map.of(), HOME, HERE);
    assertThat(settings.database()).isPresent();
  }

  @Test
  void without_file_and_environment_there_are_the_published_defaults() {
    Settings settings = SettingsReader.read(Optional.empty(), Map.of(), HOME, HERE);
    assertThat(settings.data()).isEqualTo(Path.of("/opt/gerbang/data"));
    assertThat(settings.keyFile()).isEqualTo(Path.of("/opt/gerbang/data/seal.key"));
    assertThat(settings.database()).isEmpty();
    assertThat(settings.radius().authPort()).isEqualTo(1812);
    assertThat(settings.radius().acctPort()).isEqualTo(1813);
    assertThat(settings.retention()).isEqualTo(new Retention(12, 24, 24));
    assertThat(settings.http().port()).isEqualTo(8080);
    assertThat(settings.http().adminPort()).isEqualTo(8081);
    assertThat(settings.http().httpsPort()).isEqualTo(8443);
    assertThat(settings.language()).isEqualTo(Locale.forLanguageTag("id"));
  }

  @Test
  void environment_wins_over_the_file() throws IOException {
    Path file =
        yaml(
            """
            data: lasting
            radius: {authPort: 2812, address: 192.0.2.1}
            http:
              trustedProxies: [127.0.0.1, 10.0.0.0/8, "2001:db8::/32"]
              publicUrl: https://billing.example.net
            language: en
            """);
    Settings settings =
        SettingsReader.read(
            Optional.of(file),
            Map.of(
                "GERBANG_AUTH_PORT", "3812",
                "GERBANG_KEY_FILE", "my.key",
                "GERBANG_DATABASE_URL", "jdbc:postgresql://db/gerbang",
                "GERBANG_DATABASE_PASSWORD", "canary",
                "GERBANG_ACCT_PORT", ""),
            HOME,
            HERE);
    assertThat(settings.data()).isEqualTo(Path.of("/opt/gerbang/lasting"));
    assertThat(settings.keyFile()).isEqualTo(Path.of("/home/budi/my.key"));
    assertThat(settings.radius().authPort()).isEqualTo(3812);
    assertThat(settings.radius().acctPort()).isEqualTo(1813);
    assertThat(settings.http().publicUrl()).contains(URI.create("https://billing.example.net"));
    assertThat(settings.http().trustedProxies())
        .anySatisfy(range -> assertThat(range.contains(address("10.9.9.9"))).isTrue())
        .anySatisfy(range -> assertThat(range.contains(address("2001:db8:1::1"))).isTrue())
        .noneSatisfy(range -> assertThat(range.contains(address("127.0.0.2"))).isTrue())
        .noneSatisfy(range -> assertThat(range.contains(address("11.0.0.0"))).isTrue());
    assertThat(settings.database().orElseThrow().password()).isEqualTo("canary");
    assertThat(settings.toString()).doesNotContain("canary");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'radius: {authport: 1}'             | line 1: radius.authport | no such key
          'http: {port: http}'                | http.port is "http"     | from 0 to 65535
          'http: {port: 65536}'               | http.port is "65536"    | from 0 to 65535
          'http: {port: 8081}'                | http.adminPort          | both 8081
          'radius: {address: radius.isp.id}'  | radius.address          | IPv4 or IPv6 address
          'http: {trustedProxies: 10.0.0.0/33}' | http.trustedProxies   | addresses or networks
          'http: {trustedProxies: 10.0.0.0/x}'  | http.trustedProxies   | addresses or networks
          'http: {publicUrl: billing}'        | http.publicUrl          | https://
          'http: {tlsCert: /dev/null/x}'      | http.tlsCert            | file that Gerbang may read
          'database: {url: postgres://x/y}'   | database.url            | jdbc:postgresql://
          'database: {user: gerbang}'         | database.user           | without database.url
          'retention: {sessions: 1}'          | retention.sessions is "1" | 2 to 999, or 0
          'language: fr'                      | language is "fr"        | id or en
          'zone: Jakarta'                     | zone is "Jakarta"       | Asia/Makassar
          'zone: UTC\nzone: UTC'              | zone                    | twice
          'zone: {a: b}'                      | zone.a                  | no such key
          'zone: [{a: b}]'                    | line 1                  | one value or a list
          'just words'                        | line 1                  | key: value
          'zone: "open'                       | is not YAML             | line
          """)
  void what_is_wrong_is_named_with_its_place_and_what_is_allowed(
      String text, String named, String allowed) throws IOException {
    Path file = yaml(text.replace("\\n", "\n"));
    assertThatThrownBy(() -> SettingsReader.read(Optional.of(file), Map.of(), HOME, HERE))
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining(named)
        .hasMessageContaining(allowed);
  }

  @Test
  void what_is_wrong_in_the_environment_is_named_by_its_variable() {
    assertThatThrownBy(
            () ->
                SettingsReader.read(Optional.empty(), Map.of("GERBANG_AUTH_PORT", "x"), HOME, HERE))
        .hasMessage(
            "environment variable GERBANG_AUTH_PORT: radius.authPort is \"x\": must be a port from 0 to 65535 (0: any free one).");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(
            () ->
                SettingsReader.read(
                    Optional.of(directory.resolve("none.yml")), Map.of(), HOME, HERE))
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("none.yml");
  }

  private Path yaml(String text) throws IOException {
    return Files.writeString(directory.resolve("gerbang.yml"), text);
  }

  private static InetAddress address(String text) {
    return AddressRange.address(text);
  }

  private static Path root() {
    return Path.of(System.getProperty("gerbang.root"));
  }
}
