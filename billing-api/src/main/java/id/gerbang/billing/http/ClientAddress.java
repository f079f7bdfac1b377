package id.gerbang.billing.http;

import id.gerbang.core.dictionary.AddressText;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Who asks: the other end of the connection, or whom a trusted proxy there names. */
public final class ClientAddress {

  private static final int SITE = 8;

  private final Predicate<InetAddress> trustedProxy;

  public ClientAddress(Predicate<InetAddress> trustedProxy) {
    this.trustedProxy = trustedProxy;
  }

  /**
   * Each proxy appends by whom it was asked, so the list is read from its end; what stands before
   * the first address that is no trusted proxy may be anybody's invention.
   */
  public InetAddress of(HttpServletRequest request) {
    InetAddress client = nearest(request);
    for (String named : forwardedNearestFirst(request)) {
      Optional<InetAddress> before = AddressText.read(named.strip());
      if (!trustedProxy.test(client) || before.isEmpty()) {
        return client;
      }
      client = before.get();
    }
    return client;
  }

  /** Whether a trusted proxy asks for somebody else, so that its own headers count. */
  public boolean byProxy(HttpServletRequest request) {
    return trustedProxy.test(nearest(request));
  }

  /** By whom guesses are counted: of IPv6 the network, since a site has a whole one. */
  public static String site(InetAddress address) {
    byte[] bytes = address.getAddress();
    return Arrays.toString(address instanceof Inet6Address ? Arrays.copyOf(bytes, SITE) : bytes);
  }

  private static InetAddress nearest(HttpServletRequest request) {
    String address = request.getRemoteAddr().replaceAll("[\\[\\]]|%.*", "");
    return AddressText.read(address).orElseThrow();
  }

  private static List<String> forwardedNearestFirst(HttpServletRequest request) {
    List<String> forwarded = new ArrayList<>();
    Collections.list(request.getHeaders("X-Forwarded-For"))
        .forEach(line -> forwarded.addAll(List.of(line.split(","))));
    Collections.reverse(forwarded);
    return forwarded;
  }
}
