package id.gerbang.billing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.money.MovableClock;
import id.gerbang.core.database.TestDatabase;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who the customers are, how they are found among many, and who is there already. */
class CustomersHttpTest {

  private static final MovableClock CLOCK = new MovableClock("2026-11-22T05:00:00Z");
  private static RunningBilling billing;
  private static long plan;
  private static int tests;
  private String area;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(CLOCK, List.of());
    plan = billing.plan("10 Mega");
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  @BeforeEach
  void an_area_of_its_own() {
    area = "Area %d".formatted(++tests);
  }

  private long customer(String name, String fields) {
    Reply made =
        billing.post(
            "/customers",
            "{\"name\": \"%s\", \"area\": \"%s\"%s}"
                .formatted(name, area, fields.isEmpty() ? "" : ", " + fields));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  private long subscription(long customer, String username) {
    Reply made =
        billing.post(
            "/subscriptions",
            "{\"customerId\": %d, \"planId\": %d, \"username\": \"%s\", \"password\": \"rahasia\"}"
                .formatted(customer, plan, username));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  private List<Long> list(String query) {
    Reply reply = billing.get("/customers?area=" + area + query);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    List<Long> ids = new ArrayList<>();
    reply.json().get("items").forEach(item -> ids.add(item.get("id").asLong()));
    return ids;
  }

  @Test
  void who_owes_has_credit_or_days_to_bill_is_not_deleted() {
    long owes = customer("Owes", "");
    Reply invoice =
        billing.post(
            "/invoices",
            """
            {"customerId": %d, "dueDate": "2027-01-01", "lines": [{"description": "Internet", "amount": 1000}]}"""
                .formatted(owes));
    Reply refused = billing.delete("/customers/" + owes);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("Rp 1000");
    billing.post("/invoices/" + invoice.id() + "/void", "{\"reason\": \"salah\"}");
    assertThat(billing.delete("/customers/" + owes).status()).isEqualTo(204);

    long has = customer("Has", "");
    billing.post(
        "/payments",
        "{\"customerId\": %d, \"amount\": 500, \"method\": \"cash\"}".formatted(has),
        "Idempotency-Key",
        "has-" + has);
    assertThat(billing.delete("/customers/" + has).text()).contains("credit");

    long unbilled = customer("Unbilled", "");
    long line = subscription(unbilled, "unbilled");
    TestDatabase.execute(
        billing.database,
        "UPDATE subscription SET billed_until = billed_until - 3 WHERE id = " + line);
    billing.delete("/subscriptions/" + line);
    assertThat(billing.delete("/customers/" + unbilled).text()).contains("not billed");
  }

  @Test
  void what_is_deleted_gives_its_external_id_free() {
    String id = "\"externalId\": \"crm-" + area.replace(' ', '-') + "\"";
    long first = customer("Satu", id);
    Reply taken = billing.post("/customers", "{\"name\": \"Dua\", " + id + "}");
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.field()).isEqualTo("externalId");
    assertThat(billing.delete("/customers/" + first).status()).isEqualTo(204);
    long second = customer("Dua", id);
    assertThat(billing.get("/customers/external:crm-" + area.replace(' ', '-')).id())
        .isEqualTo(second);
  }

  @Test
  void a_search_looks_at_what_contacts_say_and_not_at_the_names_of_their_fields() {
    long id =
        customer(
            "Budi",
            "\"contacts\": [{\"name\": \"Siti\", \"phone\": \"+62 (0)812 7777 0001\", \"role\": \"istri\"}]");
    assertThat(list("&q=Siti")).containsExactly(id);
    assertThat(list("&q=(0812) 7777")).containsExactly(id);
    assertThat(list("&q=hone")).isEmpty();
    assertThat(list("&q=rol")).isEmpty();
    assertThat(list("&q=")).containsExactly(id);
  }

  @Test
  void subscriptions_and_plans_are_listed_in_the_order_asked_for() {
    long customer = customer("Urut", "");
    long b = subscription(customer, "b-" + tests);
    long c = subscription(customer, "c-" + tests);
    long a = subscription(customer, "a-" + tests);
    TestDatabase.execute(
        billing.database,
        "UPDATE subscription SET billing = 'prepaid', active_until = '2027-01-01'::timestamptz + id * interval '-1 day' WHERE id IN (%d, %d)"
            .formatted(b, c));
    String all = "/subscriptions?area=" + area + "&limit=2&sort=";
    assertThat(inOrder(all + "id")).containsExactly(b, c, a);
    assertThat(inOrder(all + "-id")).containsExactly(a, c, b);
    assertThat(inOrder(all + "username")).containsExactly(a, b, c);
    assertThat(inOrder(all + "activeUntil")).as("who has an end").containsExactly(c, b);
    assertThat(billing.get(all + "age").field()).isEqualTo("sort");
    long first = billing.plan("Z " + area);
    long second = billing.plan("A " + area);
    assertThat(inOrder("/plans?q=" + area + "&limit=1&sort=name")).containsExactly(second, first);
    assertThat(inOrder("/plans?q=" + area + "&limit=1&sort=-id")).containsExactly(second, first);
    assertThat(billing.get("/plans?sort=age").field()).isEqualTo("sort");
  }

  private static List<Long> inOrder(String path) {
    List<Long> ids = new ArrayList<>();
    String cursor = "";
    do {
      Reply page = billing.get(path + cursor);
      assertThat(page.status()).as(page.text()).isEqualTo(200);
      page.json().get("items").forEach(item -> ids.add(item.get("id").asLong()));
      cursor =
          page.json().get("next").isNull() ? "" : "&cursor=" + page.json().get("next").asText();
    } while (!cursor.isEmpty());
    return ids;
  }

  @Test
  void house_and_contacts_are_kept_and_patched() {
    long budi =
        customer(
            "Budi",
            """
            "mapPoint": {"latitude": -6.8915, "longitude": 107.6107},
            "contacts": [{"name": "Siti", "phone": "0813-1111-2222", "role": "istri"}]""");
    JsonNode kept = billing.get("/customers/" + budi).json();
    assertThat(kept.at("/mapPoint/latitude").asDouble()).isEqualTo(-6.8915);
    assertThat(kept.at("/contacts/0/phone").asText()).isEqualTo("6281311112222");

    JsonNode moved =
        billing
            .patch("/customers/" + budi, "{\"mapPoint\": {\"latitude\": -6.9}, \"contacts\": []}")
            .json();
    assertThat(moved.at("/mapPoint/latitude").asDouble()).isEqualTo(-6.9);
    assertThat(moved.at("/mapPoint/longitude").asDouble()).isEqualTo(107.6107);
    assertThat(moved.get("contacts")).isEmpty();
    JsonNode nowhere = billing.patch("/customers/" + budi, "{\"mapPoint\": null}").json();
    assertThat(nowhere.get("mapPoint").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"mapPoint\": {\"latitude\": 91, \"longitude\": 0}|mapPoint.latitude",
        "\"mapPoint\": {\"latitude\": 1}|mapPoint.longitude",
        "\"contacts\": [{\"phone\": \"0812345678\"}]|contacts[0].name",
        "\"contacts\": [{\"name\": \"Siti\", \"phone\": \"12\"}]|contacts[0].phone"
      })
  void a_place_or_person_that_can_t_be_is_refused_by_its_field(String fields, String field) {
    Reply reply = billing.post("/customers", "{\"name\": \"x\", " + fields + "}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(422);
    assertThat(reply.field()).isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0812 7777 8888",
        "+62 812-7777",
        "6281277778888",
        "08127777",
        "77778888",
        "kemuning",
        "wayan.SUTA",
        "warung wayan",
        "0813 4444 5555",
        "ketut"
      })
  void a_customer_is_found_by_number_name_phone_address_contact_and_username(String q) {
    long wayan =
        customer(
            "Warung Wayan",
            "\"phone\": \"081277778888\", \"address\": \"Jl. Kemuning 5\", \"contacts\": [{\"name\": \"Ketut\", \"phone\": \"081344445555\"}], \"confirmDuplicate\": true");
    subscription(wayan, "wayan.suta" + tests + "@isp");
    customer("Made", "\"phone\": \"0812999900%02d\"".formatted(tests));
    assertThat(list("&q=" + q.replace("+", "%2B"))).containsExactly(wayan);
    String number = billing.get("/customers/" + wayan).json().get("number").asText();
    assertThat(list("&q=" + number.toLowerCase(Locale.ROOT))).containsExactly(wayan);
    assertThat(list("&q=nobody")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ÄY", "äy", "q", "7z", "xj", "Zw", "86"})
  void one_or_two_letters_begin_a_word(String q) {
    long found =
        customer(
            "Äyu Qomar",
            "\"address\": \"Gg. 007Z/12\", \"phone\": \"0855%06d\", \"contacts\": [{\"name\": \"Xjan\", \"phone\": \"+8681355550000\"}], \"confirmDuplicate\": true"
                .formatted(tests));
    subscription(found, "rumah.zw" + tests + "@isp");
    customer(
        "Bayu Baqi",
        "\"address\": \"Gg. 17Z\", \"phone\": \"0856%06d\", \"confirmDuplicate\": true"
            .formatted(tests));
    assertThat(list("&q=" + URLEncoder.encode(q, UTF_8))).containsExactly(found);
  }

  @Test
  void pages_of_a_search_are_whole_in_every_order() {
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      long id = customer("Nyoman " + (char) ('E' - i), "");
      all.add(id);
      subscription(id, "nyoman-a%d-%d".formatted(tests, i));
      subscription(id, "nyoman-b%d-%d".formatted(tests, i));
    }
    List<Long> turned = new ArrayList<>(all);
    Collections.reverse(turned);
    for (String q : List.of("&q=nyoman", "")) {
      assertThat(pages(q + "&sort=number")).isEqualTo(all);
      assertThat(pages(q + "&sort=-number")).isEqualTo(turned);
      assertThat(pages(q + "&sort=name")).isEqualTo(turned);
    }
    assertThat(billing.get("/customers?sort=phone").field()).isEqualTo("sort");
  }

  private List<Long> pages(String query) {
    List<Long> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = billing.get("/customers?area=" + area + query + "&limit=2" + cursor).json();
      page.get("items").forEach(item -> ids.add(item.get("id").asLong()));
      cursor = page.get("next").isNull() ? "" : "&cursor=" + page.get("next").asText();
    } while (!cursor.isEmpty());
    return ids;
  }

  @Test
  void filters_hold_together() {
    long paid = customer("Paid", "\"tags\": [\"ruko\", \"lama\"]");
    long owes = customer("Owes", "\"tags\": [\"ruko\"]");
    long late = customer("Late", "");
    for (long customer : List.of(paid, owes, late)) {
      subscription(customer, "f%d-%d".formatted(tests, customer));
    }
    invoice(owes, "2026-12-20");
    invoice(late, "2026-11-01");
    assertThat(list("&tag=ruko")).containsExactly(paid, owes);
    assertThat(list("&tag=ruko&due=open")).containsExactly(owes);
    assertThat(list("&due=open")).containsExactly(owes, late);
    assertThat(list("&due=overdue")).containsExactly(late);
    assertThat(list("&status=isolated")).containsExactly(late);
    assertThat(list("&status=active&q=paid")).containsExactly(paid);
    assertThat(list("&planId=" + plan)).containsExactly(paid, owes, late);
    assertThat(list("&planId=99999")).isEmpty();
    TestDatabase.execute(
        billing.database,
        """
        INSERT INTO session (router_id, acct_session_id, username, subscriber_id, started_at, updated_at, heard_at)
        SELECT 7, 'x' || id, username, id, now(), now(), now() FROM subscription WHERE customer_id = %d"""
            .formatted(owes));
    assertThat(list("&routerId=7")).containsExactly(owes);
    assertThat(billing.get("/customers?due=some").field()).isEqualTo("due");
    assertThat(billing.get("/customers?status=some").field()).isEqualTo("status");
  }

  private static void invoice(long customer, String due) {
    Reply issued =
        billing.post(
            "/invoices",
            "{\"customerId\": %d, \"dueDate\": \"%s\", \"lines\": [{\"description\": \"Internet\", \"amount\": 150000}]}"
                .formatted(customer, due));
    assertThat(issued.status()).as(issued.text()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"name\": \"Lain\", \"phone\": \"+62 821-0000-1%1$03d\"|phone",
        "\"name\": \"Lain\", \"phone\": \"0822 0000 1%1$03d\"|phone",
        "\"name\": \" dewi  LESTARI %1$d\", \"address\": \"jl. anggrek 7\"|name and address",
        "\"name\": \"Lain\", \"subscription\": {\"planId\": %2$d, \"username\": \"DEWI%1$d@ISP\", \"password\": \"rahasia\"}|username"
      })
  void who_looks_like_a_customer_is_asked_about(String fields, String why) {
    long dewi =
        customer(
            "Dewi Lestari " + tests,
            """
            "phone": "08210000%1$04d", "address": "Jl.  Anggrek 7",
            "contacts": [{"name": "Ayu", "phone": "08220000%1$04d"}]"""
                .formatted(1000 + tests));
    subscription(dewi, "dewi" + tests + "@isp");
    String body = "{" + fields.formatted(tests, plan) + "}";
    Reply refused = billing.post("/customers", body);
    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.field()).isEqualTo("confirmDuplicate");
    String number = billing.get("/customers/" + dewi).json().get("number").asText();
    assertThat(refused.text()).contains(number + " Dewi Lestari").contains("(" + why + ")");
    assertThat(list("&q=lain")).isEmpty();
    Reply made =
        billing.post("/customers", body.replaceFirst("\\{", "{\"confirmDuplicate\": true, "));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
  }

  @Test
  void a_form_is_told_while_somebody_types() {
    long putu = customer("Putu", "\"phone\": \"0831 2345 6789\"");
    JsonNode found = billing.get("/customers/duplicates?phone=62831-23456789&name=putu").json();
    assertThat(found.get("items")).hasSize(1);
    assertThat(found.at("/items/0/id").asLong()).isEqualTo(putu);
    assertThat(found.at("/items/0/alike/0").asText()).isEqualTo("phone");
    assertThat(billing.get("/customers/duplicates?phone=0831").json().get("items")).isEmpty();
    assertThat(billing.get("/customers/duplicates").json().get("items")).isEmpty();
  }
}
