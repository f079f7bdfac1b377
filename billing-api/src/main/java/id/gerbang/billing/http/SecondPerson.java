package id.gerbang.billing.http;

import org.jspecify.annotations.Nullable;

/**
 * What takes two people is compared by person, not by name: a session and a token of one person are
 * one. Of a token that is nobody's it can't be known who uses it, so it is never the second one.
 */
public final class SecondPerson {

  private SecondPerson() {}

  /**
   * @param askedBy as the audit names whoever asked
   * @param askedByStaff who that is; null: not known
   */
  public static void require(Actor actor, String askedBy, @Nullable Long askedByStaff) {
    if (is(actor, askedBy, askedByStaff)) {
      throw Problem.forbidden("Whoever asked for this can't approve it: a second person does.");
    }
    requireSomebody(actor);
  }

  /** Whether the two are one person, or one token. */
  public static boolean is(Actor actor, String name, @Nullable Long staffId) {
    return actor.name().equals(name)
        || (actor.staffId() != null && actor.staffId().equals(staffId));
  }

  /** Refuses a token of nobody. The command line is the owner's of the machine. */
  public static void requireSomebody(Actor actor) {
    if (actor.staffId() == null && !actor.equals(Actor.COMMAND_LINE)) {
      throw Problem.forbidden(
          "This token belongs to nobody, so it can't be a second person: sign in, or use a token of"
              + " your own.");
    }
  }
}
