package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list of a request that has null in it is told which one, whatever the request. */
class HolesInListsHttpTest {

  private static RunningBilling running;

  @BeforeAll
  static void start() {
    running = new RunningBilling(List.of());
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT | /settings | overdue.steps[0] | {'overdue':{'steps':[null]}}",
        "PUT | /settings | overdue.steps[1] | {'overdue':{'steps':[{'action':'warn','daysAfterDue':0},null]}}",
        "PUT | /settings | overdue.exemptTags[0] | {'overdue':{'exemptTags':[null]}}",
        "PUT | /settings | overdue.exemptAreas[0] | {'overdue':{'exemptAreas':[null]}}",
        "PUT | /settings | overdue.quietDays[0] | {'overdue':{'quietDays':[null]}}",
        "PUT | /settings/attributes | attributes[0] | {'attributes':[null]}",
        "POST | /invoices | lines[0] | {'customerId':1,'dueDate':'2026-11-20','lines':[null]}",
        "POST | /credit-notes | lines[0] | {'invoiceId':1,'reason':'x','lines':[null]}",
        "POST | /customers | contacts[0] | {'name':'Budi','contacts':[null]}",
        "POST | /customers | tags[0] | {'name':'Budi','tags':[null]}",
        "POST | /customers | subscription.macs[0] | {'name':'Budi','subscription':{'macs':[null]}}",
        "POST | /subscriptions | routes[0] | {'routes':[null]}",
        "POST | /subscriptions | attributes[0] | {'attributes':[null]}",
        "POST | /plans | routes[0] | {'name':'x','routes':[null]}",
        "POST | /plans | attributes[0] | {'name':'x','attributes':[null]}",
        "POST | /pools | ranges[0] | {'name':'x','ranges':[null]}",
        "POST | /staff | areas[0] | {'name':'x','role':'billing','areas':[null]}",
        "POST | /staff | routers[0] | {'name':'x','role':'billing','routers':[null]}",
        "POST | /tokens | scopes[0] | {'name':'x','role':'billing','scopes':[null]}",
        "POST | /bulk-actions | filter.ids[0] | {'action':'resume','filter':{'ids':[null]}}",
        "POST | /cash-handovers | denominations.5000 | {'collector':'x','denominations':{'5000':null}}",
        "POST | /imports | mapping.Nama | {'name':'x.csv','format':'csv','content':'eA==','mapping':{'Nama':null}}",
        "PUT | /gateways/midtrans | channels[0] | {'enabled':false,'channels':[null]}",
        "PUT | /gateways/midtrans | channels[0].areas[0] | {'enabled':false,'channels':[{'areas':[null]}]}",
      })
  void a_hole_is_named(String method, String path, String field, String body) {
    String json = body.replace('\'', '"');
    Reply reply =
        method.equals("PUT")
            ? running.put(path, json)
            : running.post(path, json, "Idempotency-Key", field + json.hashCode());
    assertThat(reply.status()).as(reply.text()).isEqualTo(422);
    assertThat(reply.field()).isEqualTo(field);
    assertThat(reply.json().at("/errors/0/message").asText()).isEqualTo("is missing");
  }
}
