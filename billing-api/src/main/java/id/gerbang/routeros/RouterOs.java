package id.gerbang.routeros;

import java.util.List;
import java.util.Map;

/**
 * An open connection to one router. Any number of threads may use it; each call blocks until the
 * router has answered or the address's timeout is over. What fails is a {@link RouterOsException}:
 * a router that can't be reached never looks like one that has nothing.
 *
 * <p>Menus and commands are written as paths, {@code /ppp/secret} and {@code /system/reboot}; names
 * of properties are those of the router's command line. Text is sent as UTF-8.
 */
public interface RouterOs extends AutoCloseable {

  /** Connects and logs in. */
  static RouterOs open(RouterAddress address) {
    return switch (address.protocol()) {
      case API, API_SSL -> ApiConnection.open(address);
      case REST, REST_SSL -> RestConnection.open(address);
    };
  }

  /**
   * The items of a menu, or the one row of a settings menu. More is told by {@link #run} of the
   * menu's {@code /print} with {@code detail} or {@code stats}.
   *
   * @param properties which to tell; none: all
   * @param where all must hold
   */
  List<Row> print(String menu, List<String> properties, Condition... where);

  /** Returns the id of the new item. */
  String add(String menu, Map<String, String> properties);

  /**
   * @param id its {@code .id}, or a name where the menu has names
   */
  void set(String menu, String id, Map<String, String> properties);

  /** Changes a menu that has settings and no list, such as {@code /radius/incoming}. */
  void set(String menu, Map<String, String> properties);

  /** What is gone already is done. */
  void remove(String menu, String id);

  /**
   * Any other command. One that would run for ever needs {@code once}, {@code count} or {@code
   * duration}. A value that the command returns is a row of its own, named {@code ret}.
   */
  List<Row> run(String command, Map<String, String> arguments);

  /**
   * Items of a menu as they change from now on, which only the binary API offers. All of them: a
   * router that is told which are wanted says nothing of those that are removed.
   *
   * @param properties which to tell besides the id; none: all
   */
  Listening listen(String menu, List<String> properties);

  /** False once either side has closed it, as far as is known here. */
  boolean isOpen();

  /** Ends whatever waits with {@link RouterOsException.Kind#CLOSED_HERE}. */
  @Override
  void close();
}
