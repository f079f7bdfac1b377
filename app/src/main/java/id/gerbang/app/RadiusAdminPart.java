package id.gerbang.app;

import id.gerbang.billing.AdminPart;
import id.gerbang.radius.RadiusService;
import java.util.Map;

/** The RADIUS service on the admin port of the billing service beside it. */
record RadiusAdminPart(RadiusService radius) implements AdminPart {

  @Override
  public String metrics() {
    return radius.metrics();
  }

  @Override
  public Map<String, String> readiness() {
    return radius.health();
  }
}
