package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.imports.FileImport;
import id.gerbang.billing.imports.ImportCustomers;
import id.gerbang.billing.imports.ImportRowView;
import id.gerbang.billing.imports.ImportView;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows are made many at once, and come to what they would come to one after the other. */
class ImportTogetherTest extends ImportsOverHttp {

  private static final String HEAD =
      "kode,nama,no hp,email,alamat,paket,username,password,ip,tgl tagihan,tagih mulai\n";

  /** What rows can have against them: by themselves, with who is there, and with each other. */
  private static final String CLASHING =
      """
      K1,Ani,081100000001,,Jl. Mawar 1,10 Mega,ani,x,10.9.0.1,1,
      K2,Budi,081100000002,no address,Jl. Mawar 2,10 Mega,budi,x,,,
      K3,Citra,081100000002,,Jl. Mawar 3,10 Mega,citra,x,,,
      K4,Dewi,081100000002,,Jl. Mawar 4,10 Mega,dewi,x,,,
      K1,Eka,,,,10 Mega,eka,x,,,
      K6, ANI,,,jl.  mawar 1,10 Mega,fajar,x,,,
      K7,Gita,,,,10 Mega,ANI,x,,,
      K8,Hadi,,,,10 Mega,ani,x,,,
      K9,Indah,,,,10 Mega,indah,x,10.9.0.1,,
      K10,Joko,,,,10 Mega,joko,x,10.8.0.5,,
      K11,Kartika,081200000001,,,10 Mega,kartika,x,,,
      K12,Lina,,,,10 Mega,lina,x,,32,
      K13,Made,,,,10 Mega,made,x,,5,01/01/2020
      K14,Nur,,,,10 Mega,,x,,,
      K15,Oka,,,,,,,,,
      S1,Putu,,,,10 Mega,putu,x,10.9.0.3,,
      K17,Siti Aminah,,,"jl. kenanga  9",10 Mega,SITI,x,,,
      K18,Rina,081100000001,,JL. MAWAR 1,10 Mega,rina,x,,,
      K19,ani,081100000001,,JL. MAWAR 1,10 Mega,Ani,x,,,
      K20,Tono,081300000001,,,10 Mega,tono,x,10.9.0.1,28,
      K21,Umar,081300000001,,,10 Mega,umar,x,,,
      """;

  @ParameterizedTest
  @ValueSource(strings = {"skip", "refuse", "create"})
  void rows_come_to_the_same_together_as_one_after_the_other(String duplicates) {
    assertThat(
            billing.post("/pools", "{\"name\": \"rumah\", \"ranges\": [\"10.8.0.0/28\"]}").status())
        .isEqualTo(201);
    taken(
        "kode,nama,no hp,alamat,paket,username,password\nS1,Siti Aminah,081200000001,Jl. Kenanga 9,10 Mega,siti,x\n",
        "");
    String longer =
        HEAD + CLASHING + numbered(30) + CLASHING.replace("K", "L").replace("Jl.", "Gg.");
    ImportView apart = rehearsed(1, duplicates, longer);
    assertThat(apart.refused()).isGreaterThan(10);
    assertThat(apart.made()).isGreaterThan(30);
    for (int atATime : new int[] {2, 7, 1000}) {
      ImportView together = rehearsed(atATime, duplicates, longer);
      assertThat(told(together)).as("%d at a time", atATime).isEqualTo(told(apart));
      assertThat(together.made()).isEqualTo(apart.made());
    }
  }

  @Test
  void whom_the_database_refuses_leaves_no_gap_and_takes_nobody_along() {
    JsonNode made = taken(HEAD + CLASHING, ", \"skipErrors\": true, \"duplicates\": \"create\"");
    List<String> names =
        billing.get("/customers").json().get("items").findValuesAsText("name").stream()
            .sorted()
            .toList();
    assertThat(names).contains("Ani", "Citra", "Dewi", "Umar");
    assertThat(names).doesNotContain("Budi", "Indah", "Lina", "Made", "Nur", "Tono");
    int count = made.get("made").asInt();
    assertThat(names).hasSize(count);
    assertThat(billing.get("/customers/number:C-%05d".formatted(count)).status())
        .as("no number was used up by whom there is not")
        .isEqualTo(200);
    assertThat(billing.get("/subscriptions/username:ani").json().get("billingDay").asInt())
        .isEqualTo(1);
    assertThat(billing.get("/subscriptions/username:ani").json().get("staticIp").asText())
        .isEqualTo("10.9.0.1");
  }

  @Test
  void whoever_was_deleted_has_no_external_id() {
    taken("kode,nama\nK1,Ani\n", "");
    assertThat(counts(taken("kode,nama\nK1,Eka\n", ""))).containsExactly(1, 0, 1, 0);
    assertThat(billing.delete("/customers/number:C-00001").status()).isEqualTo(204);
    assertThat(counts(taken("kode,nama\nK1,Eka\n", ""))).containsExactly(1, 1, 0, 0);
  }

  @Test
  void many_rows_take_no_more_statements_than_few() {
    AtomicInteger statements = new AtomicInteger();
    try (HikariDataSource pool = Pool.open(billing.database, ServiceRole.BILLING, 1)) {
      FileImport files = files(counting(pool, statements), FileImport.AT_A_TIME);
      rehearse(files, "skip", HEAD + numbered(3));
      int few = statements.getAndSet(0);
      rehearse(files, "skip", HEAD + numbered(300));
      assertThat(statements).hasValueLessThanOrEqualTo(few);
    }
  }

  private static String numbered(int many) {
    return IntStream.rangeClosed(1, many)
        .mapToObj(
            i ->
                "N%d,Nama %d,%d,,Jl. Melati %d,10 Mega,u%d,x,,%d,\n"
                    .formatted(i, i, 628110000100L + i, i, i, i % 28 + 1))
        .collect(Collectors.joining());
  }

  private ImportView rehearsed(int atATime, String duplicates, String file) {
    try (HikariDataSource pool = Pool.open(billing.database, ServiceRole.BILLING, 1)) {
      return rehearse(files(pool, atATime), duplicates, file);
    }
  }

  private static ImportView rehearse(FileImport files, String duplicates, String file) {
    return files.rehearse(
        ImportCustomers.ofFile("semua.csv", Map.of(), duplicates, true),
        file.getBytes(StandardCharsets.UTF_8),
        Actor.COMMAND_LINE,
        (done, all) -> {});
  }

  private static List<String> told(ImportView it) {
    return it.problems().stream().map(ImportRowView::toString).toList();
  }

  private static DataSource counting(DataSource pool, AtomicInteger statements) {
    return (DataSource)
        proxy(
            pool,
            DataSource.class,
            (method, result) ->
                result instanceof Connection connection
                    ? proxy(
                        connection,
                        Connection.class,
                        (of, made) -> {
                          if (of.equals("prepareStatement")) {
                            statements.incrementAndGet();
                          }
                          return made;
                        })
                    : result);
  }

  private interface Seen {
    Object result(String method, Object result);
  }

  private static Object proxy(Object of, Class<?> type, Seen seen) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (self, method, arguments) -> {
          try {
            return seen.result(method.getName(), method.invoke(of, arguments));
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }
}
