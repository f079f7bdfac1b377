package id.gerbang.billing.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopesTest {

  @ParameterizedTest
  @CsvSource({
    "'', DELETE, staff/1, true",
    "read, GET, customers, true",
    "read, POST, customers, false",
    "write, POST, customers, true",
    "write, GET, customers, true",
    "payments:write, POST, payments, true",
    "payments:write, GET, payments/12, true",
    "payments:write, POST, payments/12/reverse, true",
    "payments:write, POST, payment-attempts, false",
    "payments:read, POST, payments, false",
    "payments:read, GET, payments/12, true",
    "payments:read, GET, invoices, false",
    "read|payments:write, GET, invoices, true",
    "read|payments:write, PUT, plans/1, false",
  })
  void a_scope_lets_through_what_it_names(
      String scopes, String method, String path, boolean allowed) {
    List<String> named = scopes.isEmpty() ? List.of() : List.of(scopes.split("\\|"));
    assertThat(new Scopes(named).allow(method, path)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "read, true",
    "payments:write, true",
    "payments, false",
    "'*', false",
    "'a b:read', false"
  })
  void only_these_are_scopes(String scope, boolean wellFormed) {
    assertThat(Scopes.wellFormed(scope)).isEqualTo(wellFormed);
  }
}
