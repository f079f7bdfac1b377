package id.gerbang.billing;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.billing.RunningBilling.Reply;
import id.gerbang.billing.http.Allow;
import id.gerbang.billing.http.Role;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may what, in a table that a person can read: {@code who-may-what.txt}. */
class RoleMatrixTest {

  private static RunningBilling billing;

  @BeforeAll
  static void start() {
    billing = new RunningBilling(List.of());
  }

  @AfterAll
  static void stop() {
    billing.close();
  }

  /** The door of one method at one path. */
  private record Door(String verb, String path, Set<Role> roles, boolean open, String consumes) {

    String line() {
      String who =
          open
              ? "everybody, without signing in"
              : Arrays.stream(Role.values())
                  .filter(roles::contains)
                  .map(Role::text)
                  .collect(Collectors.joining(" "));
      return "%-6s %-50s %s".formatted(verb, path, who.isEmpty() ? "nobody" : who);
    }
  }

  @Test
  void the_table_says_who_may_what() {
    assertThat(doors().stream().map(Door::line)).containsExactlyElementsOf(table());
  }

  @Test
  void an_auditor_reads_and_changes_nothing() {
    String own = "/password|/logout|/second-factor(/confirm|/remove)?";
    assertThat(doors())
        .filteredOn(door -> !door.verb().equals("GET") && !door.path().matches(own))
        .noneMatch(door -> door.roles().contains(Role.AUDITOR));
  }

  @Test
  void the_owner_may_all() {
    assertThat(doors()).allMatch(door -> door.open() || door.roles().contains(Role.OWNER));
  }

  @Test
  void each_role_at_each_door_is_let_in_or_refused_as_the_table_says() {
    Map<Role, String> tokens = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      tokens.put(role, billing.service.tokens().create("matrix-" + role, role));
    }
    for (Door door : doors()) {
      if (door.open()) {
        continue;
      }
      String path = door.path().replaceAll("\\{[^}]+}", "0");
      assertThat(billing.anonymous(door.verb(), path).status()).as(door.line()).isEqualTo(401);
      for (Role role : Role.values()) {
        String body = door.verb().equals("GET") || door.verb().equals("DELETE") ? null : "{}";
        Reply reply =
            billing.as(tokens.get(role), door.verb(), path, body, "Content-Type", door.consumes());
        assertThat(reply.status() == 403 && reply.text().contains("The role " + role.text()))
            .as("%s as %s: %s", door.line(), role, reply.text())
            .isEqualTo(!door.roles().contains(role));
        assertThat(reply.status()).as("%s as %s", door.line(), role).isNotEqualTo(401);
      }
    }
  }

  private static List<Door> doors() {
    Map<String, Door> doors = new TreeMap<>();
    for (Class<?> resource : billing.service.doors()) {
      String at = resource.getAnnotation(Path.class).value();
      for (Method method : resource.getMethods()) {
        verb(method)
            .forEach(
                verb -> {
                  Path below = method.getAnnotation(Path.class);
                  String path =
                      (at + "/" + (below == null ? "" : below.value()))
                          .replaceAll("/+", "/")
                          .replaceAll("(.)/$", "$1")
                          .replaceFirst("^/api/v1", "");
                  Allow allow = method.getAnnotation(Allow.class);
                  Consumes consumes = method.getAnnotation(Consumes.class);
                  doors.put(
                      path + " " + verb,
                      new Door(
                          verb,
                          path,
                          allow == null ? Set.of() : Set.of(allow.value()),
                          resource.isAnnotationPresent(PermitAll.class),
                          consumes == null ? "application/json" : consumes.value()[0]));
                });
      }
    }
    return new ArrayList<>(doors.values());
  }

  private static List<String> verb(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .map(type -> type.getAnnotation(HttpMethod.class))
        .filter(Objects::nonNull)
        .map(HttpMethod::value)
        .toList();
  }

  private static List<String> table() {
    try (InputStream file = RoleMatrixTest.class.getResourceAsStream("/who-may-what.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
