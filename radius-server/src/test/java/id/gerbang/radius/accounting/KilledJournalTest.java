package id.gerbang.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.MalformedPacketException;
import id.gerbang.radius.packet.Packets;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P1, with a process that is really killed. */
class KilledJournalTest {

  private static final int BEFORE_THE_KILL = 100;

  @TempDir private Path directory;

  @Test
  void what_was_acknowledged_before_a_kill_is_there_after_it() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                KilledJournal.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .start();
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("acknowledged ")) {
          acknowledged.add("session" + line.substring("acknowledged ".length()));
        }
        if (acknowledged.size() == BEFORE_THE_KILL) {
          process.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(process.waitFor()).isEqualTo(128 + 9);
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(BEFORE_THE_KILL);
    try (Journal journal = Journal.open(directory)) {
      assertThat(sessions(journal)).containsAll(acknowledged);
    }
  }

  private static Set<String> sessions(Journal journal)
      throws IOException, MalformedPacketException {
    Set<String> sessions = new HashSet<>();
    try (JournalReader reader = journal.reader(0)) {
      for (JournalReader.Entry entry : reader.next(Integer.MAX_VALUE)) {
        JournalEntry.Accounting record =
            (JournalEntry.Accounting) JournalEntry.decode(entry.bytes());
        sessions.add(Packets.packet(record.packet()).text(Attribute.ACCT_SESSION_ID).orElseThrow());
      }
    }
    return sessions;
  }
}
