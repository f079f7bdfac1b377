package id.gerbang.radius.listen;

import id.gerbang.radius.packet.Code;

/** A port for logins; what becomes of them a test says. */
abstract class LoginPort implements RequestDoor.Service {

  @Override
  public int requestCode() {
    return Code.ACCESS_REQUEST;
  }

  @Override
  public int statusReplyCode() {
    return Code.ACCESS_ACCEPT;
  }
}
