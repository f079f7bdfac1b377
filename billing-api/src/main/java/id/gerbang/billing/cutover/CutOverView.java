package id.gerbang.billing.cutover;

import java.util.List;

/**
 * Whose RADIUS a router asks.
 *
 * @param answers {@code here}, {@code there}, or {@code nobody}
 * @param entries in the order in which they are asked
 * @param scriptHere what a person may import instead of the call
 * @param scriptThere the same for going back
 * @param localSecrets that answer for subscriptions here as long as they stay; removed last of all
 * @param removal the command that does so
 */
public record CutOverView(
    String answers,
    List<Entry> entries,
    String scriptHere,
    String scriptThere,
    List<String> localSecrets,
    String removal) {

  /** An entry of its {@code /radius}. */
  public record Entry(String address, String service, String comment, boolean ours, boolean on) {}
}
