package id.gerbang.billing.probe;

import id.gerbang.billing.http.Problem;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a router is to ping.
 *
 * @param target an address, or a name that the router resolves
 * @param count how often, 2 to 50; left out: 20
 */
public record ProbeRequest(@Nullable String target, @Nullable Integer count) {

  private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:-]{0,252}");
  private static final int MOST = 50;
  private static final int USUAL = 20;

  String checkedTarget() {
    if (target == null || !TARGET.matcher(target).matches()) {
      throw Problem.unprocessable("target", "is an address or a name");
    }
    return target;
  }

  int checkedCount() {
    if (count != null && (count < 2 || count > MOST)) {
      throw Problem.unprocessable("count", "is 2 to " + MOST);
    }
    return count == null ? USUAL : count;
  }
}
