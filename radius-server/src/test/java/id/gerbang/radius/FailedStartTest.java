package id.gerbang.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.core.seal.Sealer;
import id.gerbang.core.seal.SealingKey;
import id.gerbang.radius.accounting.Journal;
import id.gerbang.radius.accounting.Retention;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedStartTest {

  private static final DatabaseConfig AWAY =
      new DatabaseConfig("jdbc:postgresql://127.0.0.1:1/gerbang", "gerbang", "");

  @TempDir Path directory;

  @Test
  void a_port_that_another_process_has_leaves_no_journal_locked() throws Exception {
    Sealer sealer = SealingKey.create(directory.resolve("seal.key"));
    InetAddress local = InetAddress.getByName("127.0.0.1");
    try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(local, 0))) {
      RadiusConfig config =
          new RadiusConfig(
              AWAY,
              local,
              0,
              taken.getLocalPort(),
              local,
              directory,
              50,
              ZoneOffset.UTC,
              Dictionary.read(Path.of(System.getProperty("gerbang.root"), "conf/dictionary")),
              Retention.DEFAULT);
      assertThatThrownBy(() -> RadiusService.start(config, sealer, Clock.systemUTC()))
          .hasMessageContaining(Integer.toString(taken.getLocalPort()));
    }
    try (Journal journal = Journal.open(directory.resolve("journal"))) {
      assertThat(journal.healthy()).isTrue();
    }
  }
}
