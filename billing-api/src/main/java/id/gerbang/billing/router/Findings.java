package id.gerbang.billing.router;

import id.gerbang.billing.router.RouterHealth.Finding;
import id.gerbang.billing.wording.Bundles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** What is wrong with a router's set-up by its packets, and by how it was made. */
final class Findings {

  private final ResourceBundle words;

  Findings(Locale language) {
    this.words = Bundles.of("id.gerbang.billing.router.findings", language);
  }

  RouterHealth health(RouterRow router, HeardRow heard, boolean drifted, boolean otherDevice) {
    List<String> codes = new ArrayList<>();
    if (heard.heardAt() == null) {
      codes.add("NEVER_HEARD");
    }
    if (heard.wrongSecretSinceProven().isPresent()) {
      codes.add("WRONG_SECRET");
    }
    if (isAfter(heard.unsignedAt(), heard.signedAt())) {
      codes.add(demandsSignature(router, heard) ? "UNSIGNED_REFUSED" : "UNSIGNED");
    }
    if (drifted) {
      codes.add("DRIFTED");
    }
    if (otherDevice) {
      codes.add("OTHER_DEVICE");
    }
    return new RouterHealth(
        heard.heardAt(),
        heard.provenAt(),
        heard.provenAddress(),
        heard.signedSince(),
        heard.unsignedAt(),
        heard.wrongSecretAt(),
        heard.wrongSecretCount(),
        heard.wrongSecretBy(),
        codes.stream().map(code -> new Finding(code, words.getString(code))).toList());
  }

  private static boolean demandsSignature(RouterRow router, HeardRow heard) {
    return switch (router.requireMessageAuthenticator()) {
      case "require" -> true;
      case "auto" -> heard.signedSince() != null;
      default -> false;
    };
  }

  private static boolean isAfter(@Nullable Instant one, @Nullable Instant other) {
    return one != null && (other == null || one.isAfter(other));
  }
}
