package id.gerbang.billing.router;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a router said it is when it was tested or looked at.
 *
 * @param testedAt null: it was never tested
 * @param contactAt when it last answered, as all that follows is of that time
 * @param licence the level of its licence, {@code 0} to {@code 6}, or what a CHR says
 * @param serial number that it told first, since it was made or replaced
 * @param otherSerial of the device that answers now; null: the same one does
 */
public record RouterDevice(
    @Nullable Instant testedAt,
    @Nullable Instant contactAt,
    @Nullable String version,
    @Nullable String board,
    @Nullable String licence,
    @Nullable Long uptimeSeconds,
    @Nullable String serial,
    @Nullable String otherSerial) {}
