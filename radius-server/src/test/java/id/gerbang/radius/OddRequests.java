package id.gerbang.radius;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.RawRequest;
import java.nio.file.Path;
import java.time.Clock;

/** An ISP to which others send what they like, and what they begin with: sound requests. */
final class OddRequests {

  static final String LENIENT = "127.66.2.1";
  static final String STRICT = "127.66.2.2";

  private OddRequests() {}

  /** Budi and siti may log in; joko has not paid, and may not. */
  static Isp open(Path directory) throws Exception {
    Isp isp = new Isp(directory, Clock.systemUTC());
    isp.router(1, LENIENT, "off", 3799);
    isp.router(2, STRICT, "require", 3799);
    isp.subscriber(1, "budi", "rahasia");
    isp.subscriber(2, "siti", "rahasia");
    isp.subscriber(3, "joko", "rahasia");
    isp.update(
        "UPDATE subscription SET unpaid_since = now(), unpaid_action = 'suspend' WHERE id = 3");
    isp.awaitSubscribers(3);
    try (Nas nas = new Nas(STRICT)) {
      isp.awaitLetIn(nas, "budi", "rahasia");
    }
    return isp;
  }

  static RawRequest of(int code) {
    return RawRequest.of(code);
  }

  static RawRequest named(String name) {
    return of(Code.ACCESS_REQUEST).text(Attribute.USER_NAME, name);
  }

  static RawRequest login() {
    return named("budi").pap("rahasia", Isp.SECRET);
  }

  static RawRequest report() {
    return of(Code.ACCOUNTING_REQUEST)
        .integer(Attribute.ACCT_STATUS_TYPE, 1)
        .text(Attribute.ACCT_SESSION_ID, "81000001")
        .text(Attribute.USER_NAME, "budi");
  }

  static byte[] finish(RawRequest request) {
    return request.finish(Isp.SECRET);
  }
}
