package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import java.util.stream.StreamSupport;

/** A router's profiles, or its pools, beside ours: what is shown of each, and what is decided. */
final class RouterDecisions {

  private final RunningBilling billing;
  private final String path;
  private final String list;

  private RouterDecisions(RunningBilling billing, long router, String list) {
    this.billing = billing;
    this.path = "/routers/" + router + "/profiles";
    this.list = list;
  }

  static RouterDecisions ofProfiles(RunningBilling billing, long router) {
    return new RouterDecisions(billing, router, "items");
  }

  static RouterDecisions ofPools(RunningBilling billing, long router) {
    return new RouterDecisions(billing, router, "pools");
  }

  JsonNode shown() {
    Reply reply = billing.get(path);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json().get(list);
  }

  JsonNode shown(String name) {
    return StreamSupport.stream(shown().spliterator(), false)
        .filter(one -> one.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** About what is shown now. */
  Reply decide(String name, String decision, String more) {
    return decide(name, decision, shown(name).get("seen").asText(), more);
  }

  Reply decide(String name, String decision, String seen, String more) {
    return unseen(name, decision, ", \"seen\": \"" + seen + "\"" + more);
  }

  /** About what the router need not have. */
  Reply unseen(String name, String decision, String more) {
    return billing.post(
        path,
        "{\"%s\": [{\"name\": \"%s\", \"decision\": \"%s\"%s}]}"
            .formatted(list, name, decision, more));
  }
}
