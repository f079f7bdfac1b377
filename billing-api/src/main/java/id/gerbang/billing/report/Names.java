package id.gerbang.billing.report;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Whose past is asked for. Under a username it is everybody's who ever had that name, and all of
 * the subscription that has it now, under its former names too; of a subscription it is its own.
 *
 * @param usernames all that it is found under, the present one first; null: anybody's
 * @param username whose rows all count
 * @param subscription whose rows count under each of the names; both null: all rows of the names
 */
public record Names(
    @Nullable List<String> usernames, @Nullable String username, @Nullable Long subscription) {

  /** The condition on a view of report with {@code username} and {@code subscriber_id}. */
  static final String CONDITION =
      """
      (CAST(:usernames AS text[]) IS NULL
       OR username = ANY(CAST(:usernames AS text[]))
          AND (CAST(:username AS text) IS NULL AND CAST(:subscription AS bigint) IS NULL
               OR username = :username OR subscriber_id = :subscription))
      """;

  private static final Names ANYBODY = new Names(null, null, null);

  static Names of(Handle handle, @Nullable String username, @Nullable Ref subscription) {
    if (username != null && subscription != null) {
      throw Problem.badRequest("subscription", "stands in place of username, not beside it");
    }
    NamesDao dao = handle.attach(NamesDao.class);
    if (subscription != null) {
      return ofSubscription(dao, subscription);
    }
    return username == null ? ANYBODY : ofUsername(dao, username);
  }

  private static Names ofUsername(NamesDao dao, String username) {
    Optional<Long> holder = dao.named(username);
    List<String> names =
        Stream.concat(
                Stream.of(username),
                holder.stream().flatMap(subscription -> dao.namesOf(subscription).stream()))
            .distinct()
            .toList();
    return new Names(names, username, holder.orElse(null));
  }

  private static Names ofSubscription(NamesDao dao, Ref ref) {
    Optional<Long> id =
        switch (ref.kind()) {
          case ID -> Optional.of(ref.id());
          case USERNAME -> dao.named(ref.value());
          case EXTERNAL -> dao.external(ref.value());
          case NUMBER -> Optional.empty();
        };
    List<String> names = id.map(dao::namesOf).orElse(List.of());
    if (names.isEmpty()) {
      throw Problem.notFound("subscription " + ref);
    }
    return new Names(names, null, id.orElseThrow());
  }

  /** Several usernames, each with what was under it. */
  static Names each(List<String> usernames) {
    return new Names(usernames, null, null);
  }

  boolean anybody() {
    return usernames == null;
  }
}
