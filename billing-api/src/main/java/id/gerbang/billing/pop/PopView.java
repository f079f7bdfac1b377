package id.gerbang.billing.pop;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A POP as the API shows it: {@link SavePop} says what its values mean.
 *
 * @param capacity null: it never was measured
 * @param links how many end there now
 * @param warnings where they are promised more than it carries
 */
public record PopView(
    long id,
    @Nullable String externalId,
    String name,
    @Nullable Long routerId,
    String address,
    int sstpPort,
    String wanInterface,
    String vlanInterface,
    String innerLocal,
    String innerRemotes,
    @Nullable CapacityView capacity,
    UpeView upe,
    long links,
    List<String> warnings,
    int version,
    Instant createdAt) {

  /** Bit/s, as measured. */
  public record CapacityView(long download, long upload, Instant measuredAt, String measuredBy) {}

  /** The provider edge that faces it. */
  public record UpeView(
      @Nullable String device,
      @JsonProperty("interface") @Nullable String interfaceName,
      @Nullable String peer) {}

  static PopView of(Pop pop) {
    return new PopView(
        pop.id(),
        pop.externalId(),
        pop.name(),
        pop.routerId(),
        pop.uplink(),
        pop.sstpPort(),
        pop.wanInterface(),
        pop.vlanInterface(),
        pop.innerLocal(),
        pop.remoteFirst() + "-" + pop.remoteLast(),
        capacity(pop),
        new UpeView(pop.upeDevice(), pop.upeInterface(), pop.upePeer()),
        pop.links(),
        pop.warnings(),
        pop.version(),
        pop.createdAt());
  }

  private static @Nullable CapacityView capacity(Pop pop) {
    return pop.capacityDownload() == null || pop.capacityUpload() == null
        ? null
        : new CapacityView(
            pop.capacityDownload(),
            pop.capacityUpload(),
            Objects.requireNonNull(pop.capacityMeasuredAt()),
            Objects.requireNonNull(pop.capacityMeasuredBy()));
  }
}
