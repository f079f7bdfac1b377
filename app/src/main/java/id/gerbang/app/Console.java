package id.gerbang.app;

import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What a starting process tells the person who started it. */
final class Console {

  private Console() {}

  static void started(Gerbang gerbang, Settings settings) {
    gerbang
        .billing()
        .ifPresent(
            billing -> {
              say("API       http://127.0.0.1:" + billing.httpPort() + "/api/v1");
              say("HTTPS     https://" + address() + ":" + billing.httpsPort() + "/");
              say("metrics   http://127.0.0.1:" + billing.adminPort() + "/metrics");
            });
    gerbang
        .radius()
        .ifPresent(
            radius ->
                say(
                    "RADIUS    "
                        + settings.radius().address().getHostAddress()
                        + " UDP "
                        + radius.authPort()
                        + " (auth), "
                        + radius.acctPort()
                        + " (acct)"));
  }

  /** The only sight of the owner's one-time password. */
  static void owner(String password, Locale language) {
    say(
        (language.getLanguage().equals("id")
                ? "pemilik   nama owner, kata sandi sekali pakai: "
                : "owner     name owner, one-time password: ")
            + password);
  }

  static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /** An address of this machine that another one could reach; loopback when there is none. */
  private static String address() {
    try {
      List<NetworkInterface> interfaces = Collections.list(NetworkInterface.getNetworkInterfaces());
      for (NetworkInterface network : interfaces) {
        if (network.isUp() && !network.isLoopback()) {
          for (InterfaceAddress at : network.getInterfaceAddresses()) {
            if (at.getAddress() instanceof Inet4Address) {
              return at.getAddress().getHostAddress();
            }
          }
        }
      }
    } catch (SocketException e) {
      return "127.0.0.1";
    }
    return "127.0.0.1";
  }

  /** Waits for SIGTERM or Ctrl-C, and stops in good order. */
  static void untilStopped(AutoCloseable running) throws InterruptedException {
    Thread main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    running.close();
                  } catch (Exception e) {
                    System.err.println("gerbang: " + e.getMessage());
                  }
                },
                "stop"));
    synchronized (main) {
      while (true) {
        main.wait();
      }
    }
  }
}
