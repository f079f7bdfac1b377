package id.gerbang.billing.backup;

import id.gerbang.billing.http.Problem;

/** In which form somebody asked for a link's scripts. */
record Rendering(LoginMode mode, RouterOsVersion version) {

  static Rendering of(String mode, String version) {
    return new Rendering(
        switch (mode) {
          case "radius" -> LoginMode.RADIUS;
          case "secret" -> LoginMode.SECRET;
          default -> throw Problem.unprocessable("mode", "is radius or secret");
        },
        switch (version) {
          case "6" -> RouterOsVersion.V6;
          case "7" -> RouterOsVersion.V7;
          default -> throw Problem.unprocessable("version", "is 6 or 7");
        });
  }

  Script pop(BackupLink link, Password password) {
    PopHalf half = new PopHalf(link.tunnel(), password, mode);
    return link.firstOfPop() ? half.first() : half.further();
  }

  Script customer(BackupLink link, Password password) {
    return new CustomerHalf(link.tunnel(), password).script(version);
  }

  Script popRemoval(BackupLink link) {
    return new PopHalf(link.tunnel(), Password.NONE, mode).removal();
  }

  Script customerRemoval(BackupLink link) {
    return new CustomerHalf(link.tunnel(), Password.NONE).removal();
  }
}
