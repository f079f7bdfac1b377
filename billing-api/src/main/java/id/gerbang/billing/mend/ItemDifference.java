package id.gerbang.billing.mend;

import id.gerbang.billing.router.RouterChange;
import java.util.List;

/**
 * One thing that is otherwise on a router than it is to be.
 *
 * @param item its comment; empty: a menu of settings
 * @param properties which of its properties; empty where all of it is meant
 * @param command what a person enters to mend it; empty: there is nothing of ours to mend
 * @param mend what is sent to mend it
 * @param undo what takes that back
 */
public record ItemDifference(
    Kind kind,
    String menu,
    String item,
    List<PropertyDifference> properties,
    String command,
    List<RouterChange> mend,
    List<RouterChange> undo) {

  public enum Kind {
    /** It is not there. */
    MISSING,
    /** It is there, with other values. */
    DIFFERENT,
    /** It is there and no longer wanted. */
    EXTRA,
    /** Rules of others stand above it. */
    ORDER,
    /** Somebody else has such a thing, which is left alone. */
    FOREIGN,
    /** Somebody else has something that is in the way. */
    CLASH
  }

  /** Whether it is ours to mend. */
  public boolean isOurs() {
    return kind != Kind.FOREIGN && kind != Kind.CLASH;
  }

  /** The values may be secret. */
  @Override
  public String toString() {
    return kind + " " + menu + " " + item;
  }
}
