package id.gerbang.billing.subscription;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Secret;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of a subscription can be changed. A password left out stays as it is. */
public record UpdateSubscription(
    @Nullable String externalId,
    @Nullable Long planId,
    @Nullable String username,
    @Nullable Secret password,
    @Nullable String service,
    @Nullable String billing,
    @Nullable Instant activeUntil,
    @Nullable String staticIp) {

  /** RFC 2865 §5: what an attribute holds. */
  private static final int LONGEST_USERNAME = 253;

  /** RFC 2865 §5.2 */
  private static final int LONGEST_PASSWORD = 128;

  private static final String PREPAID = "prepaid";
  private static final String POSTPAID = "postpaid";

  /**
   * The same with defaults in place, or all that is wrong with it.
   *
   * @param prefix of the fields' names: {@code subscription.} where it is nested
   */
  UpdateSubscription checked(Checks checks, String prefix) {
    checks.optionalText(externalId, prefix + "externalId", 255);
    checks.that(planId != null, prefix + "planId", "is missing");
    checkUsername(checks, prefix + "username");
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
    checks.done();
    return new UpdateSubscription(
        externalId,
        planId,
        username,
        password,
        Objects.requireNonNullElse(service, "pppoe"),
        Objects.requireNonNullElse(billing, activeUntil == null ? POSTPAID : PREPAID),
        activeUntil,
        address);
  }

  /** Exact bytes: what a router would send otherwise is another name, so it is refused. */
  private void checkUsername(Checks checks, String field) {
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
