package dev.rulekeeper;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessField;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;

/** The rooms of the code and what each may use. CONTRIBUTING.md draws the picture. */
@AnalyzeClasses(
    packages = ArchitectureTest.ROOT,
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  static final String ROOT = "dev.rulekeeper";

  /** Every room, and the rooms it uses: exactly these. No room uses {@code cli}. */
  private static final Map<String, String> ARROWS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "cli",
                  "report setup lint workflow sync export plan adopt ruleset secret atlassian git"
                      + " sandbox yaml placeholder rule file json"),
              Map.entry("setup", "git ruleset yaml rule file"),
              Map.entry("lint", "adopt base git ruleset secret yaml rule"),
              Map.entry(
                  "report",
                  "lint sync export plan adopt ruleset secret atlassian yaml rule file json"),
              Map.entry(
                  "workflow",
                  "report lint sync export plan adopt base ruleset secret atlassian git yaml"
                      + " placeholder rule work file json"),
              Map.entry("sync", "plan base ruleset secret atlassian placeholder rule json"),
              Map.entry(
                  "export",
                  "adopt base ruleset secret atlassian yaml placeholder rule work file json"),
              Map.entry("plan", "base ruleset secret atlassian placeholder rule json"),
              Map.entry("adopt", "ruleset secret yaml placeholder rule work file json"),
              Map.entry("base", "yaml rule json"),
              Map.entry("ruleset", "ids template yaml placeholder rule work file json"),
              Map.entry("ids", "yaml rule json"),
              Map.entry("template", "placeholder rule json"),
              Map.entry("secret", "placeholder rule file json"),
              Map.entry("atlassian", "rule json"),
              Map.entry("git", "rule work file json"),
              Map.entry("sandbox", "json"),
              Map.entry("yaml", "json"),
              Map.entry("placeholder", "json"),
              Map.entry("rule", "json"),
              Map.entry("file", ""),
              Map.entry("work", ""),
              Map.entry("json", "")));

  /** Every part of the room {@code secret}, and the parts it uses: exactly these. */
  private static final Map<String, String> PARTS_OF_SECRET =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("detection", "format map place text"),
              Map.entry("fingerprint", "render"),
              Map.entry("format", "text"),
              Map.entry("guard", "map search"),
              Map.entry("expiry", ""),
              Map.entry("ledger", "expiry place"),
              Map.entry("map", ""),
              Map.entry("place", "text"),
              Map.entry("render", "map search"),
              Map.entry("search", "map"),
              Map.entry("text", "")));

  @ArchTest
  static void a_room_uses_only_the_rooms_that_its_arrows_point_to(JavaClasses classes) {
    arrows("", ARROWS).ensureAllClassesAreContainedInArchitecture().check(classes);
  }

  @ArchTest
  static void every_arrow_between_rooms_is_one_that_exists(JavaClasses classes) {
    ARROWS.forEach(
        (room, arrows) ->
            assertThat(roomsUsedBy(room, classes))
                .as("the rooms that " + room + " uses")
                .containsExactlyInAnyOrderElementsOf(
                    arrows.isEmpty() ? List.of() : List.of(arrows.split(" "))));
  }

  /** Uses seen in the byte code; a constant that is compiled in counts by no class file. */
  private static Set<String> roomsUsedBy(String room, JavaClasses classes) {
    Set<String> used = new TreeSet<>();
    for (JavaClass type : classes.getPackage(ROOT + "." + room).getClassesInPackageTree()) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getPackageName();
        if (target.startsWith(ROOT + ".")) {
          used.add(target.substring(ROOT.length() + 1).split("\\.")[0]);
        }
      }
    }
    used.remove(room);
    return used;
  }

  @ArchTest
  static void a_part_of_secret_uses_only_the_parts_that_its_arrows_point_to(JavaClasses classes) {
    arrows("secret.", PARTS_OF_SECRET).check(classes);
    assertThat(classes.getPackage(ROOT + ".secret").getSubpackages())
        .extracting(JavaPackage::getRelativeName)
        .containsExactlyInAnyOrderElementsOf(PARTS_OF_SECRET.keySet());
  }

  private static LayeredArchitecture arrows(String within, Map<String, String> arrows) {
    var rooms = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String room : arrows.keySet()) {
      rooms = rooms.layer(room).definedBy(in(within + room));
    }
    for (var arrow : arrows.entrySet()) {
      var from = rooms.whereLayer(arrow.getKey());
      rooms =
          arrow.getValue().isEmpty()
              ? from.mayNotAccessAnyLayer()
              : from.mayOnlyAccessLayers(arrow.getValue().split(" "));
    }
    return rooms;
  }

  @ArchTest
  static final ArchRule rooms_form_no_cycle =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule parts_of_secret_form_no_cycle =
      slices().matching(ROOT + ".secret.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule the_own_types_of_secret_know_none_of_its_parts =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".secret")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".secret.*..");

  @ArchTest
  static final ArchRule the_sandbox_shares_no_code_with_the_client_it_is_there_to_test =
      noClasses()
          .that()
          .resideInAPackage(in("sandbox"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(in("atlassian"));

  @ArchTest
  static final ArchRule rule_and_json_know_only_the_JDK_and_JSON_trees =
      classes()
          .that()
          .resideInAnyPackage(in("rule"), in("json"))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              in("rule"),
              in("json"),
              "java..",
              "com.fasterxml.jackson..",
              "com.github.fge..",
              "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule only_cli_knows_picocli_and_progress_bars =
      only("cli", "picocli..", "me.tongfei.progressbar..");

  @ArchTest static final ArchRule only_git_knows_JGit = only("git", "org.eclipse.jgit..");

  @ArchTest
  static final ArchRule only_yaml_knows_a_YAML_library =
      only("yaml", "org.snakeyaml..", "org.yaml..", "com.fasterxml.jackson.dataformat.yaml..");

  @ArchTest
  static final ArchRule only_ruleset_knows_JSON_Schema = only("ruleset", "com.networknt..");

  @ArchTest static final ArchRule only_json_knows_json_patch = only("json", "com.github.fge..");

  @ArchTest
  static final ArchRule only_placeholder_knows_mustache =
      only("placeholder", "com.github.mustachejava..");

  @ArchTest
  static final ArchRule only_atlassian_knows_the_HTTP_client = only("atlassian", "org.apache.hc..");

  @ArchTest
  static final ArchRule nobody_loads_a_second_HTTP_client =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("java.net.http..");

  @ArchTest
  static final ArchRule only_sandbox_knows_the_HTTP_server =
      only("sandbox", "com.sun.net.httpserver..");

  @ArchTest
  static final ArchRule only_sandbox_opens_a_URL_to_fire_at_its_own_target =
      noClasses()
          .that()
          .resideOutsideOfPackage(in("sandbox"))
          .should()
          .dependOnClassesThat()
          .areAssignableTo(java.net.URLConnection.class)
          .orShould()
          .callMethod(java.net.URL.class, "openStream");

  @ArchTest
  static final ArchRule only_sandbox_and_the_HTTP_client_open_a_socket =
      noClasses()
          .that()
          .resideOutsideOfPackages(in("sandbox"), in("atlassian"))
          .should()
          .dependOnClassesThat()
          .areAssignableTo(java.net.Socket.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.nio.channels.SocketChannel.class);

  @ArchTest
  static final ArchRule only_cli_touches_the_standard_streams_and_ends_the_process =
      noClasses()
          .that()
          .resideOutsideOfPackage(in("cli"))
          .should(
              ACCESS_STANDARD_STREAMS
                  .or(accessField(System.class, "in"))
                  .or(callMethod(System.class, "console"))
                  .or(callMethod(System.class, "exit", int.class)));

  @ArchTest
  static final ArchRule no_generic_exception_is_thrown = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

  @ArchTest
  static final ArchRule nobody_logs_past_the_redactor =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.logging..", "org.slf4j..");

  @ArchTest
  static final ArchRule packages_are_named_by_what_they_do =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..", "..common..", "..model..", "..service..", "..impl..", "..exception..");

  @ArchTest
  static final ArchRule classes_are_named_by_what_they_are =
      noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Utility|Impl)");

  @ArchTest
  static final ArchRule static_state_does_not_change =
      fields()
          .that()
          .areStatic()
          .and()
          .doNotHaveModifier(SYNTHETIC)
          .should()
          .beFinal()
          .andShould()
          .notHaveRawType(
              describe("something that can be changed in place", ArchitectureTest::isMutable));

  @ArchTest
  static void every_package_is_NullMarked(JavaClasses classes) {
    for (JavaPackage room : classes.getPackage(ROOT).getSubpackagesInTree()) {
      assertThat(room.isAnnotatedWith(NullMarked.class)).as(room.getName()).isTrue();
    }
  }

  @ArchTest
  static void the_scan_sees_the_project(JavaClasses classes) {
    assertThat(classes.size()).as("classes found").isGreaterThan(60);
    assertThat(classes.getPackage(ROOT).getSubpackages())
        .extracting(JavaPackage::getRelativeName)
        .containsExactlyInAnyOrderElementsOf(ARROWS.keySet());
  }

  private static String in(String room) {
    return ROOT + "." + room + "..";
  }

  private static ArchRule only(String room, String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(in(room))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages);
  }

  private static boolean isMutable(JavaClass type) {
    return type.isArray()
        || type.getPackageName().equals("java.util.concurrent.atomic")
        || MUTABLE.stream().anyMatch(type::isAssignableTo);
  }

  private static final Set<Class<?>> MUTABLE =
      Set.of(
          StringBuilder.class,
          ThreadLocal.class,
          java.util.AbstractCollection.class,
          java.util.AbstractMap.class,
          java.util.Random.class);
}
