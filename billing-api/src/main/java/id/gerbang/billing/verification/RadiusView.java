package id.gerbang.billing.verification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What RADIUS knows of a link's login.
 *
 * @param answer of the last Access-Request; null: there was none lately
 * @param sessionAddress of the session that is open; null: none is
 */
public record RadiusView(
    @Nullable String answer,
    @Nullable String reason,
    @Nullable Instant answeredAt,
    @Nullable String sessionAddress,
    @Nullable Instant sessionSince) {

  static final RadiusView NONE = new RadiusView(null, null, null, null, null);
}
