package id.gerbang.billing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Requests that are answered before their bodies have come: octet by octet, as clients send them.
 */
class UnreadBodiesTest {

  private static RunningBilling billing;

  @BeforeAll
  static void open() {
    billing = new RunningBilling(List.of());
  }

  @AfterAll
  static void close() {
    billing.close();
  }

  @Test
  void a_body_that_comes_after_its_answer_is_in_the_way_of_no_further_request() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", billing.service.httpPort())) {
      BufferedReader answers = answers(socket);
      send(socket, head("POST", "/api/v1/plans", "Content-Length: 13\r\n"));
      assertThat(status(answers)).isEqualTo("HTTP/1.1 401 Unauthorized");
      send(socket, "{\"price\": 10}");
      send(socket, head("GET", "/api/v1/plans", ""));
      assertThat(status(answers)).isEqualTo("HTTP/1.1 401 Unauthorized");
    }
  }

  @Test
  void who_is_still_sending_too_much_hears_that_it_is() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", billing.service.httpPort())) {
      int length = 9_000_000;
      send(
          socket,
          head(
              "POST",
              "/api/v1/plans",
              "Authorization: Bearer " + billing.owner + "\r\nContent-Length: " + length + "\r\n"));
      byte[] some = new byte[100_000];
      for (int sent = 0; sent < length; sent += some.length) {
        socket.getOutputStream().write(some);
      }
      assertThat(status(answers(socket))).isEqualTo("HTTP/1.1 413 Payload Too Large");
    }
  }

  /** Which asks first: what is refused is not sent. */
  @Test
  void a_client_that_waits_to_be_asked_for_its_body_is_not_waited_for() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", billing.service.httpPort())) {
      send(socket, head("POST", "/api/v1/plans", "Content-Length: 13\r\nExpect: 100-continue\r\n"));
      BufferedReader answers = answers(socket);
      assertThat(status(answers)).isEqualTo("HTTP/1.1 401 Unauthorized");
      assertThat(answers.readLine()).as("the connection ends").isNull();
    }
  }

  private static String head(String method, String path, String more) {
    return "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n%s\r\n"
        .formatted(method, path, more);
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(US_ASCII));
    out.flush();
  }

  private static BufferedReader answers(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
  }

  /** Of the next answer, which is read whole. */
  private static String status(BufferedReader answers) throws IOException {
    String status = answers.readLine();
    int length = 0;
    for (String line = answers.readLine();
        line != null && !line.isEmpty();
        line = answers.readLine()) {
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    for (int read = 0; read < length; read++) {
      answers.read();
    }
    return status;
  }
}
