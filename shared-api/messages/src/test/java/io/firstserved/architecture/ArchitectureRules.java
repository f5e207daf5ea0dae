package io.firstserved.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/**
 * The rules of the house, written once. A module mounts them with a three-line test class that
 * implements this interface and names its packages in {@code @AnalyzeClasses}.
 */
public interface ArchitectureRules {

  String COMMAND = "io.firstserved.command..";
  String QUERY = "io.firstserved.query..";
  String MESSAGES = "io.firstserved.api..";
  String AUDIT = "io.firstserved.query.audit..";

  @ArchTest
  ArchRule COMMAND_NEVER_SEES_QUERY =
      noClasses()
          .that()
          .resideInAPackage(COMMAND)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(QUERY)
          .allowEmptyShould(true);

  @ArchTest
  ArchRule QUERY_NEVER_SEES_COMMAND =
      noClasses()
          .that()
          .resideInAPackage(QUERY)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(COMMAND)
          .allowEmptyShould(true);

  /** Messages need the JDK and nothing else; JSpecify's annotations are gone once compiled. */
  @ArchTest
  ArchRule MESSAGES_NEED_NO_FRAMEWORK =
      classes()
          .that()
          .resideInAPackage(MESSAGES)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              MESSAGES,
              "java.lang..",
              "java.util..",
              "java.time..",
              "java.nio.charset..",
              "java.security..",
              "java.math..",
              "org.jspecify.annotations..")
          .allowEmptyShould(true);

  /** Another store can be put behind the port: only its own package knows that it is Redis. */
  @ArchTest
  ArchRule ONLY_GATE_REDIS_KNOWS_REDIS =
      noClasses()
          .that()
          .resideInAPackage(COMMAND)
          .and()
          .resideOutsideOfPackage("io.firstserved.command.gate.redis..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.firstserved.command.gate.redis..",
              "io.lettuce..",
              "org.springframework.data.redis..")
          .allowEmptyShould(true);

  /** The audit judges what others have written, so it shares none of their code. */
  @ArchTest
  ArchRule AUDIT_KNOWS_NO_WRITER =
      noClasses()
          .that()
          .resideInAPackage(AUDIT)
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "belong to command or query side, outside of the audit",
                  known ->
                      (known.getPackageName().startsWith("io.firstserved.query")
                              && !known.getPackageName().startsWith("io.firstserved.query.audit"))
                          || known.getPackageName().startsWith("io.firstserved.command")))
          .allowEmptyShould(true);

  @ArchTest
  ArchRule NO_CYCLES_BETWEEN_FEATURES =
      slices()
          .matching("io.firstserved.(*).(*)..")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true);

  @ArchTest
  ArchRule AGGREGATES_ARE_PURE =
      noClasses()
          .that()
          .areAnnotatedWith("org.axonframework.spring.stereotype.Aggregate")
          .or()
          .haveSimpleName("CampaignState")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "javax.sql..",
              "org.springframework.jdbc..",
              "org.springframework.web..",
              "org.springframework.data..",
              "org.springframework.http..",
              "jakarta.servlet..",
              "org.apache.kafka..",
              "io.lettuce..",
              "io.micrometer..")
          .allowEmptyShould(true);

  @ArchTest
  ArchRule AGGREGATES_READ_NO_CLOCK =
      noClasses()
          .that()
          .areAnnotatedWith("org.axonframework.spring.stereotype.Aggregate")
          .or()
          .haveSimpleName("CampaignState")
          .should()
          .callMethodWhere(readsAClock())
          .allowEmptyShould(true);

  @ArchTest
  ArchRule PACKAGES_HAVE_NO_CATCH_ALL_NAMES =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..",
              "..utils..",
              "..common..",
              "..misc..",
              "..impl..",
              "..service..",
              "..helper..")
          .allowEmptyShould(true);

  @ArchTest
  ArchRule NO_STANDARD_STREAMS =
      classes()
          .that()
          .resideInAnyPackage(COMMAND, QUERY)
          .should(
              com.tngtech.archunit.lang.conditions.ArchConditions.not(
                  com.tngtech.archunit.lang.conditions.ArchConditions.accessField(
                      System.class, "out")))
          .allowEmptyShould(true);

  private static DescribedPredicate<JavaCall<?>> readsAClock() {
    var clocks =
        Set.of(
            Clock.class.getName(),
            Instant.class.getName(),
            System.class.getName(),
            "java.time.LocalDateTime",
            "java.time.LocalDate",
            "java.time.ZonedDateTime");
    var methods = Set.of("now", "currentTimeMillis", "nanoTime", "instant", "millis");
    return DescribedPredicate.describe(
        "reads a clock",
        call -> clocks.contains(owner(call).getName()) && methods.contains(call.getName()));
  }

  private static JavaClass owner(JavaCall<?> call) {
    return call.getTargetOwner();
  }
}
