package id.gerbang.routeros;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What routers said to others: sentences that other clients' test suites, published traces and the
 * manual's examples have, octet by octet.
 */
class RecordedSentencesTest {

  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest
  @CsvSource({
    // EvilFreelancer/routeros-api-php, tests/APILengthCoDecTest
    "0x39, 39",
    "0x1c42, 9c42",
    "0xad73b, cad73b",
    "0x5ad736b, e5ad736b",
    "0x10d4ef9c3, f10d4ef9c3",
    "0x7ffffffff, f7ffffffff",
    // go-routeros/routeros, proto/reader_test
    "0x87, 8087",
    "0x4321, c04321",
    "0x2acdef, e02acdef",
    "0x10000080, f010000080",
    // luqasz/librouteros, tests/unit/conftest
    "0x82, 8082",
    "0x1ffff4, dffff4",
    "0xffffff0, effffff0",
    // socialwifi/RouterOS-api, tests/test_base_api
    "0x12c, 812c",
    "0x4268, c04268"
  })
  void lengths_are_what_other_clients_read(String length, String hex) throws IOException {
    assertThat(Sentence.length(new ByteArrayInputStream(HEX.parseHex(hex))))
        .isEqualTo(Long.decode(length));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // a fork of mikronode, its test of decodePackets: the first of a router's routes, RouterOS
        // 6
        "!re | mikrotikcn117-1 | {.id=*30000004, dst-address=0.0.0.0/0, gateway=192.168.222.1,"
            + " gateway-status=192.168.222.1 reachable via  ether1, distance=1, scope=30,"
            + " target-scope=10, vrf-interface=ether1, active=true, dynamic=true, static=true,"
            + " disabled=false} | 03217265142e7461673d6d696b726f74696b636e3131372d310e3d2e69643d2a"
            + "3330303030303034163d6473742d616464726573733d302e302e302e302f30163d676174657761793d31"
            + "39322e3136382e3232322e31333d676174657761792d7374617475733d3139322e3136382e3232322e31"
            + "20726561636861626c652076696120206574686572310b3d64697374616e63653d31093d73636f70653d"
            + "3330103d7461726765742d73636f70653d3130153d7672662d696e746572666163653d6574686572310c"
            + "3d6163746976653d747275650d3d64796e616d69633d747275650c3d7374617469633d747275650f3d64"
            + "697361626c65643d66616c736500",
        // MikroTik's manual: /system/package/getall, /user/active/listen, an OID, a challenge
        "!re | '' | {.id=*5802, disabled=no, name=routeros-x86, version=3.0beta2,"
            + " build-time=oct/18/2006 16:24:41, scheduled=} | 032172650a3d2e69643d2a353830320c3d6469"
            + "7361626c65643d6e6f123d6e616d653d726f757465726f732d783836113d76657273696f6e3d332e3062"
            + "65746132203d6275696c642d74696d653d6f63742f31382f323030362031363a32343a34310b3d736368"
            + "6564756c65643d00",
        "!re | '' | {.id=*68, .dead=yes} | 03217265083d2e69643d2a36380a3d2e646561643d79657300",
        "!re | '' | {uptime=01:22:53, cpu-load=0, uptime.oid=.1.3.6.1.2.1.1.3.0,"
            + " cpu-load.oid=.1.3.6.1.2.1.25.3.3.1.2.1} | 03217265103d757074696d653d30313a32323a3533"
            + "0b3d6370752d6c6f61643d301e3d757074696d652e6f69643d2e312e332e362e312e322e312e312e332e"
            + "30273d6370752d6c6f61642e6f69643d2e312e332e362e312e322e312e32352e332e332e312e322e3100",
        "!done | '' | {ret=856780b7411eefd3abadee2058c149a3} | 0521646f6e65253d7265743d383536373830"
            + "623734313165656664336162616465653230353863313439613300",
        // MikroTik's wiki, "API multiplatform from townet": a misspelt menu is refused twice
        "!trap | '' | {category=0, message=no such command or directory (adress)} | 052174726170"
            + "0b3d63617465676f72793d302e3d6d6573736167653d6e6f207375636820636f6d6d616e64206f722064"
            + "69726563746f727920286164726573732900",
        "!trap | '' | {message=no such command prefix} | 0521747261701f3d6d6573736167653d6e6f2073"
            + "75636820636f6d6d616e642070726566697800",
        // socialwifi/RouterOS-api, issue 102: 7.18
        "!empty | 5 | {} | 0621656d707479062e7461673d3500",
        // go-routeros/routeros, proto/sentence_test and proto_test
        "!re | '' | {tx-byte=123456789, only-key=} | 03217265123d74782d627974653d313233343536373839"
            + "093d6f6e6c792d6b657900",
        "!re | l1 | {address=1.2.3.4/32} | 03217265072e7461673d6c31133d616464726573733d312e322e332e"
            + "342f333200"
      })
  void sentences_are_what_was_said(String reply, String tag, String values, String hex)
      throws IOException {
    Sentence sentence = Sentence.read(new ByteArrayInputStream(HEX.parseHex(hex)));
    assertThat(sentence.reply()).isEqualTo(reply);
    assertThat(sentence.tag()).isEqualTo(tag);
    assertThat(sentence.row().values().toString()).isEqualTo(values);
  }
}
