package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import id.gerbang.core.database.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a database error says goes to the log with its trace: no pay code, hash or name is in it.
 */
class NothingBoundIsToldTest {

  private static final String CANARY = "kenari-rahasia";
  private static RunningBilling billing;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(List.of());
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @Test
  void when_the_connection_is_cut() {
    assertThat(
            told(
                handle -> {
                  long backend =
                      handle.createQuery("SELECT pg_backend_pid()").mapTo(long.class).one();
                  TestDatabase.execute(
                      billing.database, "SELECT pg_terminate_backend(%d)".formatted(backend));
                  handle
                      .createQuery("SELECT id FROM invoice WHERE pay_code = :code")
                      .bind("code", CANARY)
                      .mapTo(long.class)
                      .findOne();
                }))
        .contains("Exception")
        .doesNotContain(CANARY);
  }

  @Test
  void when_a_row_is_refused() {
    assertThat(
            told(
                handle ->
                    handle
                        .createUpdate(
                            "INSERT INTO staff (name, role, password_hash) VALUES (:name, 'boss', :hash)")
                        .bind("name", CANARY)
                        .bind("hash", CANARY)
                        .execute()))
        .contains("staff_role_check")
        .doesNotContain(CANARY);
  }

  @Test
  void when_a_name_is_taken() {
    assertThat(
            told(
                handle -> {
                  for (int i = 0; i < 2; i++) {
                    handle
                        .createUpdate(
                            "INSERT INTO staff (name, role, password_hash) VALUES (:name, 'owner', '')")
                        .bind("name", CANARY)
                        .execute();
                  }
                }))
        .contains("staff_name_key")
        .doesNotContain(CANARY);
  }

  private interface Work {
    void on(Handle handle);
  }

  private static String told(Work work) {
    Throwable thrown =
        catchThrowable(() -> billing.service.jdbi().useTransaction(handle -> work.on(handle)));
    StringWriter text = new StringWriter();
    Optional.ofNullable(thrown).ifPresent(t -> t.printStackTrace(new PrintWriter(text, true)));
    return text.toString();
  }
}
