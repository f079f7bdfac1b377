package id.gerbang.billing.condition;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.condition.Told.Kind;
import id.gerbang.billing.condition.Told.Reach;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What technicians copy from terminals of RouterOS 6 and 7, as it comes. */
class TerminalReaderTest {

  private static final String V6 =
      """
      [admin@CABANG-3067] > /interface lte print
      Flags: X - disabled, R - running\s
       0  R name="lte1" mtu=1480 mac-address=02:1E:10:1F:00:00 pin="" apn-profiles=default\s
            allow-roaming=no network-mode=auto\s
      [admin@CABANG-3067] > /interface lte info lte1 once
                 pin-status: ok
        registration-status: registered
              functionality: full
               manufacturer: "Huawei Technologies Co., Ltd."
                      model: "ME909s-120"
           current-operator: TELKOMSEL
                        lac: 7652
          access-technology: Evolved 3G (LTE)
             session-uptime: 1h11m22s
                       imei: 355654092401974
                     earfcn: 1300 (band 3, bandwidth 20Mhz)
                       rsrp: -96dBm
                       rsrq: -5.5dB
                       rssi: -67dBm
                       sinr: 17dB
      [admin@CABANG-3067] > /ip address print
      Flags: X - disabled, I - invalid, D - dynamic\s
       #   ADDRESS            NETWORK         INTERFACE
       0   192.168.88.1/24    192.168.88.0    ether2
       1 D 100.72.14.5/32     100.72.14.5     lte1
      [admin@CABANG-3067] > /ping google.com count=4
        SEQ HOST                                     SIZE TTL TIME  STATUS
          0 142.251.12.100                             56 106 35ms
          1 142.251.12.100                             56 106 41ms
          2 142.251.12.100                                         timeout
          3 142.251.12.100                             56 106 38ms
          sent=4 received=3 packet-loss=25% min-rtt=35ms avg-rtt=38ms max-rtt=41ms
      """;

  private static final String V7 =
      """
      [admin@CABANG] > /interface/lte/print
      Flags: R - RUNNING
      Columns: NAME, MTU, APN-PROFILES
      #   NAME      MTU  APN-PROFILES
      0 R ANDROMAX  1500  default
      [admin@CABANG] > /interface/lte/monitor 0 once
                  status: registered
                   model: EC200A
        current-operator: 51010
              data-class: LTE
                    rssi: -82dBm
                    rsrp: -93dBm
                    rsrq: -9dB
                    sinr: 13dB
      [admin@CABANG] > /ip/address/print
      Flags: D - DYNAMIC
      Columns: ADDRESS, NETWORK, INTERFACE
      #   ADDRESS           NETWORK       INTERFACE
      0   192.168.88.1/24   192.168.88.0  bridge
      1 D 36.68.12.7/30     36.68.12.4    ANDROMAX
      [admin@CABANG] > /ping google.com count=2
        SEQ HOST            SIZE TTL TIME       STATUS
          0 142.251.12.100    56 106 34ms826us
          1 142.251.12.100    56 106 36ms74us
          sent=2 received=2 packet-loss=0% min-rtt=34ms826us avg-rtt=35ms450us
         max-rtt=36ms74us
      """;

  @Test
  void all_of_version_6_is_read() {
    Told told = TerminalReader.read(V6);
    assertThat(told.modem()).isEqualTo(new Told.Modem(Kind.LTE, "lte1", true));
    assertThat(told.status()).isEqualTo("registered");
    assertThat(told.operator()).isEqualTo("TELKOMSEL");
    assertThat(told.technology()).isEqualTo("Evolved 3G (LTE)");
    assertThat(told.model()).isEqualTo("ME909s-120");
    assertThat(told.address()).isEqualTo(new Told.Address(Reach.CGNAT, "100.72.14.5"));
    assertThat(told.signal()).hasToString("Signal[rssi=-67, rsrp=-96, rsrq=-5.5, sinr=17]");
    assertThat(told.ping())
        .hasToString(
            "Ping[target=google.com, resolved=true, sent=4, received=3, min=35.000, mean=38.000,"
                + " max=41.000]");
    assertThat(Note.of(told)).containsExactly(Note.ADDRESS_IS_CGNAT, Note.LOSS);
  }

  @Test
  void all_of_version_7_is_read() {
    Told told = TerminalReader.read(V7);
    assertThat(told.modem()).isEqualTo(new Told.Modem(Kind.LTE, "ANDROMAX", true));
    assertThat(told.operator()).isEqualTo("51010");
    assertThat(told.technology()).isEqualTo("LTE");
    assertThat(told.address()).isEqualTo(new Told.Address(Reach.PUBLIC, "36.68.12.7"));
    assertThat(told.signal()).hasToString("Signal[rssi=-82, rsrp=-93, rsrq=-9, sinr=13]");
    assertThat(told.ping().received()).isEqualTo(2);
    assertThat(told.ping().mean()).isEqualByComparingTo("35.450");
    assertThat(Note.of(told)).isEmpty();
  }

  @Test
  void line_ends_colours_tabs_and_the_pager_change_nothing() {
    for (String text : List.of(V6, V7)) {
      Told plain = TerminalReader.read(text);
      String coloured =
          text.replace("rsrp:", "\u001b[36mrsrp\u001b[m:")
              .replace("[admin@", "\u001b]0;x\u0007\r[admin@")
              .replace("lac:", "-- [Q quit|D dump|down]\n lac:");
      assertThat(TerminalReader.read(text.replace("\n", "\r\n"))).isEqualTo(plain);
      assertThat(TerminalReader.read(coloured)).isEqualTo(plain);
      assertThat(TerminalReader.read(text.replaceAll("(?m)^", "\t"))).isEqualTo(plain);
    }
  }

  @Test
  void prompts_and_commands_may_be_left_out_of_what_is_copied() {
    Told told = TerminalReader.read(V6.replaceAll("(?m)^\\[admin.*\\R", ""));
    assertThat(told)
        .usingRecursiveComparison()
        .ignoringFields("ping.target")
        .isEqualTo(TerminalReader.read(V6));
    assertThat(told.ping().target()).isEqualTo("142.251.12.100");
  }

  @Test
  void what_was_not_told_is_absent_and_never_nought() {
    Told told = TerminalReader.read("rsrp: -101dBm rsrq: n/a sinr: -2.5dB\n");
    assertThat(told.signal()).hasToString("Signal[rssi=null, rsrp=-101, rsrq=null, sinr=-2.5]");
    assertThat(told.modem()).isEqualTo(new Told.Modem(Kind.LTE, null, null));
    assertThat(told.operator()).isNull();
    assertThat(told.address()).isNull();
    assertThat(told.ping()).isNull();
    assertThat(Note.of(told)).containsExactly(Note.SIGNAL_TOO_WEAK);
    Told nothing = TerminalReader.read("sudah dicoba, tidak bisa");
    assertThat(nothing)
        .hasToString(
            "Told[modem=null, status=null, operator=null, technology=null, model=null,"
                + " address=null, signal=Signal[rssi=null, rsrp=null, rsrq=null, sinr=null],"
                + " ping=null]");
  }

  @Test
  void a_list_without_a_modem_is_another_thing_than_no_list() {
    Told told =
        TerminalReader.read(
            """
            [admin@X] > /interface lte print
            Flags: X - disabled, R - running
            [admin@X] > /ip address print
             #   ADDRESS            NETWORK         INTERFACE
             0   192.168.88.1/24    192.168.88.0    ether2
            """);
    assertThat(told.modem().kind()).isEqualTo(Kind.NONE);
    assertThat(told.address().reach()).isEqualTo(Reach.NONE);
    assertThat(Note.of(told)).containsExactly(Note.NO_MODEM);
  }

  @Test
  void a_modem_without_an_address_is_said_so() {
    Told told = TerminalReader.read(V6.replaceAll(" 1 D 100.*\\R", ""));
    assertThat(told.address().reach()).isEqualTo(Reach.NONE);
    assertThat(Note.of(told)).contains(Note.NO_ADDRESS);
  }

  @Test
  void a_serial_modem_is_a_ppp_client() {
    Told told =
        TerminalReader.read(
            """
            [admin@X] > /interface ppp-client print
            Flags: X - disabled, R - running
             0  R name="ppp-out1" max-mtu=1500 max-mru=1500 mrru=disabled port=usb1 data-channel=0
                  apn="internet" pin="1234" user="" password="" profile=default
            [admin@X] > /interface ppp-client info 0
                   modem-status: ready
                     pin-status: no password required
                          model: E160G
               current-operator: INDOSATOOREDOO (cellid 1234)
              access-technology: 3G
                signal-strengh: -75 dBm
            [admin@X] > /ip address print
             0 D address=10.64.3.2/32 network=10.64.64.64 interface=ppp-out1 actual-interface=ppp-out1
            """);
    assertThat(told.modem()).isEqualTo(new Told.Modem(Kind.PPP, "ppp-out1", true));
    assertThat(told.operator()).isEqualTo("INDOSATOOREDOO (cellid 1234)");
    assertThat(told.signal().rssi()).isEqualByComparingTo("-75");
    assertThat(told.address()).isEqualTo(new Told.Address(Reach.PRIVATE, "10.64.3.2"));
    assertThat(Note.of(told)).containsExactly(Note.MODEM_IS_PPP, Note.ADDRESS_IS_PRIVATE);
  }

  @Test
  void a_dongle_that_is_a_router_itself_is_an_ethernet_port() {
    Told told =
        TerminalReader.read(
            """
            [admin@X] > /interface lte print
            Flags: X - disabled, R - running
            [admin@X] > /ip address print
             #   ADDRESS            NETWORK         INTERFACE
             0   192.168.88.1/24    192.168.88.0    bridge
             1 D 192.168.8.100/24   192.168.8.0     ether6
            """);
    assertThat(told.modem()).isEqualTo(new Told.Modem(Kind.ETHERNET, "ether6", null));
    assertThat(told.address()).isEqualTo(new Told.Address(Reach.PRIVATE, "192.168.8.100"));
    assertThat(Note.of(told)).contains(Note.MODEM_IS_ETHERNET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 142.251.12.100  timeout | 1 0",
        "0 10.64.1.1  84 64 2ms  net unreachable | 1 0",
        "0    no route to host | 1 0",
        "0 142.251.12.100 56 106 35ms | 1 1",
        "sent=20 received=0 packet-loss=100% | 20 0",
      })
  void pings_that_are_cut_off_are_counted_by_their_lines(String line, String counted) {
    Told.Ping ping = TerminalReader.read(line).ping();
    assertThat(ping.sent() + " " + ping.received()).isEqualTo(counted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ping google.com\ninvalid value for argument address:\n    invalid value of mac-address",
        "[a@b] > ping google.com\nfailure: dns name does not exist",
        "/ping google.com\nwhile resolving ip address: could not get answer from dns server",
      })
  void a_name_that_is_not_resolved_is_no_loss(String text) {
    Told told = TerminalReader.read(text);
    assertThat(told.ping().resolved()).isFalse();
    assertThat(told.ping().target()).isEqualTo("google.com");
    assertThat(Note.of(told)).containsExactly(Note.NAME_NOT_RESOLVED);
  }

  @ParameterizedTest
  @CsvSource({"searching", "denied", "not registered", "registration denied"})
  void a_modem_without_network_is_said_so(String status) {
    assertThat(Note.of(TerminalReader.read("registration-status: " + status)))
        .containsExactly(Note.NOT_REGISTERED);
  }

  @ParameterizedTest
  @CsvSource({
    "100.64.0.1, CGNAT",
    "100.127.255.254, CGNAT",
    "100.128.0.1, PUBLIC",
    "10.1.2.3, PRIVATE",
    "172.31.0.1, PRIVATE",
    "172.32.0.1, PUBLIC",
    "192.168.8.100, PRIVATE",
    "36.68.12.7, PUBLIC"
  })
  void from_where_an_address_is_reached(String address, Reach reach) {
    assertThat(ModemReader.reach(address)).isEqualTo(reach);
  }

  @ParameterizedTest
  @CsvSource({
    "-65, -80, -10, 20, EXCELLENT",
    "-66, -81, -10.5, 19, GOOD",
    "-76, -91, -16, 12, FAIR",
    "-86, -101, -20.5, -0.5, NONE"
  })
  void signals_have_the_usual_grades(
      String rssi, String rsrp, String rsrq, String sinr, SignalGrade grade) {
    assertThat(SignalGrade.ofRssi(new BigDecimal(rssi))).isEqualTo(grade);
    assertThat(SignalGrade.ofRsrp(new BigDecimal(rsrp))).isEqualTo(grade);
    assertThat(SignalGrade.ofRsrq(new BigDecimal(rsrq))).isEqualTo(grade);
    assertThat(SignalGrade.ofSinr(new BigDecimal(sinr))).isEqualTo(grade);
  }

  @ParameterizedTest
  @ValueSource(strings = {"notes", "notes_id"})
  void every_note_and_grade_has_its_words(String bundle) throws IOException {
    Properties words = new Properties();
    try (InputStream text =
        Note.class.getResourceAsStream("/id/gerbang/billing/condition/" + bundle + ".properties")) {
      words.load(text);
    }
    assertThat(words.stringPropertyNames())
        .containsAll(Arrays.stream(Note.values()).map(Note::code).toList())
        .containsAll(
            Arrays.stream(SignalGrade.values()).map(grade -> "signal." + grade.code()).toList());
  }
}
