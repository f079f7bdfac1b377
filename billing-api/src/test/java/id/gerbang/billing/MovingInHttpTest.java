package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.money.MovableClock;
import id.gerbang.routeros.standin.StandInRouter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ISPs move in from what they have: User Manager 6, local secrets, FreeRADIUS, PHPNuxBill. */
class MovingInHttpTest {

  private static final String USER_MANAGER_6 =
      """
      /tool user-manager profile
      add name=50K owner=admin price=50000 starts-at=logon validity=4w2d
      add name=Bebas owner=admin price=100000 validity=unlimited
      /tool user-manager profile limitation
      add name=L owner=admin rate-limit-rx=524288 rate-limit-tx=1048576 group-name=rumah ip-pool=hs-pool address-list=pelanggan
      /tool user-manager profile profile-limitation
      add profile=50K limitation=L
      add profile=Bebas limitation=L
      /tool user-manager user
      add username=bebvd6 password=bebvd6 customer=admin caller-id=bind
      add username=lama password=x customer=admin
      add username=bebas password=y customer=admin shared-users=3
      """;

  private static final String MYSQL =
      """
      -- MySQL dump 10.13
      /*!40101 SET NAMES utf8 */;
      CREATE TABLE `radcheck` (
        `id` int(11) unsigned NOT NULL AUTO_INCREMENT,
        `username` varchar(64) NOT NULL DEFAULT '',
        `attribute` varchar(64) NOT NULL DEFAULT '',
        `op` char(2) NOT NULL DEFAULT '==',
        `value` varchar(253) NOT NULL DEFAULT '',
        PRIMARY KEY (`id`),
        KEY `username` (`username`(32))
      ) ENGINE=InnoDB;
      INSERT INTO `radcheck` VALUES (1,'budi','Cleartext-Password',':=','it\\'s; (a) \\\\'),(2,'budi','Simultaneous-Use',':=','2'),
      (3,'siti','Crypt-Password',':=','$1$x'),(4,'tono','Cleartext-Password',':=','t'),(5,'tono','Expiration',':=','31 Dec 2026 12:30'),
      (6,'mati','Auth-Type',':=','Reject'),(7,'kuota','Cleartext-Password',':=','k'),(8,'kuota','Max-Octets',':=','1000');
      INSERT INTO `radreply` (`id`, `username`, `attribute`, `op`, `value`) VALUES (1, 'budi', 'Framed-IP-Address', ':=', '10.1.1.1'), (2, 'budi', 'Reply-Message', ':=', NULL);
      INSERT INTO `radusergroup` (`username`, `groupname`, `priority`) VALUES ('budi', '10M', 1), ('budi', 'lain', 5), ('siti', '10M', 1), ('tono', '10M', 1), ('kuota', '10M', 1);
      INSERT INTO `radgroupreply` (`id`, `groupname`, `attribute`, `op`, `value`) VALUES (1, '10M', 'Mikrotik-Rate-Limit', ':=', '5M/10M'), (2, '10M', 'Framed-Pool', ':=', 'aktif');
      INSERT INTO `radacct` (`radacctid`) VALUES (1), (2);
      """;

  private static final String POSTGRESQL =
      """
      SET statement_timeout = 0;
      CREATE TABLE public.radcheck (id integer NOT NULL, username text DEFAULT ''::text NOT NULL, attribute text, op character varying(2), value text);
      COPY public.radcheck (id, username, attribute, op, value) FROM stdin;
      1	budi	Cleartext-Password	:=	it's; (a) \\\\
      2	budi	Simultaneous-Use	:=	2
      3	siti	Crypt-Password	:=	$1$x
      4	tono	Cleartext-Password	:=	t
      5	tono	Expiration	:=	Dec 31 2026 12:30:00
      6	mati	Auth-Type	:=	Reject
      7	kuota	Cleartext-Password	:=	k
      8	kuota	Max-Octets	:=	1000
      \\.
      COPY public.radreply (id, username, attribute, op, value) FROM stdin;
      1	budi	Framed-IP-Address	:=	10.1.1.1
      \\.
      COPY public.radusergroup (username, groupname, priority) FROM stdin;
      budi	lain	5
      budi	10M	1
      siti	10M	1
      tono	10M	1
      kuota	10M	1
      \\.
      COPY public.radgroupreply (id, groupname, attribute, op, value) FROM stdin;
      1	10M	Mikrotik-Rate-Limit	:=	5M/10M
      2	10M	Framed-Pool	:=	aktif
      \\.
      COPY public.radacct (radacctid) FROM stdin;
      1
      2
      \\.
      """;

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

  private final MovableClock clock = new MovableClock("2026-11-10T17:30:00Z");
  private final RunningBilling billing = new RunningBilling(clock, List.of());

  @BeforeEach
  void nothing_is_billed() {
    assertThat(billing.put("/settings", "{\"billing\": {\"automatic\": false}}").status())
        .isEqualTo(200);
  }

  @AfterEach
  void close() {
    billing.close();
  }

  @Test
  void user_manager_6_tells_profiles_and_use_and_no_ends() {
    try (StandInRouter router =
        StandInRouter.version("6.49.18").withUserManager().clock(clock).start()) {
      router.user("gerbang", "rahasia", "read,test,api,sensitive");
      router.importRsc(USER_MANAGER_6);
      has(router, "bebvd6", "50K", "never");
      has(router, "lama", "50K", "nov/01/2026 10:00:00");
      has(router, "bebas", "Bebas", "never");
      long id = register(router);
      int seen = router.seen().size();
      String request = "{\"format\": \"usermanager\", \"router\": \"%d\", %s}";
      JsonNode rehearsed =
          billing.post("/imports", request.formatted(id, "\"dryRun\": true")).json();
      assertThat(ImportsOverHttp.counts(rehearsed))
          .as(rehearsed.toString())
          .containsExactly(3, 2, 0, 1);
      assertThat(rehearsed.at("/problems/0/errors/0/field").asText()).isEqualTo("activeUntil");
      assertThat(router.seen().subList(seen, router.seen().size()))
          .isNotEmpty()
          .allMatch(it -> it.endsWith("/print") || it.endsWith("/login"));

      JsonNode made =
          taken(request.formatted(id, "\"choices\": {\"activeUntil\": \"2026-11-30T17:00:00Z\"}"));
      assertThat(ImportsOverHttp.counts(made)).containsExactly(3, 3, 0, 0);
      JsonNode first = billing.get("/subscriptions/username:bebvd6").json();
      assertThat(first.get("macPolicy").asText()).isEqualTo("first");
      assertThat(first.path("activeUntil").isNull()).isTrue();
      assertThat(billing.get("/subscriptions/username:lama").json().get("activeUntil").asText())
          .isEqualTo("2026-11-30T17:00:00Z");
      JsonNode plan = billing.get("/plans/" + first.get("planId").asLong()).json();
      assertThat(plan.get("rateLimitText").asText()).isEqualTo("524288/1048576");
      assertThat(plan.get("pool").asText()).isEqualTo("hs-pool");
      assertThat(plan.get("addressList").asText()).isEqualTo("pelanggan");
      assertThat(plan.at("/attributes/0/value").asText()).isEqualTo("rumah");
      assertThat(plan.get("period").asText()).isEqualTo("P30D");
      assertThat(billing.get("/subscriptions/username:bebas").json().get("billing").asText())
          .isEqualTo("postpaid");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.49.18", "7.20.8"})
  void local_secrets_become_subscriptions_by_their_profiles(String version) {
    try (StandInRouter router = StandInRouter.version(version).clock(clock).start()) {
      router.user("gerbang", "rahasia", "read,test,api,sensitive");
      router.importRsc(
          """
          /ip pool add name=aktif ranges=10.0.0.2-10.0.0.254
          /ppp profile add name=10M rate-limit="5M/10M 10M/20M 4M/8M 10/10" remote-address=aktif
          /ppp secret
          add name=budi password=rahasia1 service=pppoe profile=10M comment=Budi
          add name=siti password=rahasia2 service=any profile=10M remote-address=10.0.0.9 routes=10.9.0.0/24 caller-id=4C:5E:0C:11:22:33
          add name=vpn password=x service=l2tp profile=10M
          add name=mati password=x profile=10M disabled=yes
          """);
      String choices = ", \"choices\": {\"prices\": {\"10M\": 150000}}}";
      JsonNode made =
          taken("{\"format\": \"ppp\", \"router\": \"%d\"%s".formatted(register(router), choices));
      assertThat(ImportsOverHttp.counts(made)).as(made.toString()).containsExactly(4, 2, 2, 0);
      JsonNode siti = billing.get("/subscriptions/username:siti").json();
      assertThat(siti.get("staticIp").asText()).isEqualTo("10.0.0.9");
      assertThat(siti.at("/routes/0").asText()).isEqualTo("10.9.0.0/24");
      assertThat(siti.get("macs").toString()).isEqualTo("[\"4c5e0c112233\"]");
      JsonNode plan = billing.get("/plans/" + siti.get("planId").asLong()).json();
      assertThat(plan.get("rateLimitText").asText()).isEqualTo("5M/10M 10M/20M 4M/8M 10/10");
      assertThat(plan.get("pool").asText()).isEqualTo("aktif");
      assertThat(billing.get("/customers/external:ppp:budi").json().get("name").asText())
          .isEqualTo("Budi");
      JsonNode again =
          billing
              .post("/imports", file("ppp", router.export(true), ", \"dryRun\": true" + choices))
              .json();
      assertThat(ImportsOverHttp.counts(again)).as("out of its export").containsExactly(4, 0, 4, 0);
    }
  }

  @Test
  void an_export_calls_the_profile_of_those_who_have_none_by_its_id() {
    String export =
        "/ppp profile\nset *0 rate-limit=2M/4M\n/ppp secret\nadd name=budi password=rahasia1 service=pppoe\n";
    taken(file("ppp", export, ", \"choices\": {\"prices\": {\"default\": 90000}}}"));
    long planId = billing.get("/subscriptions/username:budi").json().get("planId").asLong();
    assertThat(billing.get("/plans/" + planId).json().get("rateLimitText").asText())
        .isEqualTo("2M/4M");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql", "postgresql"})
  void freeradius_comes_out_of_a_dump(String kind) {
    String dump = kind.equals("mysql") ? MYSQL : POSTGRESQL;
    JsonNode made =
        taken(
            file(
                "freeradius",
                dump,
                ", \"skipErrors\": true, \"choices\": {\"prices\": {\"10M\": 150000}}}"));
    assertThat(ImportsOverHttp.counts(made)).as(made.toString()).containsExactly(5, 2, 1, 2);
    assertThat(made.get("findings").toString()).contains("2 sessions are open and not taken");
    JsonNode budi = billing.get("/subscriptions/username:budi").json();
    assertThat(
            billing
                .post("/subscriptions/username:budi/password/reveal", "{}")
                .json()
                .get("password")
                .asText())
        .isEqualTo("it's; (a) \\");
    assertThat(budi.get("staticIp").asText()).isEqualTo("10.1.1.1");
    JsonNode plan = billing.get("/plans/" + budi.get("planId").asLong()).json();
    assertThat(plan.get("sharedUsers").asInt()).isEqualTo(2);
    assertThat(plan.get("rateLimitText").asText()).isEqualTo("5M/10M");
    assertThat(billing.get("/subscriptions/username:tono").json().get("activeUntil").asText())
        .isEqualTo("2026-12-31T05:30:00Z");
    assertThat(problem(made, "siti").get("notes").toString())
        .contains("kept as Crypt-Password, from which nobody can tell it");
    assertThat(problem(made, "siti").at("/errors/0/field").asText()).isEqualTo("password");
    assertThat(problem(made, "kuota").at("/errors/0/message").asText()).contains("Max-Octets 1000");
    assertThat(problem(made, "mati").get("outcome").asText()).isEqualTo("skipped");
    assertThat(problem(made, "budi").get("notes").toString()).contains("is in lain too");
  }

  @Test
  void what_a_dump_says_wrongly_is_said_and_does_not_end_the_import() {
    String dump =
        MYSQL
            .replace("'5M/10M'", "'999999999999G/1M'")
            .replace("('budi', '10M', 1)", "('budi', '10M', 'x')")
            .replace("'31 Dec 2026 12:30'", "'soon'");
    JsonNode made =
        taken(
            file(
                "freeradius",
                dump,
                ", \"skipErrors\": true, \"choices\": {\"prices\": {\"10M\": 150000}}}"));
    assertThat(made.get("plans").toString())
        .contains("999999999999G/1M is not carried: is no rate");
    assertThat(made.get("problems").toString())
        .contains("Expiration soon is no day that is known how to read");
    assertThat(problem(made, "tono").at("/errors/0/field").asText())
        .as("an end that nobody can read is not none")
        .isEqualTo("activeUntil");
  }

  @Test
  void phpnuxbill_brings_people_and_what_they_paid_until() {
    JsonNode made = taken(file("phpnuxbill", PHPNUXBILL, ", \"skipErrors\": true}"));
    assertThat(ImportsOverHttp.counts(made)).as(made.toString()).containsExactly(7, 1, 4, 2);
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
    JsonNode undone = billing.post("/imports/1/undo", "{}", "Idempotency-Key", "u").json();
    assertThat(undone.get("state").asText()).isEqualTo("undone");
    assertThat(billing.get("/plans").json().get("items")).isEmpty();
  }

  /** Somebody's choice may be a plan that is made out of the same file. */
  @Test
  void a_plan_that_is_made_beside_it_may_be_chosen_for_another() {
    String choices =
        ", \"skipErrors\": true, \"choices\": {\"plans\": {\"Jam-jaman\": \"Rumah 10M\"}}";
    JsonNode rehearsed =
        billing
            .post("/imports", file("phpnuxbill", PHPNUXBILL, choices + ", \"dryRun\": true}"))
            .json();
    assertThat(plan(rehearsed, "Jam-jaman").get("outcome").asText()).isEqualTo("there");
    assertThat(plan(rehearsed, "Jam-jaman").get("planId").isNull()).as("it is not there").isTrue();

    JsonNode made = taken(file("phpnuxbill", PHPNUXBILL, choices + "}"));
    JsonNode chosen = plan(made, "Jam-jaman");
    assertThat(chosen.get("outcome").asText()).as(made.toString()).isEqualTo("there");
    assertThat(chosen.get("errors")).isEmpty();
    assertThat(chosen.get("planId")).isEqualTo(plan(made, "Rumah 10M").get("planId"));
    assertThat(billing.get("/subscriptions/username:siti").json().get("planId"))
        .isEqualTo(chosen.get("planId"));
  }

  @Test
  void what_is_no_dump_of_it_is_said_so() {
    for (String format : List.of("freeradius", "phpnuxbill", "ppp", "usermanager")) {
      for (String file :
          List.of(
              "",
              "hello",
              "INSERT INTO `x` VALUES (1",
              "INSERT INTO radcheck VALUES (1, 'a')",
              "CREATE TABLE radcheck (id int")) {
        Reply reply = billing.post("/imports", file(format, file + " ", ", \"dryRun\": true}"));
        assertThat(reply.status()).as(format + " " + file + " " + reply.text()).isEqualTo(422);
        assertThat(reply.field()).isEqualTo("content");
      }
    }
    assertThat(
            billing
                .post(
                    "/imports", "{\"format\": \"freeradius\", \"router\": \"1\", \"dryRun\": true}")
                .field())
        .isEqualTo("router");
  }

  private static String file(String format, String text, String more) {
    return "{\"name\": \"a\", \"format\": \"%s\", \"content\": \"%s\"%s"
        .formatted(
            format,
            Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)),
            more);
  }

  private JsonNode taken(String request) {
    Reply reply = billing.post("/imports", request, "Idempotency-Key", "a");
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply.json();
  }

  /** What User Manager 6 tells of a user over the API alone. */
  private static void has(StandInRouter router, String user, String profile, String seen) {
    router.knows(
        "/tool/user-manager/user", user, Map.of("actual-profile", profile, "last-seen", seen));
  }

  private long register(StandInRouter router) {
    Reply reply =
        billing.post(
            "/routers",
            """
            {"name": "BRAS", "secret": "rahasia-radius", "address": "127.0.0.1",
             "api": {"protocol": "api", "port": %d, "username": "gerbang", "password": "rahasia"}}"""
                .formatted(router.port("api")));
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply.id();
  }

  private static JsonNode plan(JsonNode view, String profile) {
    for (JsonNode one : view.get("plans")) {
      if (one.get("profile").asText().equals(profile)) {
        return one;
      }
    }
    throw new AssertionError("no " + profile + " in " + view);
  }

  private static JsonNode problem(JsonNode view, String name) {
    for (JsonNode one : view.get("problems")) {
      if (one.get("name").asText().equals(name)) {
        return one;
      }
    }
    throw new AssertionError("no " + name + " in " + view);
  }
}
