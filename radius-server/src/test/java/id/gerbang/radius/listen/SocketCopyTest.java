package id.gerbang.radius.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketCopyTest {

  @BeforeEach
  void linux() {
    assumeThat(Epoll.isAvailable()).isTrue();
  }

  @Test
  void the_copy_is_the_same_socket_and_outlives_the_first_descriptor() throws Exception {
    Socket socket = Socket.newSocketDomainDgram();
    int copy = SocketCopy.of(socket);
    assertThat(copy).isNotEqualTo(socket.intValue());
    assertThat(inode(copy)).isEqualTo(inode(socket.intValue()));
    socket.close();
    FileDescriptor own = new FileDescriptor(copy);
    assertThat(inode(copy)).startsWith("socket:");
    own.close();
  }

  @Test
  void of_what_is_no_descriptor_there_is_none() {
    assertThatThrownBy(() -> SocketCopy.of(new FileDescriptor(Integer.MAX_VALUE)))
        .isInstanceOf(IOException.class);
  }

  private static String inode(int descriptor) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
  }
}
