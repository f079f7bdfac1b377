package id.gerbang.radius.converge;

/** Whether this node may act upon a router's sessions: only one node may at a time. */
@FunctionalInterface
public interface Permission {

  /** Asked from several threads, before each datagram. */
  boolean toActOn(long routerId);
}
