package id.gerbang.billing.router;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What tests and looks found of a router, as its table holds it. */
public record TestedRow(
    long routerId,
    @Nullable Instant testedAt,
    @Nullable Instant contactAt,
    @Nullable String version,
    @Nullable String board,
    @Nullable String licence,
    @Nullable Long uptimeSeconds,
    @Nullable String serial,
    @Nullable String otherSerial) {

  RouterDevice device() {
    return new RouterDevice(
        testedAt, contactAt, version, board, licence, uptimeSeconds, serial, otherSerial);
  }
}
