package id.gerbang.radius;

import static id.gerbang.radius.BadInput.ACCEPT;
import static id.gerbang.radius.BadInput.MALFORMED;
import static id.gerbang.radius.BadInput.REJECT;
import static id.gerbang.radius.BadInput.RESPONSE;
import static id.gerbang.radius.BadInput.line;
import static id.gerbang.radius.OddRequests.finish;
import static id.gerbang.radius.OddRequests.login;
import static id.gerbang.radius.OddRequests.named;
import static id.gerbang.radius.OddRequests.of;
import static id.gerbang.radius.OddRequests.report;

import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.Packets;
import java.util.ArrayList;
import java.util.List;

/** Genuine packets with odd contents: credentials, names, what is ignored, accounting. */
final class BadContents {

  private BadContents() {}

  static List<BadInput> lines() {
    List<BadInput> lines = new ArrayList<>();
    lines.addAll(credentials());
    lines.addAll(names());
    lines.addAll(ignored());
    lines.addAll(accounting());
    return lines;
  }

  private static List<BadInput> credentials() {
    String msChap1 = "1a3a00000137" + "0134" + "01".repeat(50);
    String msChap2 = "1a3a00000137" + "1934" + "01".repeat(50);
    String challenge = "1a1800000137" + "0b12" + "02".repeat(16);
    return List.of(
        line("PAP", false, finish(named("budi").pap("rahasia", Isp.SECRET)), ACCEPT),
        line("CHAP", false, finish(named("budi").chap("rahasia")), ACCEPT),
        line("no password", false, finish(named("budi")), REJECT),
        line("a wrong one", false, finish(named("budi").pap("x", Isp.SECRET)), REJECT),
        line("of 0 octets", false, finish(named("budi").hex("0202")), REJECT),
        line("of 15", false, finish(named("budi").hex("0211" + "00".repeat(15))), REJECT),
        line("of 17", false, finish(named("budi").hex("0213" + "00".repeat(17))), REJECT),
        line("of 144", false, finish(named("budi").hex("0292" + "00".repeat(144))), REJECT),
        line("PAP twice", false, finish(login().pap("rahasia", Isp.SECRET)), REJECT),
        line("PAP beside CHAP", false, finish(login().chap("rahasia")), REJECT),
        line("CHAP of 16", false, finish(named("budi").hex("0312" + "00".repeat(16))), REJECT),
        line("CHAP of 18", false, finish(named("budi").hex("0314" + "00".repeat(18))), REJECT),
        line("MS-CHAP without a challenge", false, finish(named("budi").hex(msChap1)), REJECT),
        line("MS-CHAPv2 without a challenge", false, finish(named("budi").hex(msChap2)), REJECT),
        line("both", false, finish(named("budi").hex(msChap1 + msChap2 + challenge)), REJECT),
        line(
            "MS-CHAP with 16 octets of challenge",
            false,
            finish(named("budi").hex(msChap1 + challenge)),
            REJECT),
        line(
            "MS-CHAPv2 of 49 octets",
            false,
            finish(named("budi").hex("1a3900000137" + "1933" + "01".repeat(49) + challenge)),
            REJECT));
  }

  private static List<BadInput> names() {
    List<BadInput> lines = new ArrayList<>();
    lines.add(
        line("no name", false, finish(of(Code.ACCESS_REQUEST).pap("rahasia", Isp.SECRET)), REJECT));
    lines.add(line("the name twice", false, finish(login().text(1, "budi")), REJECT));
    for (String hex :
        new String[] {
          "",
          "62756469" + "00",
          "62756469" + "00" + "61",
          "62756469" + "0a",
          "62756469" + "1b5b326a",
          "62756469" + "c280",
          "62756469" + "ff",
          "62756469" + "c0af",
          "62756469" + "eda080",
          "20" + "62756469",
          "62756469" + "20",
          "42554449",
          "efbd82756469",
        }) {
      byte[] name = Packets.octets(hex);
      lines.add(
          line(
              "the name 0x" + hex,
              false,
              finish(of(Code.ACCESS_REQUEST).octets(1, name).pap("rahasia", Isp.SECRET)),
              REJECT));
    }
    for (String text :
        new String[] {
          "' OR 1=1 --", "${jndi:ldap://x/y}", "%s%n", "<script>", "=cmd|' /C calc'!A0"
        }) {
      lines.add(
          line("the name " + text, false, finish(named(text).pap("rahasia", Isp.SECRET)), REJECT));
    }
    return lines;
  }

  private static List<BadInput> ignored() {
    return List.of(
        line("an unknown attribute", false, finish(login().hex("c803aa")), ACCEPT),
        line("extended types", false, finish(login().hex("f105010203f603aa")), ACCEPT),
        line("an unknown vendor", false, finish(login().hex("1a0900ffffff0103aa")), ACCEPT),
        line("a broken Vendor-Specific", false, finish(login().hex("1a0900003a8c01ffaa")), ACCEPT),
        line("one of 3 octets", false, finish(login().hex("1a05000001")), ACCEPT),
        line(
            "another's name as vendor 0",
            false,
            finish(login().hex("1a0c00000000010673697469")),
            ACCEPT),
        line(
            "the name as vendor 0 alone",
            false,
            finish(
                of(Code.ACCESS_REQUEST).hex("1a0c00000000010662756469").pap("rahasia", Isp.SECRET)),
            REJECT),
        line("Framed-Protocol of 3 octets", false, finish(login().hex("0705000001")), ACCEPT),
        line("another router's NAS-IP-Address", false, finish(login().hex("04067f420202")), ACCEPT),
        line("its NAS-Identifier", false, finish(login().text(32, "BRAS-2")), ACCEPT));
  }

  private static List<BadInput> accounting() {
    return List.of(
        line("no status", true, finish(of(4).text(1, "budi").text(44, "s1")), MALFORMED),
        line(
            "a status of 3 octets",
            true,
            finish(of(4).hex("2805000001").text(44, "s1")),
            MALFORMED),
        line("no session id", true, finish(of(4).integer(40, 1).text(1, "budi")), MALFORMED),
        line("an empty one", true, finish(of(4).integer(40, 1).hex("2c02")), MALFORMED),
        line("Accounting-On without one", true, finish(of(4).integer(40, 7)), RESPONSE),
        line("an unknown status", true, finish(of(4).integer(40, 99).text(44, "s1")), RESPONSE),
        line("a Stop of no session", true, finish(of(4).integer(40, 2).text(44, "s2")), RESPONSE),
        line(
            "an Interim of no session",
            true,
            finish(of(4).integer(40, 3).text(44, "s3")),
            RESPONSE),
        line(
            "counters of 2^64 - 1",
            true,
            finish(
                of(4)
                    .integer(40, 3)
                    .text(44, "s4")
                    .integer(42, -1)
                    .integer(52, -1)
                    .integer(46, -1)),
            RESPONSE),
        line("Event-Timestamp 0", true, finish(report().integer(55, 0)), RESPONSE),
        line("Event-Timestamp 2106", true, finish(report().integer(55, -1)), RESPONSE),
        line("Acct-Delay-Time of years", true, finish(report().integer(41, -1)), RESPONSE),
        line("a counter of 3 octets", true, finish(report().hex("2a05000001")), RESPONSE),
        line(
            "a name with NUL and no UTF-8",
            true,
            finish(of(4).integer(40, 1).text(44, "odd").hex("010800ff62756469")),
            RESPONSE));
  }
}
