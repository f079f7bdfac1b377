package id.gerbang.routeros;

import java.util.regex.Pattern;

/** What may be sent as the name of a menu, a command or a property. Values are free. */
final class Names {

  private static final Pattern PATH = Pattern.compile("(/[a-z0-9][a-z0-9-]*)+");
  private static final Pattern PROPERTY = Pattern.compile("\\.?[A-Za-z0-9][A-Za-z0-9._-]*");

  private Names() {}

  static String path(String path) {
    return checked(PATH, path, "menu or command");
  }

  static String property(String name) {
    return checked(PROPERTY, name, "property");
  }

  private static String checked(Pattern pattern, String name, String what) {
    if (!pattern.matcher(name).matches()) {
      throw new IllegalArgumentException("no name of a " + what + ": " + name);
    }
    return name;
  }
}
