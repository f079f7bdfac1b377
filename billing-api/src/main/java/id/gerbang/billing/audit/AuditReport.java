package id.gerbang.billing.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a check of the audit came to.
 *
 * @param rows how many are chained and were checked
 * @param waiting rows that are written and not chained yet
 * @param head the end of the chain: whoever kept an earlier one can find it again under its number
 * @param first what is wrong, where something is: the first of it
 */
public record AuditReport(
    boolean whole, long rows, long waiting, String head, @Nullable AuditFinding first) {

  /**
   * @param row the audit row's id; null where the end of the chain is missing
   * @param seq its place in the chain; null where it has none
   */
  public record AuditFinding(@Nullable Long row, @Nullable Long seq, Kind kind, String words) {}

  /** What happened to a row. */
  public enum Kind {
    CHANGED,
    REMOVED,
    INSERTED,
    /** Its place in the chain is gone. */
    UNCHAINED,
    /** The end of the chain is gone, and the rows there. */
    CUT_OFF;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
