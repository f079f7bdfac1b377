package id.gerbang.radius.accounting;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Journals of the tests: what is given to one is stored when the call returns. */
final class Journals {

  private Journals() {}

  static List<String> numbered(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  static List<String> append(Journal journal, String prefix, int count) {
    List<String> entries = numbered(prefix, count);
    entries.forEach(entry -> store(journal, entry));
    return entries;
  }

  static byte[] filled(int with, int length) {
    byte[] octets = new byte[length];
    Arrays.fill(octets, (byte) with);
    return octets;
  }

  static void store(Journal journal, String entry) {
    store(journal, entry.getBytes(US_ASCII));
  }

  static void store(Journal journal, byte[] entry) {
    AtomicInteger stored = new AtomicInteger();
    journal.append(
        entry,
        new Journal.Receipt() {
          @Override
          public void durable() {
            stored.incrementAndGet();
          }

          @Override
          public void lost() {
            stored.set(-1);
          }
        });
    await().pollInterval(Duration.ofMillis(1)).until(() -> stored.get() == 1);
  }

  static List<String> texts(Journal journal, long position) throws IOException {
    List<String> texts = new ArrayList<>();
    try (JournalReader reader = journal.reader(position)) {
      List<JournalReader.Entry> entries = reader.next(7);
      while (!entries.isEmpty()) {
        entries.forEach(entry -> texts.add(new String(entry.bytes(), US_ASCII)));
        entries = reader.next(7);
      }
    }
    return texts;
  }
}
