package id.gerbang.billing.hub;

/**
 * What a router's end needs beside its address.
 *
 * @param ipsec empty: it needs none
 */
public record TunnelSecrets(String password, String ipsec) {

  @Override
  public String toString() {
    return "(secret)";
  }
}
