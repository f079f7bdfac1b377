package id.gerbang.billing.past;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What of the time before does not come along, counted by why. */
final class Tally {

  private final Map<String, Integer> leftOut = new TreeMap<>();

  /**
   * @param what in words behind its number
   */
  void leftOut(String what, int times) {
    if (times > 0) {
      leftOut.merge(what, times, Integer::sum);
    }
  }

  List<String> words() {
    List<String> words = new ArrayList<>();
    leftOut.forEach((what, times) -> words.add("%d %s".formatted(times, what)));
    return words;
  }
}
