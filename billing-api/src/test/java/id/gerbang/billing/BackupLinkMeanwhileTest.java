package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to a link while a half of it is made, and to its router beside it. */
class BackupLinkMeanwhileTest {

  private final WiredRouters wired = new WiredRouters("7.20.8", "6.49.18");

  @AfterEach
  void stop() {
    wired.close();
  }

  @Test
  void a_password_that_is_changed_while_a_half_is_made_leaves_the_half_outdated() {
    long link = wired.order(3067, "").get("id").asLong();
    wired
        .customer
        .faults()
        .meanwhile(
            "/interface/eoip/add",
            () ->
                TestDatabase.execute(
                    wired.billing.database,
                    "UPDATE subscription SET credential_version = credential_version + 1"));

    Reply applied = wired.apply(link, "customer");

    assertThat(applied.status()).as(applied.text()).isEqualTo(200);
    assertThat(wired.link(link).at("/sides/customer/state").asText()).isEqualTo("outdated");
    assertThat(wired.apply(link, "customer").status()).isEqualTo(200);
    assertThat(wired.link(link).at("/sides/customer/state").asText()).isEqualTo("made");
  }

  /** Their objects on it would have the same names and comments. */
  @Test
  void a_customers_router_has_no_second_link_of_its_vlan_to_another_pop() {
    wired.order(3067, "");
    long other =
        wired
            .billing
            .post("/pops", "{\"name\": \"Selatan\", \"address\": \"103.245.180.46/29\"}")
            .id();
    String order =
        "{\"customerId\": 1, \"vlan\": %d, \"popId\": %d, \"username\": \"KEDUA\", \"customerRouterId\": %d}";

    Reply same =
        wired.billing.post("/backup-links", order.formatted(3067, other, wired.customerRouter));
    assertThat(same.status()).as(same.text()).isEqualTo(409);
    assertThat(same.field()).isEqualTo("customerRouterId");
    assertThat(
            wired
                .billing
                .post("/backup-links", order.formatted(3068, other, wired.customerRouter))
                .status())
        .isEqualTo(201);
  }
}
