package id.gerbang.billing.backup;

import id.gerbang.billing.pop.Pop;
import id.gerbang.billing.wording.Bundles;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * What a person enters at the provider edge that faces the POP (routeros-provisioning, section
 * 4.8): it takes the customer's VLAN, and an xconnect carries it to the far end.
 */
final class WorkOrder {

  private WorkOrder() {}

  /**
   * Remarks in the words of a language, and the commands; while a link is removed, their undoing.
   */
  static String text(BackupLink link, boolean undo, Locale language) {
    ResourceBundle words = Bundles.of("id.gerbang.billing.backup.work-order", language);
    Pop pop = link.pop();
    StringBuilder text = new StringBuilder();
    text.append(
        remark(words, undo ? "undo" : "do", link.tunnel().name(), pop.name(), device(words, pop)));
    if (undo) {
      return text.append(undoing(link)).toString();
    }
    if (pop.upeInterface() == null || pop.upePeer() == null) {
      text.append(remark(words, "placeholders"));
    }
    return text.append(remark(words, "agree"))
        .append(commands(link))
        .append(remark(words, "back"))
        .append(undoing(link).indent(1).replaceAll("(?m)^ ", "! "))
        .toString();
  }

  private static String device(ResourceBundle words, Pop pop) {
    String device = pop.upeDevice();
    return device == null ? words.getString("device") : device;
  }

  private static String remark(ResourceBundle words, String key, Object... values) {
    return "! " + String.format(Locale.ROOT, words.getString(key), values) + "\n";
  }

  /** Cisco IOS-XE style. */
  static String commands(BackupLink link) {
    return """
    interface %s
     service instance %d ethernet
      encapsulation dot1q %d
      rewrite ingress tag pop 1 symmetric
      xconnect %s %d encapsulation mpls
    """
        .formatted(
            known(link.pop().upeInterface(), "<INTERFACE>"),
            link.vlan(),
            link.vlan(),
            known(link.pop().upePeer(), "<PEER>"),
            link.vcId() == null ? Long.valueOf(link.vlan()) : link.vcId());
  }

  private static String undoing(BackupLink link) {
    return """
    interface %s
     no service instance %d ethernet
    """
        .formatted(known(link.pop().upeInterface(), "<INTERFACE>"), link.vlan());
  }

  private static String known(@Nullable String value, String placeholder) {
    return Objects.requireNonNullElse(value, placeholder);
  }
}
