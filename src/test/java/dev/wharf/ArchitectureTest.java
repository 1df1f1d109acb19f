package dev.wharf;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packages and the arrows between them. This table is the design: change both together. */
class ArchitectureTest {

  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("identity", List.of()),
          Map.entry("protocol", List.of("identity")),
          Map.entry("event", List.of("identity")),
          Map.entry("limits", List.of("identity")),
          Map.entry("schedule", List.of("identity")),
          Map.entry("keystore", List.of("identity", "protocol")),
          Map.entry("account", List.of("identity", "event")),
          Map.entry("messaging", List.of("identity", "event", "protocol", "limits", "schedule")),
          Map.entry("directory", List.of("identity", "event", "limits", "schedule")),
          Map.entry(
              "session",
              List.of(
                  "identity",
                  "event",
                  "protocol",
                  "limits",
                  "keystore",
                  "account",
                  "messaging",
                  "directory")),
          Map.entry("webhook", List.of("identity", "event", "limits", "schedule")),
          Map.entry(
              "api",
              List.of(
                  "identity", "event", "limits", "account", "messaging", "directory", "webhook")),
          Map.entry(
              "admin",
              List.of(
                  "identity",
                  "event",
                  "account",
                  "messaging",
                  "directory",
                  "webhook",
                  "schedule",
                  "api")),
          Map.entry("sandbox", List.of("identity", "protocol")));

  private static final JavaClasses WHARF =
      new ClassFileImporter()
          .withImportOption(
              location ->
                  !location.contains("/test-classes/dev/wharf/")
                      || location.contains("/sandbox/")
                          && !location.asURI().getPath().matches(".*(IT|Test)(\\$.*)?\\.class"))
          .withImportOption(new ImportOption.DoNotIncludeJars())
          .importPackages("dev.wharf");

  static Stream<Map.Entry<String, List<String>>> packages() {
    return MAY_USE.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void everyPackageUsesOnlyWhatItMay(Map.Entry<String, List<String>> row) {
    var allowed = Stream.concat(Stream.of(row.getKey()), row.getValue().stream()).toList();
    noClasses()
        .that()
        .resideInAPackage(inside(row.getKey()))
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are in Wharf, but in none of " + allowed,
                (JavaClass c) ->
                    c.getPackageName().startsWith("dev.wharf") && !allowed.contains(feature(c))))
        .allowEmptyShould(true)
        .check(WHARF);
  }

  @Test
  void everyClassIsInAPackageOfTheTableOrWiresTheRoot() {
    classes()
        .should(
            com.tngtech.archunit.lang.conditions.ArchConditions.be(
                DescribedPredicate.describe(
                    "in a package of the table",
                    (JavaClass c) -> feature(c).isEmpty() || MAY_USE.containsKey(feature(c)))))
        .check(WHARF);
  }

  @Test
  void nobodyUsesTheRoot() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.wharf")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.wharf")
        .check(WHARF);
  }

  @Test
  void theProtocolIsPure() {
    noClasses()
        .that()
        .resideInAPackage("dev.wharf.protocol..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.vertx..", "io.quarkus..", "io.netty..", "io.smallrye..", "jakarta..")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(WHARF);
  }

  @Test
  void theSandboxSharesNoClientSideStep() {
    noClasses()
        .that()
        .resideInAPackage("dev.wharf.sandbox..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.wharf.protocol.pairing..", "dev.wharf.protocol.stanza..")
        .allowEmptyShould(true)
        .check(WHARF);
  }

  private static String inside(String feature) {
    return "dev.wharf." + feature + "..";
  }

  /**
   * The second part of the package name: {@code dev.wharf.protocol.node} is of {@code protocol};
   * empty for the root.
   */
  private static String feature(JavaClass c) {
    String[] parts = c.getPackageName().split("\\.");
    return parts.length > 2 ? parts[2] : "";
  }
}
