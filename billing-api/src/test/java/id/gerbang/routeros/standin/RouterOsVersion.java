package id.gerbang.routeros.standin;

/** A release such as `6.49.18` or `7.20.8`. */
record RouterOsVersion(int major, int minor, String text) {

  static RouterOsVersion of(String text) {
    String[] parts = text.split("\\.", -1);
    return new RouterOsVersion(
        Integer.parseInt(parts[0]), parts.length > 1 ? Integer.parseInt(parts[1]) : 0, text);
  }

  boolean isFrom(int wantedMajor, int wantedMinor) {
    return major > wantedMajor || (major == wantedMajor && minor >= wantedMinor);
  }

  /** Whether what `menus.txt` marks so is there: `6`, `7` or `7.15+`. */
  boolean has(String mark) {
    if (!mark.endsWith("+")) {
      return major == Integer.parseInt(mark);
    }
    RouterOsVersion first = of(mark.substring(0, mark.length() - 1));
    return isFrom(first.major, first.minor);
  }
}
