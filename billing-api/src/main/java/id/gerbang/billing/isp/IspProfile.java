package id.gerbang.billing.isp;

/**
 * What the ISP says of itself; empty where it has said nothing.
 *
 * @param paymentInstructions how to pay by hand, in its own words and lines
 */
public record IspProfile(
    String name, String address, String phone, String npwp, String paymentInstructions) {

  public static final IspProfile NONE = new IspProfile("", "", "", "", "");
}
