package id.gerbang.billing.staff;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A member of staff; the password is nobody's to see. */
public record StaffView(
    long id,
    String name,
    String role,
    boolean oneTime,
    Instant createdAt,
    @Nullable Instant disabledAt) {}
