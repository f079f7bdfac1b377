package id.gerbang.billing.pop;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A POP as it is to be kept, each value checked by itself: {@link Pop} says what they mean. */
public record WantedPop(
    @Nullable String externalId,
    String name,
    @Nullable Long routerId,
    String address,
    int sstpPort,
    String wanInterface,
    String vlanInterface,
    String innerLocal,
    String remoteFirst,
    String remoteLast,
    @Nullable Long capacityDownload,
    @Nullable Long capacityUpload,
    @Nullable Instant measuredAt,
    @Nullable String measuredBy,
    @Nullable String upeDevice,
    @Nullable String upeInterface,
    @Nullable String upePeer) {}
