package id.gerbang.app.bras;

/**
 * A customer's device that dials: PPPoE from a MAC address, or SSTP from an IP address.
 *
 * @param callingStation the MAC (upper case, colons) or the client's public address
 */
public record Modem(
    String username,
    String password,
    PasswordMethod method,
    String callingStation,
    Service service) {

  /** The tunnel that carries PPP, which decides what the router says of the call. */
  public enum Service {
    PPPOE,
    SSTP
  }

  public static Modem pppoe(String username, String password, PasswordMethod method, String mac) {
    return new Modem(username, password, method, mac, Service.PPPOE);
  }

  public static Modem sstp(String username, String password, String clientAddress) {
    return new Modem(username, password, PasswordMethod.MSCHAPV2, clientAddress, Service.SSTP);
  }

  @Override
  public String toString() {
    return username + " (" + service + ", " + method + ", " + callingStation + ")";
  }
}
