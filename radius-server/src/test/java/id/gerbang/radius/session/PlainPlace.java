package id.gerbang.radius.session;

import java.util.Optional;

/** Places for tests to which little of them matters. */
public final class PlainPlace {

  public static final Place NOWHERE = of(Optional.empty(), Optional.empty());

  private PlainPlace() {}

  public static Place at(String framedIp) {
    return of(Optional.of(framedIp), Optional.empty());
  }

  public static Place of(String callingStationId) {
    return of(Optional.empty(), Optional.of(callingStationId));
  }

  public static Place of(String framedIp, String callingStationId) {
    return of(Optional.of(framedIp), Optional.of(callingStationId));
  }

  private static Place of(Optional<String> framedIp, Optional<String> callingStationId) {
    return new Place(
        framedIp,
        Optional.empty(),
        Optional.empty(),
        callingStationId,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
