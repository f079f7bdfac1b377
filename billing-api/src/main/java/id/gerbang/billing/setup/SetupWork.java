package id.gerbang.billing.setup;

import id.gerbang.billing.router.RouterChange;
import id.gerbang.routeros.Condition;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.RouterOsException;
import id.gerbang.routeros.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One run over a router that makes it what it is to be (routeros-provisioning, section 7). What it
 * changed it can take back, newest first.
 */
final class SetupWork {

  /** Rules are put in their places once all of them are there. */
  private static final int MOST_ROUNDS = 3;

  private static final String ADDRESS = "/ip/address";
  private static final String SOURCE = "src-address";

  private final WantedSetup wanted;
  private final List<SetupDifference> made = new ArrayList<>();

  SetupWork(WantedSetup wanted) {
    this.wanted = wanted;
  }

  /** What is otherwise now. It changes nothing. */
  List<SetupDifference> look(RouterOs router) {
    Map<String, List<Row>> found = new LinkedHashMap<>();
    wanted.menus().forEach(menu -> found.put(menu, router.print(menu, List.of())));
    return BrasComparison.of(fitting(router), found);
  }

  /**
   * Requests come from an address that the router has, or gets by its tunnel; one that others
   * translate is none.
   */
  private WantedSetup fitting(RouterOs router) {
    List<BrasItem> items = wanted.items();
    if (wanted.isByTunnel()
        || items.stream().noneMatch(item -> item.properties().containsKey(SOURCE))) {
      return wanted;
    }
    Set<String> own =
        router.print(ADDRESS, List.of("address")).stream()
            .map(row -> row.get("address").orElse("").replaceAll("/.*", ""))
            .collect(Collectors.toSet());
    return wanted.with(
        items.stream()
            .map(
                item ->
                    own.contains(item.properties().getOrDefault(SOURCE, ""))
                        ? item
                        : item.without(SOURCE))
            .toList());
  }

  /**
   * Mends until nothing is otherwise.
   *
   * @return what was changed
   * @throws RouterOsException not all could be; {@link #takeBack} undoes what was
   */
  List<SetupDifference> make(RouterOs router) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<SetupDifference> left = look(router).stream().filter(SetupDifference::isOurs).toList();
      if (left.isEmpty()) {
        return List.copyOf(made);
      }
      for (SetupDifference difference : left) {
        made.add(difference);
        difference.mend().forEach(change -> change.make(router));
      }
    }
    List<SetupDifference> left = look(router).stream().filter(SetupDifference::isOurs).toList();
    if (!left.isEmpty()) {
      throw new RouterOsException(
          RouterOsException.Kind.COMMAND_FAILED,
          "it took this and did not keep it: " + left.get(0));
    }
    return List.copyOf(made);
  }

  /**
   * Returns the commands of what could not be undone, for a person.
   *
   * @param secrets by property, of what is ours and comes back, where the router did not tell them
   */
  List<String> takeBack(RouterOs router, Map<String, String> secrets) {
    List<String> left = new ArrayList<>();
    for (int i = made.size() - 1; i >= 0; i--) {
      SetupDifference difference = made.get(i);
      for (RouterChange undo : difference.undo()) {
        try {
          if (!isThereAgain(router, difference)) {
            undo.withSecrets(secrets).make(router);
          }
        } catch (RouterOsException e) {
          if (e.kind() != RouterOsException.Kind.NO_SUCH_ITEM) {
            left.add(undo.hidingSecret().command());
          }
        }
      }
    }
    return left;
  }

  List<String> undoCommands() {
    List<String> commands = new ArrayList<>();
    for (int i = made.size() - 1; i >= 0; i--) {
      made.get(i).undo().forEach(undo -> commands.add(undo.hidingSecret().command()));
    }
    return commands;
  }

  /** It was to be removed, and was not, or is there already. */
  private static boolean isThereAgain(RouterOs router, SetupDifference difference) {
    return difference.kind() == SetupDifference.Kind.EXTRA
        && !router
            .print(difference.menu(), List.of(".id"), Condition.equal("comment", difference.item()))
            .isEmpty();
  }
}
