package id.gerbang.billing.mend;

import id.gerbang.billing.router.RouterChange;
import id.gerbang.routeros.Condition;
import id.gerbang.routeros.RouterOs;
import id.gerbang.routeros.RouterOsException;
import id.gerbang.routeros.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One run over a router that makes it what it is to be (routeros-provisioning, section 7). What it
 * changed it can take back, newest first.
 */
public final class Mending {

  /** Rules are put in their places once all of them are there. */
  private static final int MOST_ROUNDS = 3;

  private final Function<RouterOs, Wanted> wanted;
  private final List<ItemDifference> made = new ArrayList<>();
  private boolean secretsWritten;

  public Mending(Wanted wanted) {
    this(router -> wanted);
  }

  /**
   * @param wanted by what the router tells of itself
   */
  public Mending(Function<RouterOs, Wanted> wanted) {
    this.wanted = wanted;
  }

  /** What is otherwise now. It changes nothing. */
  public List<ItemDifference> look(RouterOs router) {
    Wanted wish = secretsWritten ? wanted.apply(router).renewed() : wanted.apply(router);
    Map<String, List<Row>> found = new LinkedHashMap<>();
    wish.menus().forEach(menu -> found.put(menu, router.print(menu, List.of())));
    return ItemComparison.of(wish, found);
  }

  /**
   * Mends until nothing is otherwise.
   *
   * @return what was changed
   * @throws RouterOsException not all could be; {@link #takeBack} undoes what was
   */
  public List<ItemDifference> make(RouterOs router) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<ItemDifference> left = look(router).stream().filter(ItemDifference::isOurs).toList();
      if (left.isEmpty()) {
        return List.copyOf(made);
      }
      for (ItemDifference difference : left) {
        made.add(difference);
        difference.mend().forEach(change -> change.make(router));
      }
      secretsWritten = true;
    }
    List<ItemDifference> left = look(router).stream().filter(ItemDifference::isOurs).toList();
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
  public List<String> takeBack(RouterOs router, Map<String, String> secrets) {
    List<String> left = new ArrayList<>();
    for (int i = made.size() - 1; i >= 0; i--) {
      ItemDifference difference = made.get(i);
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

  public List<String> undoCommands() {
    List<String> commands = new ArrayList<>();
    for (int i = made.size() - 1; i >= 0; i--) {
      made.get(i).undo().forEach(undo -> commands.add(undo.hidingSecret().command()));
    }
    return commands;
  }

  /** It was to be removed, and was not, or is there already. */
  private static boolean isThereAgain(RouterOs router, ItemDifference difference) {
    return difference.kind() == ItemDifference.Kind.EXTRA
        && !router
            .print(difference.menu(), List.of(".id"), Condition.equal("comment", difference.item()))
            .isEmpty();
  }
}
