package id.gerbang.billing.moving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a backslash means depends on who wrote it. */
class SqlDumpTest {

  @Test
  void aBackslashInWhatPgDumpCopiesIsItselfWhateverLetterIsBehindIt() {
    assertThat(
            values(
                """
            COPY public.radcheck (id, value) FROM stdin;
            1\trahasia\\\\new\\\\table
            2\tsatu\\tdua\\nbaris
            3\takhir\\\\
            \\.
            """))
        .containsExactly("rahasia\\new\\table", "satu\tdua\nbaris", "akhir\\");
  }

  @Test
  void inTheInsertsOfPgDumpABackslashIsNothingElse() {
    assertThat(
            values(
                """
            SET standard_conforming_strings = on;
            INSERT INTO public.radcheck (id, value) VALUES (1, 'rahasia\\new');
            INSERT INTO public.radcheck (id, value) VALUES (2, 'akhir\\');
            INSERT INTO public.radcheck (id, value) VALUES (3, 'o''nil');
            """))
        .containsExactly("rahasia\\new", "akhir\\", "o'nil");
  }

  @Test
  void inThoseOfMySqlItTellsWhatTheNextOneMeans() {
    assertThat(
            values(
                """
            INSERT INTO `radcheck` (`id`, `value`) VALUES (1,'rahasia\\\\new'),(2,'satu\\tdua'),(3,'o\\'nil');
            """))
        .containsExactly("rahasia\\new", "satu\tdua", "o'nil");
  }

  private static List<String> values(String dump) {
    Map<String, List<Map<String, String>>> rows =
        SqlDump.read(dump.getBytes(UTF_8), Set.of("radcheck"));
    return rows.get("radcheck").stream().map(row -> row.get("value")).toList();
  }
}
