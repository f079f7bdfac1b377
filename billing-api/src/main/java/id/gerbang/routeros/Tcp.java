package id.gerbang.routeros;

import id.gerbang.routeros.RouterOsException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;

/** The way to a router: its name, and a socket. */
final class Tcp {

  private Tcp() {}

  static InetAddress resolve(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new RouterOsException(Kind.NAME_NOT_RESOLVED, host, e);
    }
  }

  static Socket connect(RouterAddress address) {
    InetSocketAddress to = new InetSocketAddress(resolve(address.host()), address.port());
    Socket socket = new Socket();
    try {
      socket.connect(to, (int) address.connect().toMillis());
      socket.setTcpNoDelay(true);
      return socket;
    } catch (IOException e) {
      close(socket);
      throw notConnected(address, e);
    }
  }

  static RouterOsException notConnected(RouterAddress address, IOException e) {
    // A host that is not there is a NoRouteToHostException, or one of these that says so.
    boolean refused = e instanceof ConnectException && words(e).contains("refused");
    return new RouterOsException(
        refused ? Kind.PORT_CLOSED : Kind.UNREACHABLE, address.where() + ", " + words(e), e);
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It was to be closed, and is.
    }
  }

  static String words(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
