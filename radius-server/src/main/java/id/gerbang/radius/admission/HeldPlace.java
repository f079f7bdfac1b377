package id.gerbang.radius.admission;

import id.gerbang.radius.session.Station;
import id.gerbang.radius.subscriber.Router;
import java.util.OptionalLong;

/**
 * A place that one login holds until its session begins or it is given up: another login's is
 * another place, though it be the same device's.
 */
public final class HeldPlace implements Admission.Answer {

  /** Of a login that is refused for no other's sake. */
  static final HeldPlace NONE =
      new HeldPlace(0, new Device(Station.UNKNOWN, Router.TRY_ID, OptionalLong.empty(), ""), 0);

  private final long subscriberId;
  private final Device device;
  private final long since;

  /**
   * @param since as {@link System#nanoTime}
   */
  HeldPlace(long subscriberId, Device device, long since) {
    this.subscriberId = subscriberId;
    this.device = device;
    this.since = since;
  }

  long subscriberId() {
    return subscriberId;
  }

  Device device() {
    return device;
  }

  long since() {
    return since;
  }
}
