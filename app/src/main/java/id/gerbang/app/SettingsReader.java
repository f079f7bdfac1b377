package id.gerbang.app;

import id.gerbang.app.start.CannotStartException;
import id.gerbang.radius.accounting.Retention;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads {@link Settings}: each key from the environment, else from the file, else its default. What
 * is wrong stops the start with the key, the place it stands in and what is allowed there.
 *
 * <p>Relative paths of the file and of defaults start at {@code home}, the folder of the {@code
 * gerbang} script, so that the data does not depend on where one stands when starting; those of the
 * environment at {@code here}, as in a shell.
 */
public final class SettingsReader {
  private static final Map<String, String> VARIABLES =
      Map.ofEntries(
          Map.entry("data", "GERBANG_DATA"),
          Map.entry("database.url", "GERBANG_DATABASE_URL"),
          Map.entry("database.user", "GERBANG_DATABASE_USER"),
          Map.entry("database.password", "GERBANG_DATABASE_PASSWORD"),
          Map.entry("keyFile", "GERBANG_KEY_FILE"),
          Map.entry("radius.address", "GERBANG_RADIUS_ADDRESS"),
          Map.entry("radius.authPort", "GERBANG_AUTH_PORT"),
          Map.entry("radius.acctPort", "GERBANG_ACCT_PORT"),
          Map.entry("radius.coaAddress", "GERBANG_COA_ADDRESS"),
          Map.entry("radius.actsPerSecond", "GERBANG_ACTS_PER_SECOND"),
          Map.entry("radius.dictionary", "GERBANG_DICTIONARY"),
          Map.entry("retention.accessEvents", "GERBANG_KEEP_ACCESS_EVENTS"),
          Map.entry("retention.sessions", "GERBANG_KEEP_SESSIONS"),
          Map.entry("retention.usageDetail", "GERBANG_KEEP_USAGE_DETAIL"),
          Map.entry("http.port", "GERBANG_HTTP_PORT"),
          Map.entry("http.adminPort", "GERBANG_ADMIN_PORT"),
          Map.entry("http.httpsPort", "GERBANG_HTTPS_PORT"),
          Map.entry("http.tlsCert", "GERBANG_TLS_CERT"),
          Map.entry("http.tlsKey", "GERBANG_TLS_KEY"),
          Map.entry("http.publicUrl", "GERBANG_PUBLIC_URL"),
          Map.entry("http.trustedProxies", "GERBANG_TRUSTED_PROXIES"),
          Map.entry("routers.lookSeconds", "GERBANG_ROUTER_LOOK_SECONDS"),
          Map.entry("language", "GERBANG_LANG"),
          Map.entry("zone", "GERBANG_ZONE"));

  private final Path home;
  private final Map<String, Setting> settings = new HashMap<>();

  private SettingsReader(Path home) {
    this.home = home;
  }

  public static Settings read(
      Optional<Path> file, Map<String, String> environment, Path home, Path here) {
    var reader = new SettingsReader(home.toAbsolutePath());
    file.ifPresent(reader::addFile);
    reader.addEnvironment(environment, here.toAbsolutePath());
    return reader.settings();
  }

  private void addFile(Path file) {
    for (Setting setting : YamlFile.read(file, home)) {
      if (!VARIABLES.containsKey(setting.key())) {
        throw setting.refused(
            "no such key. Known are: "
                + String.join(", ", VARIABLES.keySet().stream().sorted().toList()));
      }
      settings.put(setting.key(), setting);
    }
  }

  private void addEnvironment(Map<String, String> environment, Path here) {
    VARIABLES.forEach(
        (key, variable) -> {
          String text = environment.getOrDefault(variable, "").strip();
          if (!text.isEmpty()) {
            settings.put(key, new Setting(key, text, "environment variable " + variable, here));
          }
        });
  }

  private Settings settings() {
    Path data = get("data", this::path).orElse(home.resolve("data"));
    return new Settings(
        data,
        database(),
        get("keyFile", this::path).orElse(data.resolve("seal.key")),
        radius(),
        retention(),
        http(),
        get("routers.lookSeconds", this::lookSeconds).orElse(Duration.ofMinutes(1)),
        get("language", this::language).orElse(Locale.forLanguageTag("id")),
        get("zone", this::zone).orElse(ZoneId.of("Asia/Jakarta")));
  }

  private Optional<Settings.Database> database() {
    Optional<String> url = get("database.url", this::jdbcUrl);
    if (url.isEmpty()) {
      Stream.of("database.user", "database.password")
          .flatMap(key -> Optional.ofNullable(settings.get(key)).stream())
          .findFirst()
          .ifPresent(
              alone -> {
                throw alone.refused("has no meaning without database.url (GERBANG_DATABASE_URL)");
              });
      return Optional.empty();
    }
    return Optional.of(
        new Settings.Database(
            url.get(),
            get("database.user", Setting::text).orElse("gerbang"),
            get("database.password", Setting::text).orElse("")));
  }

  private Settings.Radius radius() {
    var radius =
        new Settings.Radius(
            get("radius.address", this::address).orElse(AddressRange.address("0.0.0.0")),
            get("radius.authPort", this::port).orElse(1812),
            get("radius.acctPort", this::port).orElse(1813),
            get("radius.coaAddress", this::address),
            get("radius.actsPerSecond", this::actsPerSecond).orElse(50),
            get("radius.dictionary", this::path).orElse(home.resolve("conf/dictionary")));
    refuseEqual(Map.of("radius.authPort", radius.authPort(), "radius.acctPort", radius.acctPort()));
    return radius;
  }

  private Retention retention() {
    return new Retention(
        get("retention.accessEvents", this::months).orElse(Retention.DEFAULT.accessEvents()),
        get("retention.sessions", this::months).orElse(Retention.DEFAULT.sessions()),
        get("retention.usageDetail", this::months).orElse(Retention.DEFAULT.usageDetail()));
  }

  private Settings.Http http() {
    var http =
        new Settings.Http(
            get("http.port", this::port).orElse(8080),
            get("http.adminPort", this::port).orElse(8081),
            get("http.httpsPort", this::port).orElse(8443),
            tls(),
            get("http.publicUrl", this::publicUrl),
            get("http.trustedProxies", this::ranges).orElse(List.of()));
    refuseEqual(
        Map.of(
            "http.port", http.port(),
            "http.adminPort", http.adminPort(),
            "http.httpsPort", http.httpsPort()));
    return http;
  }

  private Optional<Settings.TlsFiles> tls() {
    Optional<Path> chain = get("http.tlsCert", this::readableFile);
    Optional<Path> key = get("http.tlsKey", this::readableFile);
    if (chain.isPresent() != key.isPresent()) {
      throw new CannotStartException(
          "http.tlsCert (GERBANG_TLS_CERT) and http.tlsKey (GERBANG_TLS_KEY) go together: set both, or neither.");
    }
    return chain.flatMap(c -> key.map(k -> new Settings.TlsFiles(c, k)));
  }

  private void refuseEqual(Map<String, Integer> ports) {
    var taken = new HashMap<Integer, String>();
    new TreeMap<>(ports)
        .forEach(
            (key, port) -> {
              String other = port == 0 ? null : taken.put(port, key);
              if (other != null) {
                throw new CannotStartException(
                    "%s and %s are both %d; each needs a port of its own."
                        .formatted(other, key, port));
              }
            });
  }

  private <T> Optional<T> get(String key, Function<Setting, T> meaning) {
    return Optional.ofNullable(settings.get(key)).map(meaning);
  }

  private Path path(Setting setting) {
    return setting.base().resolve(setting.text()).normalize();
  }

  private Path readableFile(Setting setting) {
    Path path = path(setting);
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw setting.refused("must be a file that Gerbang may read; " + path + " is none");
    }
    return path;
  }

  private int months(Setting setting) {
    if (setting.text().matches("0|[2-9]|[1-9][0-9]{1,2}")) {
      return Integer.parseInt(setting.text());
    }
    throw setting.refused("must be a number of months from 2 to 999, or 0 for ever");
  }

  private int port(Setting setting) {
    String allowed = "must be a port from 0 to 65535 (0: any free one)";
    try {
      int port = Integer.parseInt(setting.text());
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw setting.refused(allowed);
    }
    throw setting.refused(allowed);
  }

  private int actsPerSecond(Setting setting) {
    if (!setting.text().matches("[1-9][0-9]{0,2}")) {
      throw setting.refused("must be a whole number from 1 to 999");
    }
    return Integer.parseInt(setting.text());
  }

  private Duration lookSeconds(Setting setting) {
    if (setting.text().matches("[1-9][0-9]{1,3}")) {
      int seconds = Integer.parseInt(setting.text());
      if (seconds >= 30 && seconds <= 3600) {
        return Duration.ofSeconds(seconds);
      }
    }
    throw setting.refused("must be a whole number of seconds from 30 to 3600");
  }

  private InetAddress address(Setting setting) {
    try {
      return AddressRange.address(setting.text());
    } catch (IllegalArgumentException e) {
      throw setting.refused("must be an IPv4 or IPv6 address, for example 192.0.2.1");
    }
  }

  private List<AddressRange> ranges(Setting setting) {
    try {
      return Stream.of(setting.text().split(","))
          .map(String::strip)
          .map(AddressRange::parse)
          .toList();
    } catch (IllegalArgumentException e) {
      throw setting.refused("must be addresses or networks, for example 127.0.0.1, 10.0.0.0/8");
    }
  }

  private String jdbcUrl(Setting setting) {
    if (!setting.text().startsWith("jdbc:postgresql://")) {
      throw setting.refused("must look like jdbc:postgresql://HOST:5432/DATABASE");
    }
    return setting.text();
  }

  private URI publicUrl(Setting setting) {
    String allowed = "must look like https://billing.example.net, without a path";
    try {
      URI url = URI.create(setting.text());
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (web && url.getHost() != null && List.of("", "/").contains(url.getPath())) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      throw setting.refused(allowed);
    }
    throw setting.refused(allowed);
  }

  private Locale language(Setting setting) {
    return switch (setting.text()) {
      case "id", "en" -> Locale.forLanguageTag(setting.text());
      default -> throw setting.refused("must be id or en");
    };
  }

  private ZoneId zone(Setting setting) {
    try {
      return ZoneId.of(setting.text());
    } catch (DateTimeException e) {
      throw setting.refused(
          "must be a time zone, for example Asia/Jakarta, Asia/Makassar, Asia/Jayapura");
    }
  }
}
