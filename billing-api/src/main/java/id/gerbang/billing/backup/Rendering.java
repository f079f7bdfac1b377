package id.gerbang.billing.backup;

import id.gerbang.billing.http.Problem;
import org.jspecify.annotations.Nullable;

/** In which form somebody asked for a link's scripts. */
record Rendering(LoginMode mode, RouterOsVersion version) {

  static Rendering of(String mode, String version) {
    return new Rendering(
        LoginMode.of(mode),
        switch (version) {
          case "6" -> RouterOsVersion.V6;
          case "7" -> RouterOsVersion.V7;
          default -> throw Problem.unprocessable("version", "is 6 or 7");
        });
  }

  /** As the link is made, unless it is asked for otherwise. */
  static Rendering of(@Nullable String mode, BackupLink link, String version) {
    return of(mode == null ? link.mode() : mode, version);
  }

  Script pop(BackupLink link, Password password) {
    PopHalf half = new PopHalf(link.tunnel(), password, mode);
    return link.firstOfPop() ? half.first() : half.further();
  }

  Script customer(BackupLink link, Password password) {
    return new CustomerHalf(link.tunnel(), password).script(version);
  }

  Script popRemoval(BackupLink link) {
    return new PopHalf(link.tunnel(), Password.NONE, mode).removal(link.aloneOnVlan());
  }

  Script customerRemoval(BackupLink link) {
    return new CustomerHalf(link.tunnel(), Password.NONE).removal();
  }
}
