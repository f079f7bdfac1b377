package id.gerbang.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Which way the imports go: what a diagram would promise, checked against the classes. */
class ArchitectureTest {

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("id.gerbang");

  private static final String[] PLAIN_JAVA = {
    "java..", "javax.crypto..", "javax.sql..", "org.jspecify.."
  };

  @Test
  void no_two_packages_need_each_other() {
    slices().matching("id.gerbang.(**)").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void radius_and_billing_meet_in_core_alone() {
    noClasses()
        .that()
        .resideInAPackage("id.gerbang.radius..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("id.gerbang.billing..", "id.gerbang.app..")
        .check(OURS);
    noClasses()
        .that()
        .resideInAPackage("id.gerbang.billing..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("id.gerbang.radius..", "id.gerbang.app..")
        .check(OURS);
  }

  @Test
  void core_is_plain_java_and_a_connection_pool() {
    classes()
        .that()
        .resideInAPackage("id.gerbang.core..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(PLAIN_JAVA)
                .or(resideInAnyPackage("id.gerbang.core..", "com.zaxxer.hikari..")))
        .check(OURS);
    noClasses()
        .that()
        .resideInAPackage("id.gerbang.core..")
        .and()
        .resideOutsideOfPackage("id.gerbang.core.database..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.zaxxer.hikari..", "java.sql..", "javax.sql..")
        .check(OURS);
  }

  @Test
  void netty_is_met_where_datagrams_come_and_go() {
    noClasses()
        .that()
        .resideOutsideOfPackages("id.gerbang.radius.listen..", "id.gerbang.radius.converge..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .check(OURS);
  }

  @Test
  void packets_and_passwords_are_plain_java() {
    classes()
        .that()
        .resideInAnyPackage("id.gerbang.radius.packet", "id.gerbang.radius.auth")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(PLAIN_JAVA)
                .or(resideInAnyPackage("id.gerbang.radius.packet", "id.gerbang.radius.auth")))
        .check(OURS);
  }

  @Test
  void the_client_of_routers_is_usable_alone() {
    classes()
        .that()
        .resideInAPackage("id.gerbang.routeros..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "javax.net..",
                "org.jspecify..",
                "com.fasterxml.jackson..",
                "id.gerbang.routeros.."))
        .check(OURS);
  }

  @Test
  void rules_that_decide_know_no_framework() {
    classes()
        .that()
        .resideInAnyPackage("id.gerbang.core.access", "id.gerbang.core.plan")
        .or()
        .haveSimpleName("OverduePolicy")
        .or()
        .haveSimpleName("Settlement")
        .or()
        .haveSimpleName("SessionMerge")
        .or()
        .haveSimpleName("SessionRow")
        .or()
        .haveSimpleName("Difference")
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", "id.gerbang.."))
        .check(OURS);
  }

  @Test
  void jdbi_is_met_where_stores_are() {
    noClasses()
        .that()
        .resideOutsideOfPackages("id.gerbang.billing..", "id.gerbang.radius.subscriber..")
        .and()
        // A command that reads: it opens the handle that a resource would have been given.
        .doNotHaveSimpleName("ExplainCommand")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.jdbi..")
        .check(OURS);
    noClasses()
        .that()
        .resideInAPackage("id.gerbang.billing..")
        .and()
        .haveNameMatching(".*(View|Policy|Request|Config|\\.(Save|Create|Update|Record)\\w+)")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.jdbi..")
        .check(OURS);
  }

  @Test
  void http_is_met_in_billing() {
    noClasses()
        .that()
        .resideOutsideOfPackage("id.gerbang.billing..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.ws.rs..", "io.dropwizard..", "org.eclipse.jetty..")
        .check(OURS);
  }

  @Test
  void every_package_says_that_null_is_no_value() {
    classes().should(beInANullMarkedPackage()).check(OURS);
  }

  @Test
  void time_comes_from_a_clock_that_was_handed_in() {
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now", ZoneId.class)
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(OffsetDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callConstructor(Date.class)
        .check(OURS);
    noClasses()
        .that()
        .resideOutsideOfPackage("id.gerbang.app..")
        .should()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .check(OURS);
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a package with @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
          events.add(SimpleConditionEvent.violated(type, type.getName() + " is not"));
        }
      }
    };
  }
}
