package id.gerbang.core.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationsTest {

  @Test
  void numbers_are_unique_and_gap_free() {
    List<Migrations.Migration> all = Migrations.all();
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).number()).as(all.get(i).name()).isEqualTo(i + 1);
    }
  }

  @Test
  void a_second_run_applies_nothing() {
    DatabaseConfig database = TestDatabase.empty();
    List<String> applied = new ArrayList<>();
    Migrations.run(database, "postgres", applied::add);
    assertThat(applied).hasSameSizeAs(Migrations.all());
    applied.clear();
    Migrations.run(database, "postgres", applied::add);
    assertThat(applied).isEmpty();
  }

  @Test
  void a_file_changed_after_it_was_applied_stops_the_start() {
    DatabaseConfig database = TestDatabase.fresh();
    TestDatabase.execute(database, "UPDATE schema_version SET sha256 = 'another' WHERE number = 3");
    assertThatThrownBy(() -> Migrations.run(database, "postgres", name -> {}))
        .hasMessageContaining("V003__customers_and_subscriptions.sql was changed");
  }
}
