package id.gerbang.radius;

import static org.awaitility.Awaitility.await;

import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.core.seal.SealingKey;
import id.gerbang.radius.accounting.Retention;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;

/** A radius node as a process to be killed: prints its ports, and never ends by itself. */
final class KilledNode {

  private KilledNode() {}

  public static void main(String[] args) throws Exception {
    InetAddress local = InetAddress.getByName("127.0.0.1");
    RadiusService node =
        RadiusService.start(
            new RadiusConfig(
                new DatabaseConfig(args[0], args[1], args[2]),
                local,
                0,
                0,
                local,
                Path.of(args[3]),
                50,
                ZoneOffset.UTC,
                Dictionary.read(Path.of(System.getProperty("gerbang.root"), "conf/dictionary")),
                Retention.DEFAULT),
            SealingKey.read(Path.of(args[4])),
            Clock.systemUTC());
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> node.health().values().stream().allMatch(String::isEmpty));
    System.out.println("ports " + node.authPort() + " " + node.acctPort());
    System.out.flush();
    new CountDownLatch(1).await();
  }
}
