package id.gerbang.app.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import id.gerbang.app.start.Command;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A certificate that the JDK's {@code keytool} signs with its own key, for the names and addresses
 * of this machine.
 */
record OwnCertificate(Path store, Clock clock) {
  private static final Duration LAST_DAYS = Duration.ofDays(30);
  private static final Duration KEYTOOL = Duration.ofMinutes(2);
  private static final Pattern DNS_NAME =
      Pattern.compile("[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9-]+)*");

  Certificate readOrMake() throws IOException, GeneralSecurityException {
    if (Files.exists(store)) {
      Certificate present = Certificate.read(store, Files.readString(passwordFile()).strip());
      if (clock.instant().plus(LAST_DAYS).isBefore(present.shown().getNotAfter().toInstant())) {
        return present;
      }
    }
    return make();
  }

  private Certificate make() throws IOException, GeneralSecurityException {
    // One password for every certificate of this directory: a start that is cut off must not part
    // store and password.
    if (!Files.exists(passwordFile())) {
      Path unfinished = store.resolveSibling("own.password.new");
      try (var out = PrivateFile.open(unfinished)) {
        out.write(Certificate.randomPassword().getBytes(US_ASCII));
      }
      Files.move(unfinished, passwordFile(), ATOMIC_MOVE);
    }
    String password = Files.readString(passwordFile()).strip();
    Path unfinished = store.resolveSibling("own.p12.new");
    Files.deleteIfExists(unfinished);
    Command.Result made = keytool(unfinished, password).run(KEYTOOL);
    if (!made.succeeded()) {
      throw new IOException("keytool said: " + made.output());
    }
    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-------"));
    Files.move(unfinished, store, ATOMIC_MOVE);
    return Certificate.read(store, password);
  }

  private static Command keytool(Path target, String password) throws IOException {
    return new Command(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            Certificate.ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-sigalg",
            "SHA256withECDSA",
            "-dname",
            "CN=" + hostName() + ", O=Gerbang",
            "-validity",
            "3650",
            "-ext",
            "SAN=" + String.join(",", names()),
            "-ext",
            "KU=digitalSignature",
            "-ext",
            "EKU=serverAuth",
            "-storetype",
            "PKCS12",
            "-keystore",
            target.toString(),
            "-storepass:env",
            "STORE_PASSWORD"),
        Map.of("STORE_PASSWORD", password));
  }

  private static Set<String> names() throws IOException {
    var names = new LinkedHashSet<String>();
    names.add("dns:localhost");
    names.add("dns:" + hostName());
    names.add("ip:127.0.0.1");
    NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(OwnCertificate::canBeTyped)
        .forEach(address -> names.add("ip:" + withoutScope(address)));
    return names;
  }

  private static boolean canBeTyped(InetAddress address) {
    return !address.isLoopbackAddress()
        && !(address instanceof Inet6Address && address.isLinkLocalAddress());
  }

  private static String withoutScope(InetAddress address) {
    String text = address.getHostAddress();
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }

  /** From the kernel: asking the resolver may take many seconds and answer something else. */
  private static String hostName() throws IOException {
    String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    return DNS_NAME.matcher(name).matches() ? name : "localhost";
  }

  private Path passwordFile() {
    return store.resolveSibling("own.password");
  }
}
