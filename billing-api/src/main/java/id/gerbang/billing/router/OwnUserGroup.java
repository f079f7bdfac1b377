package id.gerbang.billing.router;

import id.gerbang.billing.http.Problem;
import id.gerbang.routeros.Condition;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.Row;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The group of the user by which we ask a router. Groups have no comment: ours is the one that
 * nobody is in but our user; or nobody at all, where it may just what ours may. Anybody else's
 * keeps its policies.
 */
final class OwnUserGroup {

  private static final String NAME = RouterUserService.NAME;

  private OwnUserGroup() {}

  /**
   * @param ourUser whether the user of this name is ours
   * @param policies that ours has
   * @throws Problem it is somebody else's
   */
  static void require(RouterOs router, boolean ourUser, List<String> policies) {
    Optional<Row> there =
        router
            .print("/user/group", List.of("name", "policy"), Condition.equal("name", NAME))
            .stream()
            .findFirst();
    if (there.isEmpty()) {
      return;
    }
    List<String> users =
        router.print("/user", List.of("name", "group"), Condition.equal("group", NAME)).stream()
            .map(row -> row.get("name").orElse(""))
            .toList();
    boolean ours =
        users.isEmpty()
            ? granted(there.get()).equals(Set.copyOf(policies))
            : ourUser && users.equals(List.of(NAME));
    if (!ours) {
      throw Problem.conflict(
          "There is a user group %s on the router already, which is not ours%s: rename it."
              .formatted(
                  NAME,
                  users.isEmpty() ? "" : " (users in it: %s)".formatted(String.join(", ", users))));
    }
  }

  private static Set<String> granted(Row group) {
    return group.words("policy").stream()
        .filter(policy -> !policy.startsWith("!"))
        .collect(Collectors.toSet());
  }
}
