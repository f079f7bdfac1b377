package id.gerbang.radius.accounting;

import static id.gerbang.radius.accounting.Journals.texts;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one thread that everything waits for stays, whatever happens on it. */
class JournalWriterTest {

  @TempDir private Path directory;

  private final List<String> told = new CopyOnWriteArrayList<>();

  @Test
  void an_error_of_one_who_is_told_takes_the_news_from_nobody_else() throws IOException {
    try (Journal journal = Journal.open(directory)) {
      journal.append(
          octets("first"),
          new Journal.Receipt() {
            @Override
            public void durable() {
              throw new StackOverflowError();
            }

            @Override
            public void lost() {}
          });
      append(journal, "second");
      await().until(() -> told.contains("second durable"));
      assertThat(journal.healthy()).isTrue();
      assertThat(texts(journal, 0)).containsExactly("first", "second");
    }
  }

  @Test
  void what_fails_unforeseen_is_lost_to_its_sender_and_the_next_is_kept() throws IOException {
    AtomicBoolean fails = new AtomicBoolean(true);
    try (Journal journal =
        Journal.open(
            directory,
            nanos -> {
              if (fails.getAndSet(false)) {
                throw new NoClassDefFoundError("id/gerbang/radius/ops/Gone");
              }
            })) {
      append(journal, "first");
      await().until(() -> told.contains("first lost"));
      await().until(journal::healthy);
      append(journal, "second");
      await().until(() -> told.contains("second durable"));
      assertThat(texts(journal, 0)).contains("second");
      assertThat(journal.skippedOctets())
          .as("between the two segments nothing is missing")
          .isZero();
    }
  }

  @Test
  void what_an_earlier_process_wrote_is_forced_before_it_counts() {
    try (Journal journal = Journal.open(directory)) {
      append(journal, "first");
      await().until(() -> told.contains("first durable"));
    }
    AtomicInteger forced = new AtomicInteger();
    try (Journal journal = Journal.open(directory, nanos -> forced.incrementAndGet())) {
      assertThat(journal.durable()).isPositive();
      assertThat(forced).hasValue(1);
    }
  }

  @Test
  void no_more_than_so_many_wait_for_the_disk() throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    try (Journal journal = Journal.open(directory)) {
      journal.append(
          octets("first"),
          new Journal.Receipt() {
            @Override
            public void durable() {
              busy.countDown();
              await().until(() -> free.getCount() == 0);
            }

            @Override
            public void lost() {}
          });
      busy.await();
      int waiting = 0;
      while (waiting < 100_000 && journal.append(octets("next"), Journal.Receipt.NONE)) {
        waiting++;
      }
      assertThat(waiting).isEqualTo(65_536).isEqualTo(journal.queued());
      free.countDown();
      await().until(() -> journal.queued() == 0);
    } finally {
      free.countDown();
    }
  }

  private void append(Journal journal, String text) {
    journal.append(
        octets(text),
        new Journal.Receipt() {
          @Override
          public void durable() {
            told.add(text + " durable");
          }

          @Override
          public void lost() {
            told.add(text + " lost");
          }
        });
  }

  private static byte[] octets(String text) {
    return text.getBytes(US_ASCII);
  }
}
