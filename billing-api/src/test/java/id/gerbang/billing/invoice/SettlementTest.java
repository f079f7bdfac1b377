package id.gerbang.billing.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.invoice.Settlement.Share;
import id.gerbang.billing.overdue.OpenInvoice;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettlementTest {

  private static final List<OpenInvoice> OPEN = List.of(open(1, 100), open(2, 50));

  @Test
  void pays_in_order_each_in_full() {
    assertThat(Settlement.of(120, OPEN))
        .isEqualTo(new Settlement(List.of(new Share(1, 100), new Share(2, 20)), 0));
  }

  @Test
  void too_little_pays_a_part_of_the_first() {
    assertThat(Settlement.of(99, OPEN)).isEqualTo(new Settlement(List.of(new Share(1, 99)), 0));
  }

  @Test
  void what_no_invoice_takes_is_the_rest() {
    Settlement settlement = Settlement.of(1000, OPEN);
    assertThat(settlement.rest()).isEqualTo(850);
    assertThat(settlement.allocated()).isEqualTo(150);
    assertThat(Settlement.of(7, List.of())).isEqualTo(new Settlement(List.of(), 7));
  }

  private static OpenInvoice open(long id, long open) {
    return new OpenInvoice(
        id, "INV-" + id, 1, Optional.empty(), LocalDate.parse("2026-11-20"), open);
  }
}
