package id.gerbang.billing.staff;

import id.gerbang.billing.http.Reach;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member of staff; the password is nobody's to see.
 *
 * @param areas whose customers they see; empty: all
 * @param routers which routers they see; empty: all
 * @param secondFactor they show a code of their telephone, too
 * @param oneTime they are to choose a password of their own at the next sign-in
 */
public record StaffView(
    long id,
    String name,
    String role,
    List<String> areas,
    List<Long> routers,
    boolean oneTime,
    boolean secondFactor,
    int version,
    Instant createdAt,
    @Nullable Instant disabledAt) {

  static Reach reach(@Nullable List<String> areas, @Nullable List<Long> routers) {
    return new Reach(areas == null ? List.of() : areas, routers == null ? List.of() : routers);
  }
}
