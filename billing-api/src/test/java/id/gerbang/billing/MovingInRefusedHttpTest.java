package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.routeros.standin.StandInRouter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds no accounts of the system that it is said to be of is refused by name. */
class MovingInRefusedHttpTest extends MovingInOverHttp {

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
        Reply reply = billing.post("/imports", file(format, file + " ", ", \"dryRun\": true"));
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

  @Test
  void a_router_without_user_manager_is_said_so() {
    try (StandInRouter without = StandInRouter.version("7.20.8").start()) {
      without.user("gerbang", "rahasia", "read,test,api,sensitive");
      long id = BillingWithRouter.register(billing, without);
      String request = fromRouter("usermanager", id, ", \"dryRun\": true");
      assertThat(billing.post("/imports", request).field()).isEqualTo("content");
    }
  }
}
