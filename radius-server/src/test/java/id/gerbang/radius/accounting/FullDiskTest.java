package id.gerbang.radius.accounting;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P3, on a file system of 256 KiB that is really full. */
class FullDiskTest {

  @TempDir private Path mount;
  private SmallDisk disk;

  private final Set<String> durable = new ConcurrentSkipListSet<>();
  private final Set<String> lost = new ConcurrentSkipListSet<>();

  @BeforeEach
  void mount() throws Exception {
    disk = SmallDisk.at(mount, "256k");
  }

  @AfterEach
  void unmount() throws Exception {
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void without_room_nothing_is_acknowledged_and_with_room_all_is_well_again() throws IOException {
    try (Journal journal = Journal.open(mount.resolve("journal"))) {
      for (int i = 0; i < 20; i++) {
        append(journal, "before" + i);
      }
      await().until(() -> durable.size() == 20);
      Path filler = disk.fill();
      for (int i = 0; i < 20; i++) {
        append(journal, "during" + i);
      }
      await().until(() -> lost.size() > 1 && !journal.healthy());
      await().during(Duration.ofSeconds(3)).until(() -> !journal.healthy());
      assertThat(Segment.in(mount.resolve("journal"))).hasSizeLessThanOrEqualTo(2);
      Files.delete(filler);
      await().until(journal::healthy);
      append(journal, "after");
      await().until(() -> durable.contains("after"));
      assertThat(texts(journal)).containsAll(durable);
      Set<String> told = new TreeSet<>(durable);
      told.addAll(lost);
      assertThat(told).hasSize(41);
      assertThat(durable).doesNotContainAnyElementsOf(lost);
    }
  }

  @Test
  void a_start_on_a_full_disk_waits_for_room() throws IOException {
    try (Journal journal = Journal.open(mount.resolve("journal"))) {
      append(journal, "before");
      await().until(() -> durable.contains("before"));
    }
    Path filler = disk.fill();
    try (Journal journal = Journal.open(mount.resolve("journal"))) {
      append(journal, "during");
      await().until(() -> lost.contains("during"));
      Files.delete(filler);
      await().until(journal::healthy);
      append(journal, "after");
      await().until(() -> durable.contains("after"));
      assertThat(texts(journal)).contains("before", "after");
    }
  }

  /** Entries of 4 KiB: each needs a page of its own. */
  private void append(Journal journal, String name) {
    byte[] entry = (name + " ".repeat(4096)).getBytes(US_ASCII);
    journal.append(
        entry,
        new Journal.Receipt() {
          @Override
          public void durable() {
            durable.add(name);
          }

          @Override
          public void lost() {
            lost.add(name);
          }
        });
  }

  private static List<String> texts(Journal journal) throws IOException {
    List<String> texts = new ArrayList<>();
    try (JournalReader reader = journal.reader(0)) {
      reader.next(1000).forEach(entry -> texts.add(new String(entry.bytes(), US_ASCII).strip()));
    }
    return texts;
  }
}
