package id.gerbang.billing.customer;

import org.jspecify.annotations.Nullable;

/** Where a house is, in degrees. */
public record MapPoint(@Nullable Double latitude, @Nullable Double longitude) {

  static @Nullable MapPoint of(@Nullable Double latitude, @Nullable Double longitude) {
    return latitude == null ? null : new MapPoint(latitude, longitude);
  }
}
