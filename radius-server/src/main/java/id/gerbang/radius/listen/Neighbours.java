package id.gerbang.radius.listen;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The doors of one address of a port, one a socket and event loop. Which of them a router's packets
 * come to is chance (SO_REUSEPORT hashes addresses): one may have a queue while another has nothing
 * to do, as far as it knows; its loop may serve another address. That one then settles half of what
 * was read; the socket's own loop alone answers it.
 */
final class Neighbours {

  private final List<RequestDoor> doors = new CopyOnWriteArrayList<>();

  void join(RequestDoor door) {
    doors.add(door);
  }

  void leave(RequestDoor door) {
    doors.remove(door);
  }

  /**
   * Gives work away.
   *
   * @return false when nobody is free for it
   */
  boolean take(RequestDoor from, Runnable work) {
    for (RequestDoor door : doors) {
      if (door != from && door.help(work)) {
        return true;
      }
    }
    return false;
  }
}
