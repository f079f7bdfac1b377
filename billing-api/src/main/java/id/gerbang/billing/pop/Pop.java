package id.gerbang.billing.pop;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A POP as kept.
 *
 * @param routerId the router of ours that stands there; null: none that we know
 * @param uplink its address there, with prefix
 * @param vlanInterface on which customers' VLANs come in, unless a link says another
 * @param innerLocal its own end inside SSTP, of all its links
 * @param remoteFirst customers' ends, up to {@code remoteLast}
 * @param links how many end there now
 * @param plannedDownload bit/s that the plans of its links allow together, where they limit it
 */
public record Pop(
    long id,
    @Nullable String externalId,
    String name,
    @Nullable Long routerId,
    String uplink,
    int sstpPort,
    String wanInterface,
    String vlanInterface,
    String innerLocal,
    String remoteFirst,
    String remoteLast,
    @Nullable Long capacityDownload,
    @Nullable Long capacityUpload,
    @Nullable Instant capacityMeasuredAt,
    @Nullable String capacityMeasuredBy,
    @Nullable String upeDevice,
    @Nullable String upeInterface,
    @Nullable String upePeer,
    long links,
    long plannedDownload,
    long plannedUpload,
    int version,
    Instant createdAt) {

  public PopAddress address() {
    return PopAddress.parse(uplink).orElseThrow();
  }

  /** Its own end. */
  public Inet4Address local() {
    return Ipv4.parse(innerLocal).orElseThrow();
  }

  /** Where its links are promised more than it was measured to carry. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    warn(warnings, "towards customers", plannedDownload, capacityDownload);
    warn(warnings, "from customers", plannedUpload, capacityUpload);
    return warnings;
  }

  private void warn(List<String> warnings, String way, long planned, @Nullable Long measured) {
    if (measured != null && planned > measured) {
      warnings.add(
          "The plans of the POP's %d links allow %d bit/s %s together, and it was measured to carry %d."
              .formatted(links, planned, way, measured));
    }
  }

  /** The next free customer's end (routeros-provisioning, section 4.1). */
  public Optional<Inet4Address> nextRemote(Set<Inet4Address> taken) {
    long last = number(remoteLast);
    for (long number = number(remoteFirst); number <= last; number++) {
      Inet4Address address = Ipv4.of(number);
      long octet = number & 0xff;
      // Some modems take neither as their own.
      if (octet != 0 && octet != 0xff && !address.equals(local()) && !taken.contains(address)) {
        return Optional.of(address);
      }
    }
    return Optional.empty();
  }

  private static long number(String address) {
    return Ipv4.number(Ipv4.parse(address).orElseThrow());
  }
}
