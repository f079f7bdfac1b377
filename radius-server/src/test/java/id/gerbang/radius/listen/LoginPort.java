package id.gerbang.radius.listen;

import id.gerbang.radius.heard.RouterWatch;
import id.gerbang.radius.heard.Strangers;
import id.gerbang.radius.ops.Counters;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.subscriber.RouterRegistry;
import java.time.Clock;

/** A port for logins; what becomes of them a test says. */
abstract class LoginPort implements RequestDoor.Service {

  /** The way into it. */
  RequestDoor door(RouterRegistry routers, Counters counters, Clock clock) {
    return door(routers, counters, clock, new DuplicateCache(new SegmentPool(1 << 20)));
  }

  /** One of several, which know together what was answered. */
  RequestDoor door(
      RouterRegistry routers, Counters counters, Clock clock, DuplicateCache duplicates) {
    return new RequestDoor(
        this,
        new Recognition(routers, new Strangers(counters, clock)),
        new RouterWatch(routers, clock),
        duplicates,
        counters.auth(),
        new Complaints(),
        new RouterPatience());
  }

  @Override
  public int requestCode() {
    return Code.ACCESS_REQUEST;
  }

  @Override
  public boolean atOnce() {
    return true;
  }

  @Override
  public int statusReplyCode() {
    return Code.ACCESS_ACCEPT;
  }
}
