package id.gerbang.radius.listen;

import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A descriptor of a socket once more, so that two of Netty's channels can each own and close one.
 * Java has no dup(2): the descriptor goes over a local socket and comes back as another (unix(7),
 * SCM_RIGHTS; the name is in the abstract namespace, so that no file is left). Linux only.
 */
final class SocketCopy {

  private SocketCopy() {}

  /**
   * @return another descriptor of the same socket
   */
  static int of(FileDescriptor socket) throws IOException {
    DomainSocketAddress name = new DomainSocketAddress("\0gerbang-" + UUID.randomUUID());
    Socket to = Socket.newSocketDomainDgram();
    try {
      to.bind(name);
      send(socket, name);
      return checked(to.recvFd(), socket);
    } finally {
      to.close();
    }
  }

  private static void send(FileDescriptor socket, DomainSocketAddress name) throws IOException {
    Socket from = Socket.newSocketDomainDgram();
    try {
      from.connect(name);
      from.sendFd(socket.intValue());
    } finally {
      from.close();
    }
  }

  /** Anybody on this machine may write to the name: what came is the same socket, or nothing. */
  private static int checked(int copy, FileDescriptor socket) throws IOException {
    if (copy <= 0) {
      throw new IOException("no copy of its descriptor came back");
    }
    if (!what(copy).equals(what(socket.intValue()))) {
      new FileDescriptor(copy).close();
      throw new IOException("another's descriptor came back instead of a copy of its own");
    }
    return copy;
  }

  /** The inode, as {@code socket:[4711]}. */
  private static Path what(int descriptor) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
  }
}
