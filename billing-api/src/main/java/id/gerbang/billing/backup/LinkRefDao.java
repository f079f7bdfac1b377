package id.gerbang.billing.backup;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** Which backup link somebody means, for what hangs on one. */
public interface LinkRefDao {

  @SqlQuery(
      """
      SELECT l.id
      FROM backup_link l
      JOIN subscription s ON s.id = l.subscription_id
      WHERE l.archived_at IS NULL AND (l.id = :id OR s.username = :username OR l.external_id = :external)
      """)
  Optional<Long> find(
      @Bind("id") @Nullable Long id,
      @Bind("username") @Nullable String username,
      @Bind("external") @Nullable String external);

  /** The router of ours that stands at the customer's. */
  @SqlQuery(
      "SELECT customer_router_id FROM backup_link WHERE id = :id AND customer_router_id IS NOT"
          + " NULL")
  Optional<Long> customerRouter(@Bind("id") long id);

  /** Its id. */
  default long id(Ref ref) {
    Optional<Long> found =
        switch (ref.kind()) {
          case ID -> find(ref.id(), null, null);
          case USERNAME -> find(null, ref.value(), null);
          case EXTERNAL -> find(null, null, ref.value());
          case NUMBER -> Optional.empty();
        };
    return found.orElseThrow(() -> Problem.notFound("backup link " + ref));
  }
}
