package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.core.database.TestDatabase;
import id.gerbang.routeros.standin.StandInRouter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A billing service, a POP's router and one at the customer's, wired together: SSTP and EoIP come
 * up when both ends agree. POP 1 is the paper's; customer 1 has no link yet.
 */
final class WiredRouters implements AutoCloseable {

  static final String OFFICE = "AA:00:00:00:00:01";
  static final String BRANCH = "BB:00:00:00:00:02";

  private static final String CUSTOMERS = "127.0.0.2";

  final RunningBilling billing = new RunningBilling(List.of());
  final StandInRouter pop;
  final StandInRouter customer;
  final long popRouter;
  final long customerRouter;

  /** RADIUS answers the logins that billing has. */
  WiredRouters(String popVersion, String customerVersion) {
    pop = StandInRouter.version(popVersion).start();
    customer = StandInRouter.version(customerVersion).address(CUSTOMERS).start();
    for (StandInRouter router : List.of(pop, customer)) {
      router.user("gerbang", "rahasia", "read,write,test,api");
    }
    customer.modem("lte1");
    customer.host("ether2", 0, BRANCH);
    pop.importRsc("/radius add address=10.0.0.3 secret=x service=ppp");
    pop.radius(this::answer);
    StandInRouter.wire(pop, "ether1", customer, "lte1");
    popRouter = register("POP", "127.0.0.1", pop);
    customerRouter = register("CABANG", CUSTOMERS, customer);
    TestDatabase.execute(
        billing.database,
        "INSERT INTO customer (number, name) VALUES ('C-00001', 'Bank Cabang'), ('C-00002', 'Toko')");
    assertThat(
            billing
                .post(
                    "/pops",
                    "{\"name\": \"Utara\", \"address\": \"103.245.179.46/29\", \"routerId\": %d}"
                        .formatted(popRouter))
                .id())
        .isEqualTo(1);
  }

  private long register(String name, String address, StandInRouter router) {
    Reply reply =
        billing.post(
            "/routers",
            """
            {"name": "%s", "secret": "rahasia-radius", "address": "%s",
             "api": {"protocol": "api", "port": %d, "username": "gerbang", "password": "rahasia"}}"""
                .formatted(name, address, router.port("api")));
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply.id();
  }

  private Optional<String> answer(String username, String password) {
    return column(
            "SELECT host(static_ip) FROM subscription WHERE archived_at IS NULL AND username = '"
                + username
                + "'")
        .stream()
        .findFirst();
  }

  /** Orders a link of customer 1 at POP 1 with this router at its end. */
  JsonNode order(int vlan, String more) {
    Reply reply =
        billing.post(
            "/backup-links",
            "{\"customerId\": 1, \"vlan\": %d, \"popId\": 1, \"customerRouterId\": %d%s}"
                .formatted(vlan, customerRouter, more));
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply.json();
  }

  Reply apply(long link, String side) {
    return apply(link, side, "");
  }

  Reply apply(long link, String side, String more) {
    return billing.post(
        "/backup-links/" + link + "/apply", "{\"side\": \"%s\"%s}".formatted(side, more));
  }

  Reply remove(long link, String body) {
    return billing.post("/backup-links/" + link + "/remove", body);
  }

  Reply orderDone(long link) {
    return billing.post("/backup-links/" + link + "/work-order/done", "{\"note\": \"NOC 4711\"}");
  }

  JsonNode link(long id) {
    return billing.get("/backup-links/" + id).json();
  }

  boolean carries() {
    return runs(customer, "/interface/sstp-client")
        && runs(pop, "/interface/eoip")
        && runs(customer, "/interface/eoip");
  }

  private static boolean runs(StandInRouter router, String menu) {
    List<Map<String, String>> rows = router.print(menu);
    return !rows.isEmpty() && rows.stream().allMatch(row -> "true".equals(row.get("running")));
  }

  List<String> column(String sql) {
    return billing
        .service
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  @Override
  public void close() {
    pop.close();
    customer.close();
    billing.close();
  }
}
