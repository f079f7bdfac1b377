package id.gerbang.radius.listen;

import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.subscriber.Router;

/** The authentication port: answered from memory, at once. */
record AuthService(AccessHandler handler) implements RequestDoor.Service {

  @Override
  public int requestCode() {
    return Code.ACCESS_REQUEST;
  }

  @Override
  public int statusReplyCode() {
    return Code.ACCESS_ACCEPT;
  }

  @Override
  public boolean ready() {
    return handler.ready();
  }

  @Override
  public boolean atOnce() {
    return true;
  }

  @Override
  public void settle(Router router, RadiusPacket request, RequestDoor.Conclusion conclusion) {
    conclusion.concluded(handler.handle(router, request));
  }
}
