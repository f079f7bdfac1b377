package id.gerbang.billing.grant;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The setting {@code attributes}: a JSON array of texts; a trigger tells radius of a change. */
public interface DefaultAttributesDao {

  @SqlQuery("SELECT jsonb_array_elements_text(value) FROM setting WHERE name = 'attributes'")
  List<String> read();

  @SqlUpdate(
      """
      INSERT INTO setting (name, value, updated_at)
      VALUES ('attributes', to_jsonb(CAST(:texts AS text[])), :now)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
      """)
  void set(@Bind("texts") List<String> texts, @Bind("now") Instant now);
}
