package id.gerbang.billing.mend;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.routeros.RouterAddress;
import id.gerbang.routeros.RouterOsException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes one router what it is to be, or leaves it as it was. No handle of the database's is to be
 * held meanwhile.
 */
public final class AllOrNothing {

  private final RouterAccess access;

  public AllOrNothing(RouterAccess access) {
    this.access = access;
  }

  /**
   * What is otherwise now. It changes nothing.
   *
   * @throws Problem the router was not reached, or something of others is in the way
   */
  public List<ItemDifference> look(RouterAddress address, Mending work) {
    List<ItemDifference> differences = access.ask(address, work::look);
    String inTheWay =
        differences.stream()
            .filter(difference -> difference.kind() == ItemDifference.Kind.CLASH)
            .map(clash -> clash.menu() + " " + clash.item())
            .distinct()
            .collect(Collectors.joining("; "));
    if (!inTheWay.isEmpty()) {
      throw Problem.conflict("Somebody else has this on the router: " + inTheWay);
    }
    return differences;
  }

  /**
   * Mends all of it.
   *
   * @param secrets by property, of what is ours and comes back, where the router does not tell them
   * @param asBefore what is to be done once nothing of it is there any more
   * @return what was changed
   * @throws Problem not all could be: what was changed is taken back, or named
   */
  public List<ItemDifference> make(
      RouterAddress address,
      Mending work,
      Supplier<Map<String, String>> secrets,
      Runnable asBefore) {
    try {
      return access.use(address, work::make);
    } catch (RouterOsException e) {
      List<String> left = takenBack(address, work, secrets.get());
      if (left.isEmpty()) {
        asBefore.run();
        throw Problem.conflict("The router is as it was before: " + e.getMessage());
      }
      throw Problem.conflict(
          "The router was changed in part, and this could not be taken back: "
              + String.join("; ", left)
              + ". What went wrong first: "
              + e.getMessage());
    }
  }

  private List<String> takenBack(RouterAddress address, Mending work, Map<String, String> secrets) {
    try {
      return access.use(address, router -> work.takeBack(router, secrets));
    } catch (RouterOsException e) {
      return work.undoCommands();
    }
  }
}
