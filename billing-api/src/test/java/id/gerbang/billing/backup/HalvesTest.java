package id.gerbang.billing.backup;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.pop.Ipv4;
import id.gerbang.billing.pop.PopAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The golden texts are the configuration of the first paper, customer 3067. */
class HalvesTest {

  private static final Tunnel PAPER =
      new Tunnel(
          3067,
          1,
          Optional.empty(),
          PopAddress.parse("103.245.179.46/29").orElseThrow(),
          443,
          "ether1",
          "ether2",
          "ether2",
          Ipv4.parse("10.10.10.1").orElseThrow(),
          Ipv4.parse("10.10.10.2").orElseThrow(),
          "USER-3067");
  private static final Password PAPER_PASSWORD = new Password("user3067");

  @Test
  void the_paper_s_values_give_the_paper_s_pop() {
    assertThat(pop(LoginMode.SECRET).first().text()).isEqualTo(golden("pop-secret.rsc"));
  }

  @Test
  void with_radius_a_profile_holds_the_local_address_and_no_secret_is_on_the_pop() {
    String script = pop(LoginMode.RADIUS).first().text();
    assertThat(commands(script)).isEqualTo(golden("pop-radius.rsc"));
    assertThat(script).doesNotContain("/ppp secret").doesNotContain("user3067");
  }

  @Test
  void the_paper_s_values_give_the_paper_s_customer_router() {
    CustomerHalf half = new CustomerHalf(PAPER, PAPER_PASSWORD);
    assertThat(commands(half.script(RouterOsVersion.V7).text())).isEqualTo(golden("customer.rsc"));
    assertThat(half.script(RouterOsVersion.V7).text()).contains("/interface lte monitor 0 once");
    assertThat(half.script(RouterOsVersion.V6).text()).contains("/interface lte info lte1 once");
  }

  @Test
  void a_further_link_adds_what_the_pop_s_links_share_only_where_it_is_absent() {
    assertThat(pop(LoginMode.RADIUS).further().lines())
        .contains(
            ":if ([:len [/ip address find comment=\"isp:gsm:pop:wan\"]] = 0) do={ /ip address add"
                + " address=103.245.179.46/29 interface=ether1 comment=\"isp:gsm:pop:wan\" }",
            ":if ([:len [/ppp profile find comment=\"isp:gsm:pop:profile\"]] = 0) do={ /ppp profile"
                + " add name=gsm-backup local-address=10.10.10.1 change-tcp-mss=yes"
                + " comment=\"isp:gsm:pop:profile\" }");
  }

  @Test
  void removal_goes_by_comment_backwards_and_leaves_what_is_shared() {
    assertThat(pop(LoginMode.SECRET).removal(true).lines())
        .containsExactly(
            "/interface bridge port remove [find comment=\"isp:gsm:3067:port-vlan\"]",
            "/interface bridge port remove [find comment=\"isp:gsm:3067:port-eoip\"]",
            "/interface bridge remove [find comment=\"isp:gsm:3067:bridge\"]",
            "/interface eoip remove [find comment=\"isp:gsm:3067:eoip\"]",
            "/ppp secret remove [find comment=\"isp:gsm:3067:secret\"]",
            "/interface vlan remove [find comment=\"isp:gsm:3067:vlan\"]");
    assertThat(new CustomerHalf(PAPER, PAPER_PASSWORD).removal().lines())
        .containsExactly(
            "/interface bridge port remove [find comment=\"isp:gsm:3067:port-lan\"]",
            "/interface bridge port remove [find comment=\"isp:gsm:3067:port-eoip\"]",
            "/interface bridge remove [find comment=\"isp:gsm:3067:bridge\"]",
            "/interface eoip remove [find comment=\"isp:gsm:3067:eoip\"]",
            "/interface sstp-client remove [find comment=\"isp:gsm:3067:sstp\"]");
  }

  @RepeatedTest(200)
  void the_customer_s_half_mirrors_the_pop_s(RepetitionInfo run) {
    Random random = new Random(run.getCurrentRepetition());
    Tunnel tunnel = anyTunnel(random);
    Password password = new Password(printable(random));
    List<String> pop = new PopHalf(tunnel, password, LoginMode.SECRET).first().lines();
    List<String> customer = new CustomerHalf(tunnel, password).script(RouterOsVersion.V7).lines();

    String popEoip = line(pop, "/interface eoip add");
    String customerEoip = line(customer, "/interface eoip add");
    assertThat(property(customerEoip, "local-address"))
        .isEqualTo(property(popEoip, "remote-address"));
    assertThat(property(customerEoip, "remote-address"))
        .isEqualTo(property(popEoip, "local-address"));
    assertThat(property(customerEoip, "tunnel-id"))
        .isEqualTo(property(popEoip, "tunnel-id"))
        .isEqualTo(property(line(pop, "/interface vlan add"), "vlan-id"));
    assertThat(property(customerEoip, "name")).isEqualTo(property(popEoip, "name"));

    String secret = line(pop, "/ppp secret add");
    String client = line(customer, "/interface sstp-client add");
    assertThat(property(client, "user")).isEqualTo(property(secret, "name"));
    assertThat(property(client, "password")).isEqualTo(property(secret, "password"));
    assertThat(unquoted(property(client, "password"))).isEqualTo(password.clear());
    assertThat(unquoted(property(client, "user"))).isEqualTo(tunnel.username());
    assertThat(property(secret, "local-address")).isEqualTo(property(popEoip, "local-address"));
    assertThat(property(secret, "remote-address")).isEqualTo(property(popEoip, "remote-address"));
    String[] to = unquoted(property(client, "connect-to")).split(":", -1);
    assertThat(property(line(pop, "/ip address add"), "address"))
        .isEqualTo(to[0] + "/" + tunnel.pop().prefix());
    assertThat(line(pop, "/interface sstp-server server set").contains(" port="))
        .isEqualTo(to.length > 1);
    if (to.length > 1) {
      assertThat(property(line(pop, "/interface sstp-server server set"), "port")).isEqualTo(to[1]);
    }
  }

  private static PopHalf pop(LoginMode mode) {
    return new PopHalf(PAPER, PAPER_PASSWORD, mode);
  }

  private static Tunnel anyTunnel(Random random) {
    return new Tunnel(
        1 + random.nextInt(4094),
        1 + random.nextInt(3),
        random.nextBoolean() ? Optional.empty() : Optional.of(1L + random.nextInt(100)),
        new PopAddress(Ipv4.of(random.nextInt()), 1 + random.nextInt(32)),
        random.nextBoolean() ? 443 : 1 + random.nextInt(65_535),
        printable(random),
        printable(random),
        printable(random),
        Ipv4.of(random.nextInt()),
        Ipv4.of(random.nextInt()),
        printable(random));
  }

  private static String printable(Random random) {
    return random
        .ints(1 + random.nextInt(20), 0x20, 0x7f)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** A further branch adds what is its VLAN's only where it is absent. */
  private static String line(List<String> lines, String start) {
    return lines.stream()
        .filter(line -> line.contains(start))
        .map(line -> line.substring(line.indexOf(start)).replaceAll(" }$", ""))
        .findFirst()
        .orElseThrow();
  }

  private static String property(String line, String name) {
    Matcher matcher =
        Pattern.compile(" (\\S+?)=(\"(?:[^\"\\\\]|\\\\.)*\"|[^\" ]+)(?= |$)").matcher(line);
    while (matcher.find()) {
      if (matcher.group(1).equals(name)) {
        return matcher.group(2);
      }
    }
    throw new AssertionError(name + " is not in " + line);
  }

  /** As RouterOS reads it, which the script must say. */
  private static String unquoted(String value) {
    if (!value.startsWith("\"")) {
      return value;
    }
    String inner = value.substring(1, value.length() - 1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c != '\\') {
        text.append(c);
      } else if ("\"\\$".indexOf(inner.charAt(i + 1)) >= 0) {
        text.append(inner.charAt(++i));
      } else {
        text.append((char) Integer.parseInt(inner.substring(i + 1, i + 3), 16));
        i += 2;
      }
    }
    return text.toString();
  }

  private static String commands(String script) {
    return script
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line + "\n")
        .toList()
        .stream()
        .reduce("", String::concat);
  }

  static String golden(String name) {
    try (InputStream text = HalvesTest.class.getResourceAsStream(name)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }
}
