package id.gerbang.billing.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A backup link as the API shows it.
 *
 * @param popRouterId the router of ours that stands at the POP; absent: none that we know
 * @param customerRouterId likewise at the customer's
 * @param branch of those that share the VLAN at the POP
 * @param state {@code ordered}, {@code being_made}, {@code ready}, {@code being_removed} or {@code
 *     removed}
 * @param inputs each value of the link, and whether it was given or derived
 * @param scripts for those only who may see the password in them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackupLinkView(
    long id,
    @Nullable String externalId,
    long customerId,
    long subscriptionId,
    String username,
    long popId,
    @Nullable Long popRouterId,
    @Nullable Long customerRouterId,
    int tunnelId,
    int branch,
    @Nullable Long horizon,
    String mode,
    String state,
    Map<String, SideView> sides,
    Map<String, Input> inputs,
    List<String> warnings,
    @Nullable Scripts scripts,
    Instant createdAt) {

  /**
   * One value.
   *
   * @param value absent: a password that the reader may not see
   * @param source {@code given} or {@code derived}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Input(@Nullable Object value, String source) {}

  /** Both halves, as text for a terminal or {@code /import}. */
  public record Scripts(String mode, String version, String pop, String customer) {

    @Override
    public String toString() {
      return "Scripts[" + mode + ", " + version + "]";
    }
  }

  /** Without password and scripts. */
  static BackupLinkView of(BackupLink link, LinkState state) {
    return view(link, state, null, Capacity.warnings(link), null);
  }

  /** With the password in the scripts. */
  static BackupLinkView of(
      BackupLink link, LinkState state, Password password, Rendering rendering) {
    List<String> warnings = new ArrayList<>();
    if (password.weak(link.vlan())) {
      warnings.add(
          "The password is weak: short, or guessed from the VLAN number. A random one is made"
              + " when none is given.");
    }
    warnings.addAll(Capacity.warnings(link));
    return view(
        link,
        state,
        password.clear(),
        warnings,
        new Scripts(
            rendering.mode().word(),
            rendering.version().word(),
            rendering.pop(link, password).text(),
            rendering.customer(link, password).text()));
  }

  private static BackupLinkView view(
      BackupLink link,
      LinkState state,
      @Nullable String password,
      List<String> warnings,
      @Nullable Scripts scripts) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("vlan", link.vlan());
    values.put("popAddress", link.pop().uplink());
    values.put("popWanInterface", link.pop().wanInterface());
    values.put("popVlanInterface", link.vlanInterface());
    values.put("customerInterface", link.customerInterface());
    values.put("innerLocal", link.pop().innerLocal());
    values.put("innerRemote", link.innerRemote());
    values.put("username", link.username());
    Map<String, Input> inputs = new LinkedHashMap<>();
    values.forEach((name, value) -> inputs.put(name, new Input(value, source(link, name))));
    inputs.put("password", new Input(password, source(link, "password")));
    return new BackupLinkView(
        link.id(),
        link.externalId().orElse(null),
        link.customerId(),
        link.subscriptionId(),
        link.username(),
        link.pop().id(),
        link.pop().routerId(),
        link.customerRouterId(),
        link.vlan(),
        link.branch(),
        link.horizon(),
        link.mode(),
        state.word(),
        state.sides(),
        inputs,
        warnings,
        scripts,
        link.createdAt());
  }

  private static String source(BackupLink link, String name) {
    return link.given().contains(name) ? "given" : "derived";
  }

  /** It may hold a password. */
  @Override
  public String toString() {
    return "BackupLinkView[" + id + ", " + username + "]";
  }
}
