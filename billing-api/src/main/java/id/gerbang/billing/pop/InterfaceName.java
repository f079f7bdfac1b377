package id.gerbang.billing.pop;

import id.gerbang.billing.http.Checks;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names that stand in scripts for routers, which are ASCII; spaces around a name are a slip. */
public final class InterfaceName {

  private static final Pattern NAME = Pattern.compile("[!-~](?:[ -~]{0,61}[!-~])?");

  private InterfaceName() {}

  /** The name given, or another; what can't be one is noted. */
  public static String checked(
      Checks checks, String field, @Nullable String given, String unlessGiven) {
    String name = Objects.requireNonNullElse(given, unlessGiven);
    checks.that(
        NAME.matcher(name).matches(),
        field,
        "has 1 to 63 characters of ASCII, without spaces around or control characters");
    return name;
  }
}
