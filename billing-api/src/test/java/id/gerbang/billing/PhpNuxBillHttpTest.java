package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** An ISP moves in from a dump of PHPNuxBill's database. */
class PhpNuxBillHttpTest extends MovingInOverHttp {

  private static final String PHPNUXBILL =
      """
      CREATE TABLE `tbl_bandwidth` (`id` int NOT NULL, `name_bw` varchar(255) NOT NULL, `rate_down` int UNSIGNED NOT NULL, `rate_down_unit` enum('Kbps','Mbps') NOT NULL, `rate_up` int NOT NULL, `rate_up_unit` enum('Kbps','Mbps') NOT NULL, `burst` varchar(128) NOT NULL DEFAULT '');
      INSERT INTO `tbl_bandwidth` VALUES (1,'10M',10,'Mbps',512,'Kbps','');
      INSERT INTO `tbl_plans` (`id`, `name_plan`, `id_bw`, `price`, `type`, `typebp`, `limit_type`, `time_limit`, `time_unit`, `data_limit`, `data_unit`, `validity`, `validity_unit`, `shared_users`, `pool`) VALUES
      (1, 'Rumah 10M', 1, '150000', 'PPPOE', 'Unlimited', NULL, NULL, NULL, NULL, NULL, 1, 'Months', 1, 'pppoe'),
      (2, 'Jam-jaman', 1, '2000', 'Hotspot', 'Unlimited', NULL, NULL, NULL, NULL, NULL, 5, 'Hrs', 1, NULL);
      INSERT INTO `tbl_customers` (`id`, `username`, `password`, `pppoe_username`, `pppoe_password`, `pppoe_ip`, `fullname`, `address`, `city`, `phonenumber`, `email`, `balance`, `status`) VALUES
      (7, 'budi', 'web', 'budi@pppoe', 'rahasia', '', 'Budi Santoso', 'Jl. Melati 3', 'Bandung', '08123456789', 'budi@example.com', '5000.00', 'Active'),
      (8, 'siti', 'x', '', '', '', 'Siti', '', '', '0', '1', '0.00', 'Active'),
      (9, 'baru', 'x', '', '', '', 'Baru', '', '', '0', '1', '0.00', 'Active'),
      (10, 'banned', 'x', '', '', '', 'B', '', '', '0', '1', '0.00', 'Banned'),
      (12, 'tunda', 'x', '', '', '', 'Tunda', '', '', '0', '1', '0.00', 'Suspended'),
      (13, 'batas', 'x', '', '', '', 'Batas', '', '', '0', '1', '0.00', 'Limited'),
      (11, 'hash', '$2y$10$abc', '', '', '', 'Hash', '', '', '0', '1', '0.00', 'Active');
      INSERT INTO `tbl_user_recharges` (`id`, `customer_id`, `username`, `plan_id`, `namebp`, `recharged_on`, `expiration`, `time`, `status`, `type`) VALUES
      (1, 7, 'budi', 1, 'Rumah 10M', '2026-10-01', '2026-11-01', '10:00:00', 'off', 'PPPOE'),
      (2, 7, 'budi', 1, 'Rumah 10M', '2026-11-01', '2026-12-01', '10:00:00', 'on', 'PPPOE'),
      (3, 8, 'siti', 2, 'Jam-jaman', '2026-11-01', '2026-12-01', '10:00:00', 'on', 'Hotspot'),
      (4, 11, 'hash', 1, 'Rumah 10M', '2026-11-01', '2026-12-01', '10:00:00', 'on', 'PPPOE'),
      (5, 12, 'tunda', 1, 'Rumah 10M', '2026-11-01', '2026-12-01', '10:00:00', 'on', 'PPPOE'),
      (6, 13, 'batas', 1, 'Rumah 10M', '2026-11-01', '2026-12-01', '10:00:00', 'on', 'PPPOE');
      """;

  @Test
  void phpnuxbill_brings_people_and_what_they_paid_until() {
    JsonNode made = take(file("phpnuxbill", PHPNUXBILL, ", \"skipErrors\": true"));
    assertThat(counts(made)).as(made.toString()).containsExactly(7, 1, 4, 2);
    assertThat(problem(made, "tunda").at("/errors/0/message").asText())
        .isEqualTo("is Suspended there");
    assertThat(problem(made, "batas").at("/errors/0/message").asText())
        .isEqualTo("is Limited there");
    JsonNode budi = billing.get("/subscriptions/username:budi@pppoe").json();
    assertThat(budi.get("activeUntil").asText()).isEqualTo("2026-12-01T03:00:00Z");
    assertThat(budi.get("service").asText()).isEqualTo("pppoe");
    JsonNode plan = billing.get("/plans/" + budi.get("planId").asLong()).json();
    assertThat(plan.get("rateLimitText").asText()).isEqualTo("512k/10M");
    assertThat(plan.get("period").asText()).isEqualTo("P1M");
    assertThat(plan.at("/price/amount").asText()).isEqualTo("150000");
    JsonNode customer = billing.get("/customers/external:phpnuxbill:7").json();
    assertThat(customer.get("phone").asText()).isEqualTo("628123456789");
    assertThat(customer.get("area").asText()).isEqualTo("Bandung");
    assertThat(problem(made, "Budi Santoso").get("notes").toString())
        .contains("has a balance of 5000.00");
    assertThat(problem(made, "hash").get("notes").toString()).contains("its password is hashed");
    JsonNode undone = undo(1);
    assertThat(undone.get("state").asText()).isEqualTo("undone");
    assertThat(billing.get("/plans").json().get("items")).isEmpty();
  }

  /** Somebody's choice may be a plan that is made out of the same file. */
  @Test
  void a_plan_that_is_made_beside_it_may_be_chosen_for_another() {
    String choices =
        ", \"skipErrors\": true, \"choices\": {\"plans\": {\"Jam-jaman\": \"Rumah 10M\"}}";
    JsonNode rehearsed = rehearse(file("phpnuxbill", PHPNUXBILL, choices));
    assertThat(planOfProfile(rehearsed, "Jam-jaman").get("outcome").asText()).isEqualTo("there");
    assertThat(planOfProfile(rehearsed, "Jam-jaman").get("planId").isNull())
        .as("it is not there")
        .isTrue();

    JsonNode made = take(file("phpnuxbill", PHPNUXBILL, choices));
    JsonNode chosen = planOfProfile(made, "Jam-jaman");
    assertThat(chosen.get("outcome").asText()).as(made.toString()).isEqualTo("there");
    assertThat(chosen.get("errors")).isEmpty();
    assertThat(chosen.get("planId")).isEqualTo(planOfProfile(made, "Rumah 10M").get("planId"));
    assertThat(billing.get("/subscriptions/username:siti").json().get("planId"))
        .isEqualTo(chosen.get("planId"));
  }
}
