package id.gerbang.billing.subscription;

import id.gerbang.billing.grant.AcceptRoom;
import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.grant.PrefixText;
import id.gerbang.billing.grant.Routes;
import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Secret;
import id.gerbang.core.dictionary.Dictionary;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription is made of. A password left out stays as it is; its plan, kind of billing and
 * end are said when it is made, and changed by operations of their own.
 *
 * @param routes beside the plan's
 * @param attributes instead of the plan's of the same name
 * @param macPolicy off, first (the first device that logs in) or list
 * @param macs of {@code list}
 * @param macLogin whether the device whose MAC the username is needs no password
 * @param routerId the only router that lets it in; left out: any
 */
public record UpdateSubscription(
    @Nullable String externalId,
    @Nullable Long planId,
    @Nullable String username,
    @Nullable Secret password,
    @Nullable String service,
    @Nullable String billing,
    @Nullable Instant activeUntil,
    @Nullable String staticIp,
    @Nullable List<String> routes,
    @Nullable SubscriptionIpv6 ipv6,
    @Nullable List<AttributeField> attributes,
    @Nullable String macPolicy,
    @Nullable List<String> macs,
    @Nullable Boolean macLogin,
    @Nullable Long routerId) {

  /** Prefixes of its own: {@code framedPrefix} for the link, the other for the LAN. */
  public record SubscriptionIpv6(@Nullable String framedPrefix, @Nullable String delegatedPrefix) {}

  /** RFC 2865 §5: what an attribute holds. */
  private static final int LONGEST_USERNAME = 253;

  /** RFC 2865 §5.2 */
  private static final int LONGEST_PASSWORD = 128;

  private static final int MOST_MACS = 32;
  private static final String PREPAID = "prepaid";
  private static final String POSTPAID = "postpaid";

  /**
   * The same with defaults in place, or all that is wrong with it.
   *
   * @param prefix of the fields' names: {@code subscription.} where it is nested
   */
  UpdateSubscription checked(Checks checks, String prefix, Dictionary dictionary) {
    checks.optionalText(externalId, prefix + "externalId", 255);
    checks.that(planId != null, prefix + "planId", "is missing");
    boolean byMac = Boolean.TRUE.equals(macLogin);
    checkUsername(checks, prefix + "username", byMac);
    checkPassword(checks, prefix + "password");
    checks.that(
        service == null || Set.of("pppoe", "hotspot", "sstp").contains(service),
        prefix + "service",
        "is one of pppoe, hotspot, sstp");
    checks.that(
        billing == null || Set.of(PREPAID, POSTPAID).contains(billing),
        prefix + "billing",
        "is one of prepaid, postpaid");
    checks.that(
        activeUntil == null || !POSTPAID.equals(billing),
        prefix + "activeUntil",
        "is for billing prepaid");
    String address = staticIp == null ? null : checkAddress(checks, prefix + "staticIp");
    List<String> checkedRoutes = Routes.checked(routes, checks, prefix + "routes");
    List<AttributeField> checkedAttributes =
        AttributeField.checked(attributes, checks, prefix + "attributes", dictionary);
    AcceptRoom.check(checkedRoutes, checkedAttributes, checks, prefix, dictionary);
    checkIpv6(checks, prefix + "ipv6.");
    List<String> checkedMacs = checkMacs(checks, prefix);
    checks.done();
    return new UpdateSubscription(
        externalId,
        planId,
        byMac && username != null ? plain(username) : username,
        password,
        Objects.requireNonNullElse(service, "pppoe"),
        Objects.requireNonNullElse(billing, activeUntil == null ? POSTPAID : PREPAID),
        activeUntil,
        address,
        checkedRoutes,
        ipv6,
        checkedAttributes,
        Objects.requireNonNullElse(macPolicy, "off"),
        checkedMacs,
        byMac,
        routerId);
  }

  UpdateSubscription until(Instant end) {
    return new UpdateSubscription(
        externalId,
        planId,
        username,
        password,
        service,
        billing,
        end,
        staticIp,
        routes,
        ipv6,
        attributes,
        macPolicy,
        macs,
        macLogin,
        routerId);
  }

  /** What a PUT leaves out of the terms stays as it is. */
  UpdateSubscription onTermsOf(SubscriptionRow current) {
    return new UpdateSubscription(
        externalId,
        Objects.requireNonNullElse(planId, current.planId()),
        username,
        password,
        service,
        Objects.requireNonNullElse(billing, current.billing()),
        activeUntil == null ? current.activeUntil() : activeUntil,
        staticIp,
        routes,
        ipv6,
        attributes,
        macPolicy,
        macs,
        macLogin,
        routerId);
  }

  /** Plan, kind of billing and end cost something, so they are changed by what prices it. */
  void checkSameTerms(Checks checks, SubscriptionRow current) {
    checks.that(
        Objects.equals(planId, current.planId()),
        "planId",
        "is changed by POST /subscriptions/{id}/change-plan");
    checks.that(
        Objects.equals(billing, current.billing()),
        "billing",
        "is changed by POST /subscriptions/{id}/change-plan, which takes billing");
    checks.that(
        Objects.equals(activeUntil, current.activeUntil()),
        "activeUntil",
        "is moved by POST /subscriptions/{id}/renew, or /extend");
  }

  private void checkIpv6(Checks checks, String prefix) {
    String framed = PrefixText.checked(framedPrefix(), checks, prefix + "framedPrefix");
    String delegated = PrefixText.checked(delegatedPrefix(), checks, prefix + "delegatedPrefix");
    checks.that(
        framed == null || !framed.equals(delegated),
        prefix + "delegatedPrefix",
        "is the link's: the LAN needs one of its own");
  }

  private List<String> checkMacs(Checks checks, String prefix) {
    checks.that(
        macPolicy == null || Set.of("off", "first", "list").contains(macPolicy),
        prefix + "macPolicy",
        "is one of off, first, list");
    List<String> plain =
        Objects.requireNonNullElse(macs, List.<String>of()).stream()
            .map(UpdateSubscription::plain)
            .distinct()
            .toList();
    boolean list = "list".equals(macPolicy);
    checks.that(
        list ? !plain.isEmpty() && plain.size() <= MOST_MACS : plain.isEmpty(),
        prefix + "macs",
        list ? "has 1 to " + MOST_MACS + " addresses" : "is for macPolicy list");
    checks.that(
        plain.stream().allMatch(UpdateSubscription::isMac),
        prefix + "macs",
        "has what is no MAC address");
    return plain;
  }

  /** As 12 lower-case digits, however it was written. */
  private static String plain(String mac) {
    return mac.replaceAll("[:.-]", "").toLowerCase(Locale.ROOT);
  }

  private static boolean isMac(String plain) {
    return plain.matches("[0-9a-f]{12}");
  }

  /** Of its own: others must not have them. */
  boolean hasAddresses() {
    return staticIp != null
        || framedPrefix() != null
        || delegatedPrefix() != null
        || (routes != null && !routes.isEmpty());
  }

  public @Nullable String framedPrefix() {
    return ipv6 == null ? null : ipv6.framedPrefix();
  }

  public @Nullable String delegatedPrefix() {
    return ipv6 == null ? null : ipv6.delegatedPrefix();
  }

  public List<String> attributeTexts() {
    return AttributeField.texts(attributes);
  }

  /**
   * Exact bytes: what a router would send otherwise is another name, so it is refused. A MAC is the
   * same however it is written.
   */
  private void checkUsername(Checks checks, String field, boolean byMac) {
    if (username == null || username.isEmpty()) {
      checks.that(false, field, "is missing");
      return;
    }
    checks.that(
        StandardCharsets.UTF_8.newEncoder().canEncode(username), field, "is no valid Unicode");
    checks.that(
        username.getBytes(StandardCharsets.UTF_8).length <= LONGEST_USERNAME,
        field,
        "has more than " + LONGEST_USERNAME + " bytes");
    checks.that(
        username.chars().noneMatch(Character::isISOControl), field, "has control characters");
    checks.that(username.equals(username.strip()), field, "begins or ends with a space");
    checks.that(!byMac || isMac(plain(username)), field, "is no MAC address, as macLogin wants it");
  }

  private void checkPassword(Checks checks, String field) {
    if (password == null) {
      return;
    }
    int length = password.bytes().length;
    checks.that(length >= 1 && length <= LONGEST_PASSWORD, field, "has 1 to 128 bytes");
    checks.that(
        password.text().chars().noneMatch(Character::isISOControl),
        field,
        "has control characters");
  }

  private @Nullable String checkAddress(Checks checks, String field) {
    InetAddress address = checks.address(staticIp, field).orElse(null);
    if (address == null) {
      return null;
    }
    int first = address.getAddress()[0] & 0xff;
    boolean host = address instanceof Inet4Address && first != 0 && first != 127 && first < 224;
    checks.that(host, field, "is no IPv4 address that a customer can have");
    return address.getHostAddress();
  }
}
