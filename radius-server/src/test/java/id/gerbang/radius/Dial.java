package id.gerbang.radius;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Authenticators;
import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Packets;
import id.gerbang.radius.packet.RadiusPacket;
import id.gerbang.radius.packet.RequestWriter;
import java.net.Inet4Address;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A customer's device behind a router: its logins and reports as RouterOS sends them. */
public final class Dial {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AtomicInteger IDENTIFIER = new AtomicInteger();
  private static final int START = 1;
  private static final int STOP = 2;
  private static final int INTERIM = 3;

  private final RadiusService radius;
  private final Nas nas;
  private final String username;
  private final String station;
  private final int port;
  private String sessionClass = "";
  private Optional<Inet4Address> address = Optional.empty();

  public Dial(RadiusService radius, Nas nas, String username, String station, int port) {
    this.radius = radius;
    this.nas = nas;
    this.username = username;
    this.station = station;
    this.port = port;
  }

  public String session() {
    return "8100%04x".formatted(port);
  }

  public RadiusPacket login(String password) throws Exception {
    byte[] request =
        RequestWriter.accessRequest(IDENTIFIER.getAndIncrement() & 0xff, RANDOM)
            .text(Attribute.USER_NAME, username)
            .text(Attribute.CALLING_STATION_ID, station)
            .integer(Attribute.NAS_PORT, port)
            .text(Attribute.ACCT_SESSION_ID, session())
            .integer(Attribute.FRAMED_PROTOCOL, 1)
            .userPassword(password.getBytes(UTF_8), Isp.SECRET)
            .finish(Isp.SECRET);
    RadiusPacket reply = Packets.packet(nas.ask(radius.authPort(), request));
    while (!Authenticators.isReplyGenuine(reply, request, Isp.SECRET)) {
      reply = Packets.packet(nas.hear().octets()); // a late answer to what was asked before
    }
    if (reply.code() == Code.ACCESS_ACCEPT) {
      sessionClass = reply.text(Attribute.CLASS).orElse("");
      address = reply.ipv4(Attribute.FRAMED_IP_ADDRESS);
    }
    return reply;
  }

  public boolean letsIn(String password) throws Exception {
    return login(password).code() == Code.ACCESS_ACCEPT;
  }

  public void start() throws Exception {
    report(START, 0);
  }

  public void interim(int seconds) throws Exception {
    report(INTERIM, seconds);
  }

  public void stop(int seconds) throws Exception {
    report(STOP, seconds);
  }

  private void report(int status, int seconds) throws Exception {
    RequestWriter report =
        RequestWriter.accountingRequest(IDENTIFIER.getAndIncrement() & 0xff)
            .integer(Attribute.ACCT_STATUS_TYPE, status)
            .text(Attribute.ACCT_SESSION_ID, session())
            .text(Attribute.USER_NAME, username)
            .text(Attribute.CALLING_STATION_ID, station)
            .integer(Attribute.NAS_PORT, port)
            .integer(Attribute.ACCT_SESSION_TIME, seconds)
            .text(Attribute.CLASS, sessionClass);
    address.ifPresent(given -> report.ipv4(Attribute.FRAMED_IP_ADDRESS, given));
    assertThat(nas.ask(radius.acctPort(), report.finish(Isp.SECRET))[0])
        .isEqualTo((byte) Code.ACCOUNTING_RESPONSE);
  }
}
