package id.gerbang.radius;

import static id.gerbang.radius.BadInput.ACCEPT;
import static id.gerbang.radius.BadInput.MALFORMED;
import static id.gerbang.radius.BadInput.REJECT;
import static id.gerbang.radius.BadInput.RESPONSE;
import static id.gerbang.radius.BadInput.UNSIGNED;
import static id.gerbang.radius.BadInput.line;
import static id.gerbang.radius.OddRequests.STRICT;
import static id.gerbang.radius.OddRequests.finish;
import static id.gerbang.radius.OddRequests.login;
import static id.gerbang.radius.OddRequests.named;
import static id.gerbang.radius.OddRequests.of;
import static id.gerbang.radius.OddRequests.report;

import id.gerbang.radius.packet.Code;
import id.gerbang.radius.packet.RawRequest;
import id.gerbang.radius.packet.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Packets that are none, or nobody's: form, code, and what proves from whom they are. */
final class BadForms {

  private static final String STRANGER = "127.66.2.9";

  private BadForms() {}

  static List<BadInput> lines() {
    List<BadInput> lines = new ArrayList<>();
    lines.addAll(form());
    lines.addAll(authenticity());
    return lines;
  }

  private static List<BadInput> form() {
    List<BadInput> lines = new ArrayList<>();
    byte[] login = finish(login());
    byte[] report = finish(report());
    for (boolean accounting : new boolean[] {false, true}) {
      byte[] sound = accounting ? report : login;
      String answered = accounting ? RESPONSE : ACCEPT;
      lines.add(
          new BadInput("an unknown router", STRANGER, accounting, sound, "silent unknown_router"));
      lines.add(
          new BadInput("nothing", STRANGER, accounting, new byte[0], "silent unknown_router"));
      lines.add(line("nothing", accounting, new byte[0], MALFORMED));
      lines.add(line("19 octets", accounting, Arrays.copyOf(sound, 19), MALFORMED));
      lines.add(line("Length 19", accounting, length(sound, 19), MALFORMED));
      lines.add(
          line("Length past the datagram", accounting, length(sound, sound.length + 1), MALFORMED));
      lines.add(
          line("Length 4097", accounting, length(Arrays.copyOf(sound, 5_000), 4_097), MALFORMED));
      lines.add(
          line(
              "octets after Length",
              accounting,
              Arrays.copyOf(finish(accounting ? report() : login()), sound.length + 8),
              answered));
      for (int code : new int[] {0, 2, 3, 5, 11, 13, 40, 43, 255, accounting ? 1 : 4}) {
        byte[] wrong = sound.clone();
        wrong[0] = (byte) code;
        lines.add(line("code " + code, accounting, wrong, "silent wrong_code"));
      }
      for (Map.Entry<String, String> broken :
          Map.of(
                  "attribute length 0", "0b00",
                  "attribute length 1", "0b01",
                  "attribute past the end", "0b0441",
                  "one spare octet", "0b",
                  "attribute type 0", "000441")
              .entrySet()) {
        byte[] octets = finish((accounting ? report() : login()).hex(broken.getValue()));
        lines.add(line(broken.getKey(), accounting, octets, MALFORMED));
      }
      int own = accounting ? 3 : 2;
      lines.add(
          line(
              "250 attributes",
              accounting,
              finish((accounting ? report() : login()).hex("0b02".repeat(250 - own))),
              answered));
      lines.add(
          line(
              "251 attributes",
              accounting,
              finish((accounting ? report() : login()).hex("0b02".repeat(251 - own))),
              MALFORMED));
    }
    return lines;
  }

  private static List<BadInput> authenticity() {
    byte[] forgedLogin = finish(login().signature());
    forgedLogin[forgedLogin.length - 1] ^= 1;
    byte[] forgedReport = finish(report());
    forgedReport[forgedReport.length - 1] ^= 1;
    return List.of(
        line("Message-Authenticator", false, finish(login().signature()), ACCEPT),
        line("a wrong one", false, forgedLogin, "silent bad_authenticator"),
        line(
            "one of another secret",
            false,
            login().signature().finish(Secret.of("other")),
            "silent bad_authenticator"),
        line("one of 15 octets", false, finish(login().hex("5011" + "00".repeat(15))), MALFORMED),
        line("one of 17 octets", false, finish(login().hex("5013" + "00".repeat(17))), MALFORMED),
        line("two", false, finish(login().signature().signature()), MALFORMED),
        new BadInput("none, but required", STRICT, false, finish(login()), UNSIGNED),
        line(
            "Proxy-State without",
            false,
            finish(login().hex("2104aabb")),
            "silent proxy_state_unsigned"),
        line("Proxy-State with", false, finish(login().hex("2104aabb").signature()), ACCEPT),
        line("EAP without", false, finish(eap()), UNSIGNED),
        line("EAP with", false, finish(eap().signature()), REJECT),
        line("EAP beside PAP", false, finish(login().hex("4f070201000501").signature()), MALFORMED),
        line("EAP beside CHAP", false, finish(eap().chap("rahasia").signature()), MALFORMED),
        line("Status-Server", false, finish(status().signature()), ACCEPT),
        line("Status-Server without", false, finish(status()), UNSIGNED),
        line(
            "too many Proxy-State to echo",
            false,
            finish(login().hex(("21fa" + "55".repeat(248)).repeat(16)).signature()),
            MALFORMED),
        line("Request Authenticator wrong", true, forgedReport, "silent bad_authenticator"),
        line(
            "Message-Authenticator wrong",
            true,
            finish(report().hex("5012" + "00".repeat(16))),
            "silent bad_authenticator"),
        line("Message-Authenticator", true, finish(report().signature()), RESPONSE),
        new BadInput("none, where logins require it", STRICT, true, finish(report()), RESPONSE),
        line("Proxy-State without", true, finish(report().hex("2104aabb")), RESPONSE),
        line("EAP without", true, finish(report().hex("4f070201000501")), RESPONSE),
        line("Status-Server", true, finish(status().signature()), RESPONSE),
        line("Status-Server without", true, finish(status()), UNSIGNED));
  }

  private static RawRequest eap() {
    return named("budi").hex("4f070201000501");
  }

  private static RawRequest status() {
    return of(Code.STATUS_SERVER);
  }

  private static byte[] length(byte[] packet, int length) {
    byte[] changed = packet.clone();
    changed[2] = (byte) (length >> 8);
    changed[3] = (byte) length;
    return changed;
  }
}
