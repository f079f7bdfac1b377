package id.gerbang.billing.backup;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a POP carries what a link's plan promises, as far as it was measured. */
final class Capacity {

  private Capacity() {}

  /** The link's own, and those of all links of its POP. */
  static List<String> warnings(BackupLink link) {
    List<String> warnings = new ArrayList<>();
    warn(warnings, "towards the customer", link.download(), link.pop().capacityDownload());
    warn(warnings, "from the customer", link.upload(), link.pop().capacityUpload());
    warnings.addAll(link.pop().warnings());
    return warnings;
  }

  private static void warn(
      List<String> warnings, String way, @Nullable Long planned, @Nullable Long measured) {
    if (measured == null) {
      return;
    }
    if (planned == null) {
      warnings.add(
          "The plan does not limit what goes %s: this link may take all of the %d bit/s that the POP was measured to carry."
              .formatted(way, measured));
    } else if (planned > measured) {
      warnings.add(
          "The plan allows %d bit/s %s, and the POP was measured to carry %d."
              .formatted(planned, way, measured));
    }
  }
}
