package id.gerbang.billing.moving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rows come out of a dump whoever wrote it, and what a backslash means depends on that. */
class SqlDumpTest {

  @Test
  void a_backslash_in_what_pg_dump_copies_is_itself_whatever_letter_is_behind_it() {
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
  void in_the_inserts_of_pg_dump_a_backslash_is_nothing_else() {
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
  void in_those_of_mysql_it_tells_what_the_next_one_means() {
    assertThat(
            values(
                """
            INSERT INTO `radcheck` (`id`, `value`) VALUES (1,'rahasia\\\\new'),(2,'satu\\tdua'),(3,'o\\'nil');
            """))
        .containsExactly("rahasia\\new", "satu\tdua", "o'nil");
  }

  @Test
  void rows_that_replace_others_or_give_way_to_them_are_rows() {
    assertThat(
            values(
                """
            INSERT IGNORE INTO `radcheck` (`id`, `value`) VALUES (1,'satu');
            REPLACE INTO `radcheck` (`id`, `value`) VALUES (2,'dua');
            INSERT LOW_PRIORITY IGNORE INTO `radcheck` (`id`, `value`) VALUES (3,'tiga');
            """))
        .containsExactly("satu", "dua", "tiga");
  }

  private static List<String> values(String dump) {
    Map<String, List<Map<String, String>>> rows =
        SqlDump.read(dump.getBytes(UTF_8), Set.of("radcheck"));
    return rows.get("radcheck").stream().map(row -> row.get("value")).toList();
  }
}
