package id.gerbang.billing.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntryTest {

  @Test
  void an_unbalanced_entry_can_not_be_made() {
    assertThatThrownBy(() -> entry(10, -9)).hasMessageContaining("sum to 0, these to {IDR=1}");
    assertThatThrownBy(() -> entry(0, 0)).hasMessageContaining("sum to 0");
  }

  @Test
  void currencies_do_not_balance_each_other() {
    assertThatThrownBy(
            () ->
                new Entry(
                    Entry.Kind.PAYMENT,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(
                        Posting.own(Account.CASH, Money.rupiah(10)),
                        Posting.own(Account.REVENUE, new Money(-10, "USD")))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_sum_beyond_a_long_is_refused_not_wrapped() {
    assertThatThrownBy(() -> entry(Long.MAX_VALUE, 1)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void an_overpayment_leaves_credit_and_an_exact_one_no_empty_posting() {
    assertThat(Entry.paymentReceived(1, 2, Account.CASH, 200, 150).postings())
        .containsExactly(
            Posting.own(Account.CASH, Money.rupiah(200)),
            Posting.of(Account.RECEIVABLE, 2, Money.rupiah(-150)),
            Posting.of(Account.CUSTOMER_CREDIT, 2, Money.rupiah(-50)));
    assertThat(Entry.paymentReceived(1, 2, Account.BANK, 150, 150).postings()).hasSize(2);
  }

  private static Entry entry(long one, long other) {
    return new Entry(
        Entry.Kind.PAYMENT,
        Optional.empty(),
        Optional.empty(),
        List.of(
            Posting.own(Account.CASH, Money.rupiah(one)),
            Posting.own(Account.REVENUE, Money.rupiah(other))));
  }
}
