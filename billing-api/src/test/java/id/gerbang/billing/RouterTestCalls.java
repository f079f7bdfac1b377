package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import java.util.ArrayList;
import java.util.List;

/** What is asked of billing to test a router, and what it says of each check. */
final class RouterTestCalls {

  static final String[] ENGLISH = {"Accept-Language", "en"};

  private final BillingWithRouter isp;
  private final RunningBilling billing;

  RouterTestCalls(BillingWithRouter isp) {
    this.isp = isp;
    this.billing = isp.billing;
  }

  /** A router that is not set up: {@code budi}'s secret is on it, and that of a tunnel. */
  long newRouter(String version, String policies) {
    long id = isp.registered(version, policies);
    isp.router.importRsc("/ppp secret add name=budi password=x service=pppoe");
    isp.router.importRsc("/ppp secret add name=vpn password=x service=l2tp");
    planAndSubscription();
    return id;
  }

  Reply test(long id) {
    return billing.post("/routers/" + id + "/test", "", ENGLISH);
  }

  /** A plan whose pool is {@code aktif}, and {@code budi} who has it. */
  void planAndSubscription() {
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO plan (name) VALUES ('10M');
        INSERT INTO plan_version (plan_id, version, price, pool) SELECT id, 1, 100000, 'aktif' FROM plan""");
    long plan = billing.get("/plans").json().at("/items/0/id").asLong();
    long customer = billing.post("/customers", "{\"name\": \"Budi\"}").id();
    Reply made =
        billing.post(
            "/subscriptions",
            """
            {"customerId": %d, "planId": %d, "username": "budi", "password": "rahasia-budi"}"""
                .formatted(customer, plan));
    assertThat(made.status()).isEqualTo(201);
  }

  static List<String> failing(Reply reply) {
    return withOutcome(reply, "fail");
  }

  static List<String> withOutcome(Reply reply, String outcome) {
    List<String> names = new ArrayList<>();
    for (JsonNode check : reply.json().get("checks")) {
      if (check.get("outcome").asText().equals(outcome)) {
        names.add(check.get("name").asText());
      }
    }
    return names;
  }
}
