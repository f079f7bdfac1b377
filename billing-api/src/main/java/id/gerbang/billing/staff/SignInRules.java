package id.gerbang.billing.staff;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Role;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of people who sign in.
 *
 * @param secondFactor roles that do nothing without one
 */
public record SignInRules(@Nullable List<String> secondFactor) {

  static final SignInRules USUAL = new SignInRules(List.of());

  SignInRules checked() {
    List<String> roles = Arrays.stream(Role.values()).map(Role::text).toList();
    Checks checks = new Checks();
    checks.that(
        secondFactor != null && roles.containsAll(secondFactor),
        "secondFactor",
        "is a list of " + roles.stream().collect(Collectors.joining(", ")));
    checks.done();
    return new SignInRules(
        secondFactor == null ? List.of() : secondFactor.stream().distinct().sorted().toList());
  }
}
