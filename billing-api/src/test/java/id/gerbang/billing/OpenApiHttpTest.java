package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import id.gerbang.billing.RunningBilling.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The specification against what the server does. */
class OpenApiHttpTest {

  private static final Set<String> VERBS = Set.of("get", "post", "put", "patch", "delete");
  private static RunningBilling billing;
  private static JsonNode document;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(List.of());
    document = billing.get("/api/openapi.json").json();
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  private record Operation(String path, String verb, JsonNode what) {

    @Override
    public String toString() {
      return verb + " " + path;
    }
  }

  private static List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        verb -> {
                          if (VERBS.contains(verb.getKey())) {
                            all.add(new Operation(path.getKey(), verb.getKey(), verb.getValue()));
                          }
                        }));
    return all;
  }

  @Test
  void every_operation_has_a_name_of_its_own_and_says_what_it_answers() {
    assertThat(operations()).hasSizeGreaterThan(60);
    assertThat(operations().stream().map(it -> it.what().get("operationId").asText()))
        .doesNotHaveDuplicates()
        .contains("getCustomers", "postCustomers", "postInvoicesIdVoid", "patchPlansId");
    for (Operation operation : operations()) {
      JsonNode answers = operation.what().get("responses");
      assertThat(answers.has("default")).as(operation.toString()).isFalse();
      assertThat(answers.propertyStream().map(it -> it.getKey()))
          .as(operation.toString())
          .anyMatch(code -> code.startsWith("2"));
    }
  }

  /** Nothing is said that is not served, and nothing that is served is open by mistake. */
  @Test
  void every_operation_under_v1_is_there_and_wants_a_token() {
    for (Operation operation : operations()) {
      if (operation.path().startsWith("/api/v1/") && !operation.what().has("security")) {
        String path = operation.path().replaceAll("\\{[^}]+}", "1");
        Reply answer = billing.anonymous(operation.verb().toUpperCase(Locale.ROOT), path);
        assertThat(answer.status()).as(operation.toString()).isEqualTo(401);
        assertThat(operation.what().at("/responses/401/content").has("application/problem+json"))
            .as(operation.toString())
            .isTrue();
      }
    }
  }

  @Test
  void money_times_and_keys_are_what_they_are_on_the_wire() {
    assertThat(document.at("/components/schemas/Money/properties/amount/type").asText())
        .isEqualTo("string");
    JsonNode invoice = document.at("/components/schemas/InvoiceView/properties");
    assertThat(invoice.at("/dueDate/format").asText()).isEqualTo("date");
    assertThat(invoice.at("/issuedAt/format").asText()).isEqualTo("date-time");
    assertThat(document.at("/components/securitySchemes/bearer/scheme").asText())
        .isEqualTo("bearer");
    for (Operation operation : operations()) {
      if (operation.verb().equals("post")
          && operation.path().matches("/api/v1/(customers|payments|invoices)")) {
        assertThat(operation.what().get("parameters").toString()).contains("Idempotency-Key");
      }
    }
  }

  @Test
  void what_is_answered_is_what_the_specification_says() {
    long plan = billing.plan("Sesuai spesifikasi");
    Reply customer =
        billing.post(
            "/customers",
            """
            {"name": "Budi", "phone": "0812 9999 0001",
             "subscription": {"planId": %d, "username": "spesifikasi", "password": "rahasia-1"}}"""
                .formatted(plan));
    matches("/api/v1/customers", "post", customer);
    matches(
        "/api/v1/routers",
        "post",
        billing.post(
            "/routers",
            "{\"name\": \"R-SPEK\", \"address\": \"10.9.8.7\", \"secret\": \"rahasia-router\"}"));
    Reply invoice =
        billing.post(
            "/invoices",
            """
            {"customerId": %d, "dueDate": "2026-11-30", "lines": [{"description": "Internet", "amount": 150000}]}"""
                .formatted(customer.id()));
    matches("/api/v1/invoices", "post", invoice);
    matches(
        "/api/v1/payments",
        "post",
        billing.post(
            "/payments",
            "{\"invoiceId\": %d, \"method\": \"cash\"}".formatted(invoice.id()),
            "Idempotency-Key",
            "spesifikasi"));
    matches("/api/v1/customers/{id}", "get", billing.get("/customers/" + customer.id()));
    matches("/api/v1/plans/{id}", "get", billing.get("/plans/" + plan));
    matches("/api/v1/invoices/{id}", "get", billing.get("/invoices/" + invoice.id()));
    matches("/api/v1/customers/{id}", "get", billing.get("/customers/0"));
    for (Operation operation : operations()) {
      if (operation.verb().equals("get") && !operation.path().contains("{")) {
        matches(operation.path(), "get", billing.get(operation.path()));
      }
    }
  }

  private static void matches(String path, String verb, Reply answer) {
    String name = verb + " " + path + " " + answer.status();
    JsonNode said =
        document
            .get("paths")
            .get(path)
            .get(verb)
            .get("responses")
            .get(Integer.toString(answer.status()));
    assertThat(said).as(name + ": " + answer.text()).isNotNull();
    String type = answer.header("Content-Type").split(";")[0];
    JsonNode content = said.path("content").path(type);
    assertThat(content.isMissingNode()).as(name + " as " + type).isFalse();
    if (type.endsWith("json") && content.has("schema")) {
      Set<String> wrong = new TreeSet<>();
      check(content.get("schema"), answer.json(), "", wrong);
      assertThat(wrong).as(name + ": " + answer.text()).isEmpty();
    }
  }

  /** JSON Schema as far as the specification uses it. */
  private static void check(JsonNode schema, JsonNode value, String at, Set<String> wrong) {
    if (schema.has("$ref")) {
      check(document.at(schema.get("$ref").asText().substring(1)), value, at, wrong);
      return;
    }
    if (value.isNull()) {
      if (!schema.path("nullable").asBoolean()) {
        wrong.add(at + " is null");
      }
      return;
    }
    schema.path("allOf").forEach(all -> check(all, value, at, wrong));
    String type = schema.path("type").asText();
    boolean right =
        switch (type) {
          case "object" -> value.isObject();
          case "array" -> value.isArray();
          case "string" -> value.isTextual();
          case "integer" -> value.isIntegralNumber();
          case "number" -> value.isNumber();
          case "boolean" -> value.isBoolean();
          default -> true;
        };
    if (!right) {
      wrong.add(at + " is no " + type + ": " + value);
    }
    if (schema.has("enum") && !schema.get("enum").toString().contains(value.toString())) {
      wrong.add(at + " is none of " + schema.get("enum"));
    }
    if (schema.has("pattern") && !Pattern.matches(schema.get("pattern").asText(), value.asText())) {
      wrong.add(at + " is not like " + schema.get("pattern"));
    }
    schema
        .path("required")
        .forEach(
            field -> {
              if (!value.has(field.asText())) {
                wrong.add(at + "/" + field.asText() + " is missing");
              }
            });
    if (schema.has("properties") && value.isObject()) {
      value
          .properties()
          .forEach(
              field -> {
                JsonNode known = schema.get("properties").get(field.getKey());
                if (known == null) {
                  wrong.add(at + "/" + field.getKey() + " is not in the specification");
                } else {
                  check(known, field.getValue(), at + "/" + field.getKey(), wrong);
                }
              });
    }
    if (schema.has("items")) {
      value.forEach(item -> check(schema.get("items"), item, at + "[]", wrong));
    }
  }
}
