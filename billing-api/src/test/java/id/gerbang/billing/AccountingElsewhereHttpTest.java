package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.imports.Choices;
import id.gerbang.billing.imports.FileImport;
import id.gerbang.billing.imports.ImportCustomers;
import id.gerbang.billing.imports.ImportView;
import id.gerbang.core.database.Pool;
import id.gerbang.core.database.ServiceRole;
import id.gerbang.routeros.standin.StandInRouter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions out of FreeRADIUS's accounting and of User Manager 6. */
class AccountingElsewhereHttpTest extends MovingInOverHttp {

  private static final String ACCOUNTS =
      """
      INSERT INTO `radcheck` (`id`, `username`, `attribute`, `op`, `value`) VALUES (1, 'budi', 'Cleartext-Password', ':=', 'x');
      INSERT INTO `radusergroup` (`username`, `groupname`, `priority`) VALUES ('budi', '10M', 1);
      """;

  private static final String MYSQL =
      """
      CREATE TABLE `radacct` (`radacctid` bigint(21) NOT NULL, `acctsessionid` varchar(64) NOT NULL, `username` varchar(64) NOT NULL,
        `nasipaddress` varchar(15) NOT NULL, `nasportid` varchar(32), `acctstarttime` datetime, `acctstoptime` datetime, `acctsessiontime` int,
        `acctinputoctets` bigint(20), `acctoutputoctets` bigint(20), `callingstationid` varchar(50), `acctterminatecause` varchar(32),
        `framedipaddress` varchar(15), `framedipv6prefix` varchar(45), `delegatedipv6prefix` varchar(45), PRIMARY KEY (`radacctid`));
      INSERT INTO `radacct` VALUES
      (1,'8180000a','budi','192.0.2.1','pppoe-é','2026-11-01 10:00:00','2026-11-01 11:00:00',3590,5000000000,90000000000,'4C:5E:0C:11:22:33','User-Request','10.0.0.7','','2001:db8:7::/56'),
      (2,'8180000b','budi','not an address',NULL,'2026-11-02 10:00:00','2026-11-02 10:00:00',NULL,NULL,NULL,'','','','nonsense','::ffff'),
      (3,'8180000c','budi','192.0.2.1',NULL,'2026-11-03 10:00:00',NULL,0,0,0,'','','10.0.0.7','',''),
      (4,'8180000d','budi','192.0.2.1',NULL,'2026-11-03 10:00:00','0000-00-00 00:00:00',0,0,0,'','','10.0.0.7','',''),
      (5,'8180000e','hilang','192.0.2.1',NULL,'2026-11-03 10:00:00','2026-11-03 11:00:00',0,0,0,'','','10.0.0.7','','');
      """;

  private static final String POSTGRESQL =
      """
      COPY public.radacct (acctsessionid, username, nasipaddress, nasportid, acctstarttime, acctstoptime, acctsessiontime, acctinputoctets, acctoutputoctets, callingstationid, acctterminatecause, framedipaddress, framedipv6prefix, delegatedipv6prefix) FROM stdin;
      8180000a	budi	192.0.2.1	pppoe-é	2026-11-01 03:00:00+00	2026-11-01 11:00:00.25+07	3590	5000000000	90000000000	4C:5E:0C:11:22:33	User-Request	10.0.0.7	\\N	2001:db8:7::/56
      8180000b	budi	\\N	\\N	2026-11-02 03:00:00+00	2026-11-02 03:00:00+00	\\N	\\N	\\N			\\N	\\N	\\N
      8180000c	budi	192.0.2.1	\\N	2026-11-03 03:00:00+00	\\N	0	0	0			10.0.0.7	\\N	\\N
      8180000d	budi	192.0.2.1	\\N	2026-11-03 03:00:00+00	\\N	0	0	0			10.0.0.7	\\N	\\N
      8180000e	hilang	192.0.2.1	\\N	2026-11-03 03:00:00+00	2026-11-03 04:00:00+00	0	0	0			10.0.0.7	\\N	\\N
      \\.
      """;

  @ParameterizedTest
  @ValueSource(strings = {"mysql", "postgresql"})
  void radacct_tells_sessions_of_any_dump(String kind) {
    JsonNode made = take(dump(ACCOUNTS + (kind.equals("mysql") ? MYSQL : POSTGRESQL)));
    assertThat(made.get("findings").toString())
        .contains("2 sessions from 2026-11-01 to 2026-11-02 come along")
        .contains("2 sessions are open and not taken")
        .contains("1 sessions are of accounts that are not here");
    JsonNode session = billing.get("/sessions?username=budi").json().at("/items/1");
    assertThat(session.get("acctSessionId").asText()).isEqualTo("8180000a");
    assertThat(session.get("startedAt").asText()).isEqualTo("2026-11-01T03:00:00Z");
    assertThat(session.get("sessionTime").asLong()).isEqualTo(3_590);
    assertThat(session.get("uploadOctets").asLong()).isEqualTo(5_000_000_000L);
    assertThat(session.get("downloadOctets").asLong()).isEqualTo(90_000_000_000L);
    assertThat(session.get("router").asText()).isEqualTo("192.0.2.1");
    assertThat(
            billing
                .get("/address-history?address=2001:db8:7:1::9&at=2026-11-01T03:30:00Z")
                .json()
                .at("/items/0/username")
                .asText())
        .isEqualTo("budi");
  }

  /** Its command makes rows by five hundred, and sessions by a thousand. */
  @Test
  void a_large_file_comes_in_many_transactions_and_goes_on_where_it_broke_off() {
    String sessions =
        IntStream.range(0, 2_500)
            .mapToObj(
                n ->
                    "('%08x','budi','192.0.2.1','2026-11-0%d %02d:%02d:%02d','2026-11-09 00:00:00',9,7)"
                        .formatted(n, 1 + n % 3, n / 60 % 24, n % 60, n / 1440))
            .collect(Collectors.joining(",\n"));
    byte[] dump =
        (ACCOUNTS
                + "INSERT INTO radacct (acctsessionid, username, nasipaddress, acctstarttime, acctstoptime, acctinputoctets, acctoutputoctets) VALUES\n"
                + sessions
                + ";")
            .getBytes(StandardCharsets.UTF_8);
    ImportCustomers request =
        ImportCustomers.ofFile(
            "radius.sql",
            ImportCustomers.FREERADIUS,
            new Choices(null, Map.of("10M", 150_000L), null, null, null),
            "skip",
            false);
    try (HikariDataSource pool = Pool.open(billing.database, ServiceRole.BILLING, 1)) {
      FileImport files = files(pool, FileImport.AT_A_TIME);
      ImportView rehearsed = files.rehearse(request, dump, Actor.COMMAND_LINE, (done, all) -> {});
      assertThat(rehearsed.findings().toString()).contains("2500 sessions from 2026-11-01");
      assertThatThrownBy(
              () ->
                  files.take(
                      request,
                      dump,
                      Actor.COMMAND_LINE,
                      (done, all) -> {
                        throw new IllegalStateException("broke off");
                      }))
          .hasMessage("broke off");
      assertThat(usage()).isEmpty();
      ImportView made = files.goOn(1, request, dump, Actor.COMMAND_LINE, (done, all) -> {});
      assertThat(made.findings()).isEqualTo(rehearsed.findings());
      assertThat(usage()).isEqualTo("17500");
      assertThat(
              files
                  .take(request, dump, Actor.COMMAND_LINE, (done, all) -> {})
                  .findings()
                  .toString())
          .contains("2500 sessions are here already");
      assertThat(usage()).isEqualTo("17500");
      assertThat(billing.get("/audit").text().split("\"import\\.", -1))
          .as("two rows an import, whatever it brings")
          .hasSize(5);
      assertThat(files.undo(1, Actor.COMMAND_LINE).state()).isEqualTo("undone");
      assertThat(billing.get("/sessions").json().get("items")).isEmpty();
      assertThat(billing.get("/usage?from=2026-11-01&to=2026-11-10").json().get("items")).isEmpty();
    }
  }

  @Test
  void user_manager_6_tells_sessions_in_detail() {
    try (StandInRouter router = UserManagerStandIn.started("6.49.18", clock)) {
      router.importRsc(
          """
          /system clock set time-zone-name=Asia/Jakarta
          /tool user-manager profile add name=Bebas owner=admin price=100000 validity=unlimited
          /tool user-manager user add username=budi password=x customer=admin
          """);
      router.knows("/tool/user-manager/user", "budi", Map.of("actual-profile", "Bebas"));
      router.wrote(
          "/tool/user-manager/session",
          Map.of(
              "user",
              "budi",
              "from-time",
              "nov/01/2026 10:00:00",
              "till-time",
              "nov/01/2026 11:00:00",
              "uptime",
              "1h",
              "download",
              "7000",
              "upload",
              "70",
              "user-ip",
              "10.0.0.7",
              "nas-ip-address",
              "10.9.9.9",
              "calling-station-id",
              "4C:5E:0C:11:22:33",
              "terminate-cause",
              "user-request"));
      router.wrote(
          "/tool/user-manager/session",
          Map.of(
              "user",
              "budi",
              "from-time",
              "nov/09/2026 10:00:00",
              "till-time",
              "nov/10/2026 11:00:00",
              "active",
              "true"));
      JsonNode made = take(request(router));
      assertThat(made.get("findings").toString())
          .contains("1 sessions from 2026-11-01", "1 sessions are open and not taken");
      JsonNode holder =
          billing
              .get("/address-history?address=10.0.0.7&at=2026-11-01T02:30:00Z")
              .json()
              .get("items");
      assertThat(holder).as("by the router's clock").isEmpty();
      holder =
          billing
              .get("/address-history?address=10.0.0.7&at=2026-11-01T03:30:00Z")
              .json()
              .at("/items/0");
      assertThat(holder.get("username").asText()).isEqualTo("budi");
      assertThat(holder.get("router").asText()).isEqualTo("10.9.9.9");
      assertThat(usage()).isEqualTo("7000");
    }
  }

  @Test
  void counters_of_user_manager_6_stand_for_sessions_that_it_does_not_tell() {
    try (StandInRouter router = UserManagerStandIn.started("6.49.18", clock)) {
      router.importRsc(
          """
          /system clock set time-zone-name=Asia/Jakarta
          /tool user-manager profile add name=Bebas owner=admin price=100000 validity=unlimited
          /tool user-manager user
          add username=budi password=x customer=admin
          add username=x7k2 password=x7k2 customer=admin
          add username=q9pd password=q9pd customer=admin
          """);
      counted(router, "budi", "nov/05/2026 10:00:00", "5000", "50");
      counted(router, "x7k2", "nov/05/2026 10:00:00", "9000", "90");
      counted(router, "q9pd", "never", "0", "0");
      router.wrote(
          "/tool/user-manager/session",
          Map.of(
              "user",
              "x7k2",
              "from-time",
              "nov/01/2026 10:00:00",
              "till-time",
              "nov/01/2026 11:00:00",
              "download",
              "8000",
              "upload",
              "80"));
      String request = request(router);
      JsonNode made = take(request);
      assertThat(made.get("findings").toString())
          .contains("3 users are told, and those that were made in batches are among them")
          .contains("1 sessions from 2026-11-01")
          .contains("1 counters of users whose sessions are not told come along");
      assertThat(made.get("problems").toString())
          .contains(
              "its sessions are not told: 5000 octets down and 50 up in 40 h, since a day that is not told, count as used on 2026-11-05");
      assertThat(counts(made)).as("batches too").containsExactly(3, 3, 0, 0);
      assertThat(usage()).isEqualTo("5000");
      assertThat(
              billing
                  .get("/usage?username=x7k2&from=2026-11-01&to=2026-11-30")
                  .json()
                  .get("items")
                  .findValuesAsText("downloadOctets"))
          .as("what sessions tell is not counted once more")
          .containsExactly("8000");
      counted(router, "budi", "nov/07/2026 10:00:00", "6000", "60");
      assertThat(take(request).get("findings").toString()).contains("1 counters of users");
      assertThat(
              billing
                  .get("/usage?username=budi&from=2026-11-01&to=2026-11-30")
                  .json()
                  .get("items")
                  .findValuesAsText("downloadOctets"))
          .as("as much as it grew by")
          .containsExactly("1000", "5000");
      assertThat(take(request).get("findings").toString()).doesNotContain("counters of users");
    }
  }

  private static void counted(
      StandInRouter router, String user, String seen, String down, String up) {
    router.knows(
        "/tool/user-manager/user",
        user,
        Map.of(
            "actual-profile",
            "Bebas",
            "last-seen",
            seen,
            "uptime-used",
            "1d16h",
            "download-used",
            down,
            "upload-used",
            up));
  }

  private String request(StandInRouter router) {
    return fromRouter("usermanager", BillingWithRouter.register(billing, router), "");
  }

  private String usage() {
    return billing
        .get("/usage?username=budi&period=month&from=2026-11-01&to=2026-11-30")
        .json()
        .at("/items/0/downloadOctets")
        .asText();
  }

  private static String dump(String text) {
    return file("freeradius", text, ", \"choices\": {\"prices\": {\"10M\": 150000}}");
  }
}
