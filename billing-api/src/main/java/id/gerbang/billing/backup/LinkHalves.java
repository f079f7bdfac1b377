package id.gerbang.billing.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.billing.mend.RouterItem;
import id.gerbang.billing.mend.Wanted;
import id.gerbang.billing.mend.Wanted.Own;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Both halves of a link as their routers are to have them, and as they are to be without it
 * (routeros-provisioning, sections 4.2 to 4.4 and 4.9).
 *
 * @param others branches of the VLAN whose halves stand on the POP
 * @param mode who answers the link's own login
 * @param server how the POP's SSTP server is to find logins
 */
record LinkHalves(BackupLink link, List<BackupLink> others, LoginMode mode, LoginMode server) {

  /**
   * What is there once the half is made.
   *
   * @param renewsSecrets the router may have another password than the login has now
   */
  Wanted made(Side side, Password password, boolean renewsSecrets) {
    Tunnel tunnel = link.tunnel();
    if (side == Side.CUSTOMER) {
      return new Wanted(
          new CustomerHalf(tunnel, password)
              .commands().stream().map(RouterOsCommand::item).toList(),
          customersOwn(tunnel),
          LinkMenus.SETTABLE,
          LinkClashes.atCustomer(tunnel),
          renewsSecrets);
    }
    List<RouterItem> items = new ArrayList<>();
    // A horizon that was asked with this branch holds for those before it.
    others.forEach(other -> items.add(half(other).eoipPort().item()));
    items.addAll(new PopHalf(tunnel, password, mode).items(server));
    return new Wanted(
        items, popsOwn(tunnel), LinkMenus.SETTABLE, LinkClashes.atPop(tunnel), renewsSecrets);
  }

  /** What is there once it is gone: what other branches of the VLAN need. */
  Wanted gone(Side side) {
    Tunnel tunnel = link.tunnel();
    if (side == Side.CUSTOMER) {
      return new Wanted(List.of(), customersOwn(tunnel), LinkMenus.SETTABLE, List.of(), false);
    }
    List<RouterItem> shared =
        others.isEmpty()
            ? List.of()
            : half(link).ofVlan().stream().map(RouterOsCommand::item).toList();
    return new Wanted(shared, popsOwn(tunnel), LinkMenus.SETTABLE, List.of(), false);
  }

  private static PopHalf half(BackupLink link) {
    return new PopHalf(link.tunnel(), Password.NONE, link.loginMode());
  }

  private static List<Own> popsOwn(Tunnel tunnel) {
    Tunnel first = tunnel.first();
    return List.of(
        new Own(LinkMenus.PORT, first.comment("port-vlan")),
        new Own(LinkMenus.PORT, tunnel.comment("port-eoip")),
        new Own(LinkMenus.BRIDGE, first.comment("bridge")),
        new Own(LinkMenus.EOIP, tunnel.comment("eoip")),
        new Own(LinkMenus.SECRET, tunnel.comment("secret")),
        new Own(LinkMenus.VLAN, first.comment("vlan")));
  }

  private static List<Own> customersOwn(Tunnel tunnel) {
    return List.of(
        new Own(LinkMenus.PORT, tunnel.comment("port-lan")),
        new Own(LinkMenus.PORT, tunnel.comment("port-eoip")),
        new Own(LinkMenus.BRIDGE, tunnel.comment("bridge")),
        new Own(LinkMenus.EOIP, tunnel.comment("eoip")),
        new Own(LinkMenus.SSTP, tunnel.comment("sstp")));
  }

  /** Tells a side as it is to be from one that was made of other values. */
  static String madeOf(BackupLink link, Side side, LoginMode mode) {
    Tunnel tunnel = link.tunnel().withoutHorizon();
    String text =
        switch (side) {
          case POP -> new PopHalf(tunnel, Password.NONE, mode).first().text();
          case CUSTOMER ->
              new CustomerHalf(tunnel, Password.NONE).script(RouterOsVersion.V7).text();
          case UPE -> WorkOrder.commands(link);
        };
    boolean hasPassword = side == Side.CUSTOMER || (side == Side.POP && mode == LoginMode.SECRET);
    return sha256(hasPassword ? text + link.credentialVersion() : text);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
