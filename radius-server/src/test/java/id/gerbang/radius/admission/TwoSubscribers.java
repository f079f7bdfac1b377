package id.gerbang.radius.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import id.gerbang.radius.Dial;
import id.gerbang.radius.Isp;
import id.gerbang.radius.MovableClock;
import id.gerbang.radius.Nas;
import id.gerbang.radius.TryRouter;
import id.gerbang.radius.auth.Login;
import id.gerbang.radius.auth.Method;
import id.gerbang.radius.auth.Password;
import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.MikroTik;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RequestWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** An ISP with one router and two subscribers who may log in with `rahasia`: `budi` and `siti`. */
final class TwoSubscribers implements AutoCloseable {

  static final String HOME = "4C:5E:0C:11:22:33";
  static final String OTHER = "4C:5E:0C:11:22:44";
  static final String ROUTER = "127.66.17.1";

  /** Within this long a change of facts is known. */
  private static final SecureRandom RANDOM = new SecureRandom();

  final MovableClock clock = new MovableClock(Clock.systemUTC().instant());
  final Isp isp;
  final Nas nas;
  final Nas coa;

  TwoSubscribers(Path directory) throws Exception {
    isp = new Isp(directory, clock);
    coa = new Nas(ROUTER);
    isp.router(1, ROUTER, "off", coa.address().getPort());
    nas = new Nas(ROUTER);
    isp.subscriber(1, "budi", "rahasia");
    isp.subscriber(2, "siti", "rahasia");
    isp.awaitSubscribers(2);
    isp.awaitLetIn(nas, "siti", "rahasia");
  }

  /** Budi, from this station on this port of the router. */
  Dial dial(String station, int port) {
    return new Dial(isp.radius(), nas, "budi", station, port);
  }

  /** Siti, from elsewhere. */
  Dial siti() {
    return new Dial(isp.radius(), nas, "siti", OTHER, 9);
  }

  /** What a trial of this login says; it comes from the address of `try`. */
  RadiusPacket trial(String station, String password) throws Exception {
    return trial(
        RequestWriter.accessRequest(1, RANDOM).text(Attribute.CALLING_STATION_ID, station),
        password);
  }

  /** The same on one router. */
  RadiusPacket trialOn(String router) throws Exception {
    return trial(
        RequestWriter.accessRequest(1, RANDOM).text(Attribute.NAS_IDENTIFIER, router), "rahasia");
  }

  private RadiusPacket trial(RequestWriter of, String password) throws Exception {
    try (Nas own = new Nas(TryRouter.ADDRESS)) {
      byte[] request =
          new Login("budi".getBytes(UTF_8), Password.of(password), RANDOM)
              .addTo(of, Method.PAP, isp.trySecret())
              .finish(isp.trySecret());
      return Packets.packet(own.ask(isp.radius().authPort(), request));
    }
  }

  /** Gives both the plan that lets so many sessions in. */
  void limit(int sharedUsers, String onLimit) throws Exception {
    isp.update(
        "INSERT INTO plan_version (plan_id, version, price, shared_users, on_limit)"
            + " VALUES (1, 2, 150000, ?, ?)",
        sharedUsers,
        onLimit);
    isp.update("UPDATE plan SET current_version = 2");
    await()
        .until(
            () ->
                isp.login(nas, "siti", "rahasia")
                    .vendorText(MikroTik.VENDOR, MikroTik.RATE_LIMIT)
                    .isEmpty());
    clock.move(Duration.ofMinutes(1));
  }

  void awaitOpen(int sessions) {
    await().until(() -> isp.metric("gerbang_radius_sessions_open") == sessions);
  }

  @Override
  public void close() {
    nas.close();
    coa.close();
    isp.close();
  }
}
