package id.gerbang.billing.term;

import id.gerbang.billing.run.Rhythm;
import java.time.LocalDate;

/**
 * A billed period on other terms from a day on: what is left of it is given back as it was billed
 * and charged as it would have been billed. Both are parts by the same days, so what was used and
 * what is given back sum to what was billed, and equal terms differ by nothing.
 *
 * @param whole what the period costs on the new terms
 * @param back of what it cost, for the days from then on
 * @param charge of what it costs now, for the same days
 */
record Repricing(
    LocalDate starts, LocalDate from, LocalDate ends, long whole, long back, long charge) {

  /**
   * @param billed what the whole period cost so far
   * @param changes the first day on the new terms
   */
  static Repricing of(
      LocalDate starts, LocalDate ends, long billed, LocalDate changes, Rhythm rhythm, long price) {
    LocalDate from = changes.isBefore(starts) ? starts : changes;
    long whole = rhythm.amount(starts, ends, price);
    return new Repricing(
        starts,
        from,
        ends,
        whole,
        Rhythm.part(billed, starts, ends, from, ends),
        Rhythm.part(whole, starts, ends, from, ends));
  }

  long difference() {
    return charge - back;
  }
}
