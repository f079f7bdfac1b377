package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An ISP moves in from a dump of FreeRADIUS's database. */
class FreeRadiusHttpTest extends MovingInOverHttp {

  private static final String CHOICES =
      ", \"skipErrors\": true, \"choices\": {\"prices\": {\"10M\": 150000}}";

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

  @ParameterizedTest
  @ValueSource(strings = {"mysql", "postgresql"})
  void freeradius_comes_out_of_a_dump(String kind) {
    String dump = kind.equals("mysql") ? MYSQL : POSTGRESQL;
    JsonNode made = take(file("freeradius", dump, CHOICES));
    assertThat(counts(made)).as(made.toString()).containsExactly(5, 2, 1, 2);
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "31 OCT 2026 12:30",
        "October 31 2026 12:30",
        "2026-10-31T12:30:00",
        "31-oct-2026, 12:30"
      })
  void an_end_is_read_however_it_is_written(String written) {
    take(file("freeradius", MYSQL.replace("31 Dec 2026 12:30", written), CHOICES));
    assertThat(billing.get("/subscriptions/username:tono").json().get("activeUntil").asText())
        .isEqualTo("2026-10-31T05:30:00Z");
  }

  @Test
  void what_a_dump_says_wrongly_is_said_and_does_not_end_the_import() {
    String dump =
        MYSQL
            .replace("'5M/10M'", "'999999999999G/1M'")
            .replace("('budi', '10M', 1)", "('budi', '10M', 'x')")
            .replace("'31 Dec 2026 12:30'", "'soon'");
    JsonNode made = take(file("freeradius", dump, CHOICES));
    assertThat(made.get("plans").toString())
        .contains("999999999999G/1M is not carried: is no rate");
    assertThat(made.get("problems").toString())
        .contains("Expiration soon is no day that is known how to read");
    assertThat(problem(made, "tono").at("/errors/0/field").asText())
        .as("an end that nobody can read is not none")
        .isEqualTo("activeUntil");
  }
}
