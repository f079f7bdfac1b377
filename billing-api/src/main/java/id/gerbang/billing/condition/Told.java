package id.gerbang.billing.condition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a router's terminal told; null is what it did not.
 *
 * @param modem null: interfaces were not told
 * @param status of the modem's connection, in the router's words
 * @param operator its name or number
 * @param address null: addresses were not told
 * @param ping null: nobody pinged
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Told(
    @Nullable Modem modem,
    @Nullable String status,
    @Nullable String operator,
    @Nullable String technology,
    @Nullable String model,
    @Nullable Address address,
    Signal signal,
    @Nullable Ping ping) {

  /** As what RouterOS shows a modem. */
  public enum Kind {
    LTE,
    /** A serial modem: {@code ppp-out}. */
    PPP,
    /** A dongle with a router of its own in it. */
    ETHERNET,
    /** Interfaces were listed, and none is a modem. */
    NONE;

    @JsonValue
    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The modem's interface.
   *
   * @param running null: not told
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Modem(Kind kind, @Nullable String name, @Nullable Boolean running) {}

  /** From where an address can be reached. */
  public enum Reach {
    PUBLIC,
    /** RFC 6598: shared with the operator's other customers. */
    CGNAT,
    /** RFC 1918: of the operator's NAT, or of the dongle's own. */
    PRIVATE,
    /** Addresses were listed, and the modem has none. */
    NONE;

    @JsonValue
    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The modem's address. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Address(Reach reach, @Nullable String address) {}

  /** In dBm, and dB of rsrq and sinr. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Signal(
      @Nullable BigDecimal rssi,
      @Nullable BigDecimal rsrp,
      @Nullable BigDecimal rsrq,
      @Nullable BigDecimal sinr) {

    boolean anyTold() {
      return rssi != null || rsrp != null || rsrq != null || sinr != null;
    }
  }

  /**
   * A ping; times in milliseconds.
   *
   * @param resolved false: the name was not, and nothing was sent
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Ping(
      @Nullable String target,
      boolean resolved,
      int sent,
      int received,
      @Nullable BigDecimal min,
      @Nullable BigDecimal mean,
      @Nullable BigDecimal max) {}
}
