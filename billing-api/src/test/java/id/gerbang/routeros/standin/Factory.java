package id.gerbang.routeros.standin;

import java.util.List;
import java.util.Map;

/** What a router has before anyone sets anything. */
final class Factory {

  private static final String READS =
      "local,telnet,ssh,reboot,read,test,winbox,password,web,sniff,sensitive,api,romon";

  private Factory() {}

  static void fill(Tree tree, RouterOsVersion version, int ports, boolean userManager) {
    boolean v7 = version.major() >= 7;
    String rest = v7 ? ",rest-api" : "";
    tree.put("/user/group", Map.of("name", "read", "policy", READS + rest));
    tree.put("/user/group", Map.of("name", "write", "policy", READS + ",write" + rest));
    tree.put("/user/group", Map.of("name", "full", "policy", READS + ",write,ftp,policy" + rest));
    tree.put("/user", Map.of("name", "admin", "group", "full", "comment", "system default user"));
    services(tree);
    for (int i = 1; i <= ports; i++) {
      Row ether =
          tree.put(
              "/interface/ethernet",
              Map.of("name", "ether" + i, "mac-address", "4C:5E:0C:00:00:0" + i));
      ether.state.putAll(Map.of("default-name", "ether" + i, "running", "true"));
    }
    for (String profile : List.of("default", "default-encryption")) {
      Row row = tree.put("/ppp/profile", Map.of("name", profile, "change-tcp-mss", "yes"));
      row.state.put("default", "true");
      row.renumber(profile.equals("default") ? 0 : 0xFFFF_FFFEL);
    }
    tree.named("/ppp/profile", "default-encryption")
        .orElseThrow()
        .values
        .put("use-encryption", "yes");
    tree.put("/ip/hotspot/profile", Map.of("name", "default")).state.put("default", "true");
    tree.put("/interface/lte/apn", Map.of("name", "default")).state.put("default", "true");
    if (v7) {
      tree.put("/routing/table", Map.of("name", "main", "fib", "true"))
          .state
          .put("default", "true");
    }
    if (userManager && v7) {
      tree.put("/user-manager/user/group", Map.of("name", "default")).state.put("default", "true");
    }
    if (userManager && !v7) {
      tree.put("/tool/user-manager/customer", Map.of("login", "admin", "permissions", "owner"));
    }
    system(tree, version, userManager);
  }

  private static void services(Tree tree) {
    Map<String, String> ports =
        Map.of(
            "telnet", "23", "ftp", "21", "www", "80", "ssh", "22", "www-ssl", "443", "api", "8728",
            "winbox", "8291", "api-ssl", "8729");
    for (String name :
        List.of("telnet", "ftp", "www", "ssh", "www-ssl", "api", "winbox", "api-ssl")) {
      Row row = tree.put("/ip/service", Map.of("name", name, "port", ports.getOrDefault(name, "")));
      if (name.equals("www-ssl")) {
        row.values.put("disabled", "true");
      }
    }
  }

  private static void system(Tree tree, RouterOsVersion version, boolean userManager) {
    boolean v7 = version.major() >= 7;
    String channel = v7 ? " (stable)" : " (long-term)";
    tree.single("/system/resource")
        .state
        .putAll(
            Map.of(
                "version", version.text() + channel,
                "board-name", "RB951Ui-2HnD",
                "architecture-name", "mipsbe",
                "platform", "MikroTik",
                "cpu", "MIPS 74Kc V4.12",
                "cpu-count", "1",
                "cpu-load", "3",
                "free-memory", "90177536",
                "total-memory", "134217728"));
    tree.single("/system/routerboard")
        .state
        .putAll(
            Map.of(
                "routerboard",
                "true",
                "model",
                "RB951Ui-2HnD",
                "current-firmware",
                version.text(),
                "upgrade-firmware",
                version.text()));
    tree.single("/system/license").state.putAll(Map.of("software-id", "9UQ9-3JZX", "nlevel", "4"));
    List<String> packages = v7 ? List.of("routeros") : List.of("system", "ppp", "advanced-tools");
    for (String name : packages) {
      tree.put(
          "/system/package", Map.of("name", name, "version", version.text(), "disabled", "false"));
    }
    if (userManager) {
      tree.put(
          "/system/package",
          Map.of("name", "user-manager", "version", version.text(), "disabled", "false"));
    }
  }
}
