package id.gerbang.routeros;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code /system/resource} says as {@code version}, such as {@code 6.49.18 (long-term)},
 * {@code 7.20.8 (stable)} or {@code 7.22rc1 (testing)}. A beta is before its rc, and that before
 * the release.
 *
 * @param build of the beta or rc; 0 for a release
 */
public record RouterOsVersion(int major, int minor, int patch, Stage stage, int build)
    implements Comparable<RouterOsVersion> {

  private static final Pattern TEXT =
      Pattern.compile(
          "(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?(?:(alpha|beta|rc)(\\d{1,6}))?\\b.*");

  /** In the order in which they come out. */
  public enum Stage {
    ALPHA,
    BETA,
    RC,
    RELEASE
  }

  /** Empty: no version that is known how to read. */
  public static Optional<RouterOsVersion> parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String stage = matcher.group(4);
    return Optional.of(
        new RouterOsVersion(
            number(matcher, 1),
            number(matcher, 2),
            number(matcher, 3),
            stage == null ? Stage.RELEASE : Stage.valueOf(stage.toUpperCase(Locale.ROOT)),
            number(matcher, 5)));
  }

  /** From the release of that version on, not from its betas. */
  public boolean isAtLeast(int wantedMajor, int wantedMinor) {
    return compareTo(new RouterOsVersion(wantedMajor, wantedMinor, 0, Stage.RELEASE, 0)) >= 0;
  }

  @Override
  public int compareTo(RouterOsVersion other) {
    return Comparator.comparingInt(RouterOsVersion::major)
        .thenComparingInt(RouterOsVersion::minor)
        .thenComparingInt(RouterOsVersion::patch)
        .thenComparing(RouterOsVersion::stage)
        .thenComparingInt(RouterOsVersion::build)
        .compare(this, other);
  }

  @Override
  public String toString() {
    String number = major + "." + minor + (patch == 0 ? "" : "." + patch);
    return stage == Stage.RELEASE ? number : number + stage.name().toLowerCase(Locale.ROOT) + build;
  }

  private static int number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
