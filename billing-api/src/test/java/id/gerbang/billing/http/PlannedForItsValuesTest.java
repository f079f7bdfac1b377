package id.gerbang.billing.http;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.payment.Books;
import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.junit.jupiter.api.Test;

class PlannedForItsValuesTest {

  private static final int OFTEN = 12;

  interface Lists {

    @SqlQuery("SELECT 'usual' WHERE 'word' ILIKE :like")
    List<String> usual(@Bind("like") String like);

    @SqlQuery("SELECT 'sought' WHERE 'word' ILIKE :like")
    @PlannedForItsValues
    List<String> sought(@Bind("like") String like);
  }

  /** What the server has prepared under a name, it plans once for all values in the end. */
  @Test
  void the_server_keeps_no_plan_of_it() {
    try (Books books = new Books()) {
      books.jdbi.useHandle(
          handle -> {
            Lists lists = handle.attach(Lists.class);
            for (int i = 0; i < OFTEN; i++) {
              assertThat(lists.usual("%" + i)).isEmpty();
              assertThat(lists.sought("%" + i)).isEmpty();
            }
            assertThat(
                    handle
                        .createQuery("SELECT statement FROM pg_prepared_statements")
                        .mapTo(String.class)
                        .list())
                .anyMatch(statement -> statement.startsWith("SELECT 'usual'"))
                .noneMatch(statement -> statement.startsWith("SELECT 'sought'"));
          });
    }
  }
}
