package id.gerbang.billing.condition;

import id.gerbang.billing.condition.Terminal.Line;
import id.gerbang.billing.condition.Told.Address;
import id.gerbang.billing.condition.Told.Kind;
import id.gerbang.billing.condition.Told.Modem;
import id.gerbang.billing.condition.Told.Reach;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which interface the modem is, and its address, of lists of RouterOS. */
final class ModemReader {

  private static final String ITEM = "^\\s*\\d+\\s+";
  private static final String FLAGS = "([A-Z ]*?)\\s*";
  private static final String IP = "\\d{1,3}(?:\\.\\d{1,3}){3}";

  /** {@code 0 R name="lte1" mtu=1480}: version 6, and 7 with {@code detail}. */
  private static final Pattern NAMED =
      Pattern.compile(ITEM + "([A-Z* ]*?)\\s*(?:;;;.*?\\s)?name=(?:\"([^\"]*)\"|(\\S+)).*");

  /** {@code 0 R lte1 1500 default}: version 7. */
  private static final Pattern COLUMNS =
      Pattern.compile(ITEM + "(?:([A-Z*]{1,4})\\s+)?(\\S+)(?:\\s.*)?");

  private static final Pattern ADDRESS =
      Pattern.compile(ITEM + FLAGS + "(" + IP + ")/\\d{1,2}\\s+" + IP + "\\s+(\\S+).*");

  private static final Pattern ADDRESS_NAMED =
      Pattern.compile(
          ITEM
              + FLAGS
              + ("address=(" + IP + ")(?:/\\d{1,2})?\\s")
              + ".*?(?<!-)interface=\"?([^\"\\s]+)\"?.*");

  private static final Pattern LTE_MENU = Pattern.compile("/interface[ /]lte[ /]print.*");
  private static final Pattern PPP_MENU = Pattern.compile("/interface[ /]ppp-client[ /]print.*");
  private static final Pattern ADDRESS_MENU = Pattern.compile("/ip[ /]address[ /]print.*");
  private static final Pattern LTE_NAME = Pattern.compile("lte\\S*");
  private static final Pattern PPP_NAME = Pattern.compile("ppp-out\\S*");
  private static final Pattern WIRE_NAME = Pattern.compile("(?:ether|usb)\\S*");

  /** In which dongles that are routers themselves put whoever is plugged to them. */
  private static final Pattern DONGLE =
      Pattern.compile("192\\.168\\.(?:0|1|8|9|32|42|43|100|225)\\.\\d{1,3}");

  private record Listed(Kind kind, String flags, String name) {}

  private record Assigned(String flags, String address, String interfaceName) {}

  private final List<Line> lines;
  private final boolean serial;

  /**
   * @param serial a serial modem told its status
   */
  ModemReader(List<Line> lines, boolean serial) {
    this.lines = lines;
    this.serial = serial;
  }

  /**
   * Empty: interfaces were not told.
   *
   * @param speaks a modem told its status, so there is one
   */
  Optional<Modem> modem(boolean speaks) {
    List<Listed> listed = listed();
    Optional<Modem> found =
        Stream.of(Kind.LTE, Kind.PPP)
            .flatMap(kind -> best(listed, kind).stream())
            .findFirst()
            .map(one -> new Modem(one.kind(), one.name(), one.flags().contains("R")));
    return found
        .or(this::byAddress)
        .or(() -> speaks || serial ? Optional.of(named()) : Optional.empty())
        .or(
            () ->
                isListedEmpty() ? Optional.of(new Modem(Kind.NONE, null, null)) : Optional.empty());
  }

  /** The one that runs, of several. */
  private static Optional<Listed> best(List<Listed> listed, Kind kind) {
    return listed.stream()
        .filter(one -> one.kind() == kind)
        .reduce((one, other) -> one.flags().contains("R") ? one : other);
  }

  /** An address on an interface that is called as modems are, or that is a dongle's. */
  private Optional<Modem> byAddress() {
    Optional<Modem> called =
        assigned()
            .flatMap(
                one ->
                    LTE_NAME.matcher(one.interfaceName()).matches()
                        ? Stream.of(new Modem(Kind.LTE, one.interfaceName(), null))
                        : PPP_NAME.matcher(one.interfaceName()).matches()
                            ? Stream.of(new Modem(Kind.PPP, one.interfaceName(), null))
                            : Stream.empty())
            .findFirst();
    return called.or(
        () ->
            assigned()
                .filter(one -> one.flags().contains("D"))
                .filter(one -> WIRE_NAME.matcher(one.interfaceName()).matches())
                .filter(one -> DONGLE.matcher(one.address()).matches())
                .findFirst()
                .map(one -> new Modem(Kind.ETHERNET, one.interfaceName(), null)));
  }

  /** By the command that asked it. */
  private Modem named() {
    Kind kind = serial ? Kind.PPP : Kind.LTE;
    Pattern asked =
        Pattern.compile(".*\\b(?:info|monitor)\\s+(?:numbers=)?(\"?)([a-zA-Z][^\\s\"]*)\\1.*");
    return lines.stream()
        .map(line -> asked.matcher(line.command()))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(2))
        .filter(name -> !name.equals("once"))
        .findFirst()
        .map(name -> new Modem(kind, name, null))
        .orElseGet(() -> new Modem(kind, null, null));
  }

  private boolean isListedEmpty() {
    return lines.stream()
        .anyMatch(
            line ->
                LTE_MENU.matcher(line.command()).matches()
                    || PPP_MENU.matcher(line.command()).matches());
  }

  private List<Listed> listed() {
    return lines.stream().flatMap(line -> listed(line).stream()).toList();
  }

  private static Optional<Listed> listed(Line line) {
    Matcher named = NAMED.matcher(line.text());
    if (named.matches()) {
      String name = named.group(2) == null ? named.group(3) : named.group(2);
      return kind(line, name).map(kind -> new Listed(kind, named.group(1), name));
    }
    Matcher columns = COLUMNS.matcher(line.text());
    if (columns.matches() && !ADDRESS.matcher(line.text()).matches()) {
      String name = columns.group(2);
      String flags = columns.group(1) == null ? "" : columns.group(1);
      return kind(line, name).map(kind -> new Listed(kind, flags, name));
    }
    return Optional.empty();
  }

  /** By the menu that was listed, or, where that is not in the text, by its name. */
  private static Optional<Kind> kind(Line line, String name) {
    if (name.contains("=") || name.contains(":")) {
      return Optional.empty();
    }
    boolean lte =
        LTE_MENU.matcher(line.command()).matches() || line.text().contains("apn-profiles=");
    if (lte || LTE_NAME.matcher(name).matches()) {
      return Optional.of(Kind.LTE);
    }
    boolean ppp = PPP_MENU.matcher(line.command()).matches();
    return ppp || PPP_NAME.matcher(name).matches() ? Optional.of(Kind.PPP) : Optional.empty();
  }

  /** Empty: addresses were not told. */
  Optional<Address> address(Optional<Modem> modem) {
    Optional<Address> found =
        modem
            .map(Modem::name)
            .flatMap(
                name ->
                    assigned()
                        .filter(
                            one -> one.interfaceName().equals(name) && !one.flags().contains("X"))
                        .findFirst())
            .map(one -> new Address(reach(one.address()), one.address()));
    boolean told =
        assigned().findAny().isPresent()
            || lines.stream().anyMatch(line -> ADDRESS_MENU.matcher(line.command()).matches());
    boolean unnamed =
        modem.filter(one -> one.name() == null && one.kind() != Kind.NONE).isPresent();
    return found.or(
        () -> told && !unnamed ? Optional.of(new Address(Reach.NONE, null)) : Optional.empty());
  }

  private Stream<Assigned> assigned() {
    return lines.stream()
        .flatMap(line -> Stream.of(ADDRESS, ADDRESS_NAMED).map(form -> form.matcher(line.text())))
        .filter(Matcher::matches)
        .map(found -> new Assigned(found.group(1), found.group(2), found.group(3)));
  }

  static Reach reach(String address) {
    String[] octets = address.split("\\.", -1);
    int first = Integer.parseInt(octets[0]);
    int second = Integer.parseInt(octets[1]);
    if (first == 100 && second >= 64 && second < 128) {
      return Reach.CGNAT;
    }
    boolean ownNetwork =
        first == 10
            || (first == 172 && second >= 16 && second < 32)
            || (first == 192 && second == 168);
    return ownNetwork ? Reach.PRIVATE : Reach.PUBLIC;
  }
}
