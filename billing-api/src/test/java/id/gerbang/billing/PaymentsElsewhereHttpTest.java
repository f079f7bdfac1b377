package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.routeros.standin.StandInRouter;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What customers paid before they were moved in: shown with them, and counted nowhere. */
class PaymentsElsewhereHttpTest extends MovingInOverHttp {

  private static final String STATEMENT = "/statement?from=2026-09-01&to=2026-12-31";

  @Test
  void payments_of_user_manager_come_along_once_and_are_taken_back() {
    try (StandInRouter router = UserManagerStandIn.withBudi(clock)) {
      paid(router, "budi", "2026-10-05 10:00:00", "150000.00", "IDR", "approved");
      paid(router, "budi", "2026-10-05 10:00:00", "150000.00", "IDR", "approved");
      paid(router, "budi", "2026-11-05 10:00:00", "150000", "", "approved");
      paid(router, "budi", "2026-11-06 10:00:00", "10", "USD", "approved");
      paid(router, "budi", "2026-11-07 10:00:00", "150000.50", "IDR", "approved");
      paid(router, "budi", "2026-11-07 11:00:00", "0", "IDR", "approved");
      paid(router, "budi", "2026-11-08 10:00:00", "150000", "IDR", "declined");
      paid(router, "mati", "2026-10-01 10:00:00", "150000", "IDR", "approved");
      long id = BillingWithRouter.register(billing, router);
      String request = fromRouter("usermanager", id, "");

      String rehearsed = rehearse(request).get("findings").toString();
      assertThat(rehearsed)
          .contains("3 payments of Rp 450000 in all come along as payments elsewhere")
          .contains("1 payments are in USD: rupiah alone are taken")
          .contains("1 payments are of no whole rupiah")
          .contains("1 payments are of nothing")
          .contains("1 payments are of accounts that are not here");

      JsonNode made = take(request);
      assertThat(made.get("findings").toString()).isEqualTo(rehearsed);
      assertThat(billing.get("/imports/1").json().get("findings").toString()).isEqualTo(rehearsed);
      long budi = billing.get("/customers/external:usermanager:budi").id();
      JsonNode statement = billing.get("/customers/" + budi + STATEMENT).json();
      JsonNode first = statement.at("/paymentsElsewhere/0");
      assertThat(first.get("at").asText()).isEqualTo("2026-10-05T03:00:00Z");
      assertThat(first.at("/amount/amount").asText()).isEqualTo("150000");
      assertThat(first.get("method").asText()).isEqualTo("paypal");
      assertThat(first.get("profile").asText()).isEqualTo("Rumah");
      assertThat(statement.get("paymentsElsewhere")).hasSize(3);
      assertThat(statement.get("entries")).as("of no book").isEmpty();
      assertThat(statement.at("/closing/amount").asText()).isEqualTo("0");
      assertThat(billing.get("/payments").json().get("items")).isEmpty();
      assertThat(
              billing
                  .get("/customers/" + budi + "/statement")
                  .json()
                  .at("/paymentsElsewhere")
                  .findValuesAsText("at"))
          .as("of the days asked for")
          .containsExactly("2026-11-05T03:00:00Z");

      clock.set("2026-12-06T03:00:00Z");
      paid(router, "budi", "2026-12-05 09:00:00", "150000", "IDR", "approved");
      assertThat(take(request).get("findings").toString())
          .contains("1 payments of Rp 150000 in all come along", "3 payments are here already");
      assertThat(elsewhere(budi)).hasSize(4);
      assertThat(undo(2).get("state").asText()).isEqualTo("undone");
      assertThat(elsewhere(budi)).as("what the second brought is gone").hasSize(3);

      take(request);
      JsonNode undone = undo(1);
      assertThat(undone.get("state").asText()).as(undone.toString()).isEqualTo("undone");
      assertThat(elsewhere(budi)).as("also what the third brought").isEmpty();
      assertThat(billing.get("/audit").text().split("\"import.create\"", -1))
          .as("once an import")
          .hasSize(4);
    }
  }

  @Test
  void phpnuxbill_s_transactions_are_payments_but_for_what_a_balance_paid() {
    JsonNode made = take(phpnuxbill("Rp."));
    assertThat(made.get("findings").toString())
        .contains("3 payments of Rp 400000 in all come along")
        .contains("1 payments are out of a balance")
        .contains("1 payments are of nothing")
        .contains("1 payments are of accounts that are not here")
        .contains("1 payments tell no time");
    JsonNode paid = elsewhere(billing.get("/customers/external:phpnuxbill:7").id());
    assertThat(paid.findValuesAsText("at"))
        .containsExactly("2026-10-01T03:15:30Z", "2026-11-01T03:00:00Z", "2026-11-02T17:00:00Z");
    assertThat(paid.findValuesAsText("method"))
        .containsExactly("Midtrans - qris", "Recharge - admin", "Voucher - ABC");
    assertThat(paid.findValuesAsText("profile"))
        .containsExactly("Rumah 10M", "Saldo 100K", "Rumah 10M");
    assertThat(take(phpnuxbill("Rp.")).get("findings").toString())
        .contains("3 payments are here already")
        .doesNotContain("come along");
  }

  @Test
  void an_isp_with_another_currency_keeps_its_payments() {
    assertThat(take(phpnuxbill("RM")).get("findings").toString())
        .contains("6 payments are in RM: rupiah alone are taken")
        .doesNotContain("come along");
  }

  private static void paid(
      StandInRouter router, String user, String at, String price, String currency, String status) {
    router.wrote(
        "/user-manager/payment",
        Map.of(
            "user",
            user,
            "profile",
            "Rumah",
            "price",
            price,
            "currency",
            currency,
            "method",
            "paypal",
            "trans-start",
            at,
            "trans-end",
            at,
            "trans-status",
            status));
  }

  private JsonNode elsewhere(long customer) {
    return billing.get("/customers/" + customer + STATEMENT).json().get("paymentsElsewhere");
  }

  private static String phpnuxbill(String currency) {
    String dump =
        """
        INSERT INTO `tbl_appconfig` (`id`, `setting`, `value`) VALUES (2, 'currency_code', '%s');
        INSERT INTO `tbl_plans` (`id`, `name_plan`, `id_bw`, `price`, `type`, `typebp`, `validity`, `validity_unit`) VALUES
        (1, 'Rumah 10M', 1, '150000', 'PPPOE', 'Unlimited', 1, 'Months');
        INSERT INTO `tbl_customers` (`id`, `username`, `password`, `fullname`, `status`) VALUES (7, 'budi', 'x', 'Budi', 'Active');
        INSERT INTO `tbl_user_recharges` (`id`, `customer_id`, `username`, `plan_id`, `namebp`, `expiration`, `time`, `type`) VALUES
        (1, 7, 'budi', 1, 'Rumah 10M', '2026-12-01', '10:00:00', 'PPPOE');
        INSERT INTO `tbl_transactions` (`id`, `invoice`, `username`, `user_id`, `plan_name`, `price`, `recharged_on`, `recharged_time`, `method`, `type`) VALUES
        (1, 'INV-1', 'budi', 0, 'Rumah 10M', '150000', '2026-10-01', '10:15:30', 'Midtrans - qris', 'PPPOE'),
        (2, 'INV-2', 'siapa', 7, 'Saldo 100K', '100000.00', '2026-11-01', '10:00:00', 'Recharge - admin', 'Balance'),
        (3, 'INV-3', 'budi', 0, 'Rumah 10M', '150000', '2026-11-01', '10:00:01', 'Customer - Balance', 'PPPOE'),
        (4, 'INV-4', 'budi', 0, 'Rumah 10M', '150000', '2026-11-03', NULL, 'Voucher - ABC', 'PPPOE'),
        (5, 'INV-5', 'budi', 0, 'Rumah 10M', '0', '2026-11-04', '00:00:00', 'Recharge - Zero', 'PPPOE'),
        (6, 'INV-6', 'hilang', 0, 'Rumah 10M', '150000', '2026-11-04', '00:00:00', 'Midtrans - qris', 'PPPOE'),
        (7, 'INV-7', 'budi', 0, 'Rumah 10M', '150000', '0000-00-00', '00:00:00', 'Midtrans - qris', 'PPPOE');
        """
            .formatted(currency);
    return file("phpnuxbill", dump, "");
  }
}
