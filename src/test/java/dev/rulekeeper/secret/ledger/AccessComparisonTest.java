package dev.rulekeeper.secret.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A secret that does not move can still be shown to more people. */
class AccessComparisonTest {
  private static final String TAG = "<<secret:a>>";

  /** A rule that keeps its secret as close as it can. */
  private static ObjectNode closed() {
    ObjectNode rule = Rules.hiddenHeader("Authorization", "Bearer " + TAG);
    rule.put("state", "DISABLED").put("scope", "project/1").put("authorAccountId", "ann");
    rule.put("writeAccessType", "OWNER_ONLY").put("canOtherRuleTrigger", false);
    rule.putArray("collaborators").add("bob");
    rule.withArray("components").add(mail("ann@acme.example"));
    return rule;
  }

  /** A header hides nothing that a mail shows. */
  private static ObjectNode before(String kind) {
    ObjectNode rule = closed();
    if (kind.equals("header")) {
      rule.withArray("components").remove(1);
    }
    return rule;
  }

  private static JsonNode mail(String to) {
    String settings = ExactJson.write(ExactJson.object().put("to", to).put("body", "see " + TAG));
    return Rules.action("jira.issue.outgoing.email", settings).at("/components/0");
  }

  private static List<String> kinds(ObjectNode before, ObjectNode after) {
    return AccessComparison.between(Optional.of(before), after).stream()
        .map(risk -> risk.kind().label())
        .toList();
  }

  static Stream<Arguments> ways() {
    return Stream.of(
        way("header", rule -> header(rule).put("headerSecure", false)),
        way("header", rule -> header(rule).remove("headerSecure")),
        way("header", rule -> header(rule).put("headerSecure", "true")),
        way("header", rule -> header(rule).put("headerSecure", 1)),
        way("header", rule -> header(rule).put("name", "X-Other").put("headerSecure", false)),
        way("editors", rule -> rule.put("writeAccessType", "SPECIFIED_USERS")),
        way("editors", rule -> rule.put("writeAccessType", "UNRESTRICTED")),
        way("editors", rule -> rule.put("writeAccessType", "SOMETHING_NEW")),
        way("editors", rule -> rule.remove("writeAccessType")),
        way("editors", rule -> rule.withArray("collaborators").add("eve")),
        way("owner", rule -> rule.put("authorAccountId", "eve")),
        way("scope", rule -> rule.put("scope", "site")),
        way("scope", rule -> rule.put("scope", "project/2")),
        way("scope", rule -> rule.putArray("scope").add("project/1").add("project/2")),
        way("trigger", rule -> rule.put("canOtherRuleTrigger", true)),
        way("trigger", rule -> rule.put("canOtherRuleTrigger", "true")),
        way("trigger", rule -> trigger(rule, "jira.incoming.webhook")),
        way("trigger", rule -> trigger(rule, "com.example:webhook")),
        way("audience", rule -> settings(rule).put("to", "eve@evil.example")),
        way("audience", rule -> settings(rule).put("bcc", "eve@evil.example")),
        way("enabled", rule -> rule.put("state", "ENABLED")));
  }

  private static Arguments way(String kind, Consumer<ObjectNode> edit) {
    return Arguments.of(kind, edit);
  }

  private static ObjectNode header(ObjectNode rule) {
    return (ObjectNode) rule.at("/components/0/value/headers/0");
  }

  private static ObjectNode settings(ObjectNode rule) {
    return (ObjectNode) rule.at("/components/1/value");
  }

  private static void trigger(ObjectNode rule, String type) {
    ((ObjectNode) rule.path("trigger")).put("type", type);
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("ways")
  void a_rule_that_is_opened_is_told_and_one_that_is_closed_again_is_not(
      String kind, Consumer<ObjectNode> edit) {
    ObjectNode before = before(kind);
    ObjectNode opened = before.deepCopy();
    edit.accept(opened);
    assertThat(kinds(before, opened)).containsExactly(kind);
    boolean moved =
        Set.of("owner", "audience", "trigger").contains(kind)
            || opened.path("scope").asText().equals("project/2");
    if (!moved) {
      assertThat(kinds(opened, before)).doesNotContain(kind);
    }
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("ways")
  void the_ledger_can_allow_each_way(String kind, Consumer<ObjectNode> edit) {
    ObjectNode opened = before(kind);
    edit.accept(opened);
    List<AccessRisk> risks = AccessComparison.between(Optional.of(before(kind)), opened);
    boolean told = kind.equals("enabled");
    assertThat(risks).isNotEmpty();
    assertThat(EgressPolicy.of(ledger("")).objections(risks)).hasSize(told ? 0 : 1);
    assertThat(EgressPolicy.of(ledger(told ? "" : "access: [" + kind + "]")).objections(risks))
        .isEmpty();
  }

  private static Ledger ledger(String line) {
    return Ledger.read(
        dev.rulekeeper.yaml.Yaml.read("secrets.yaml", "secrets:\n  a: {" + line + "}\n"));
  }

  @Test
  void a_rule_without_a_secret_may_be_opened() {
    ObjectNode plain = Rules.hiddenHeader("X", "1");
    ObjectNode opened = plain.deepCopy();
    opened.put("writeAccessType", "UNRESTRICTED").put("scope", "site");
    assertThat(AccessComparison.between(Optional.of(plain), opened)).isEmpty();
  }

  @Test
  void a_secret_that_is_new_in_a_rule_is_told() {
    ObjectNode before = closed();
    ObjectNode after = closed();
    ((ObjectNode) after.at("/components/0/value")).put("customBody", "<<secret:b>>");
    List<AccessRisk> risks = AccessComparison.between(Optional.of(before), after);
    assertThat(risks).extracting(risk -> risk.kind().label()).containsExactly("first-use");
    assertThat(risks.get(0).secrets()).containsExactly(new SecretName("b"));
  }

  @Property(seed = Draws.SEED, tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void whoever_gets_to_see_or_start_it_is_told(
      @ForAll("settings") List<String> then, @ForAll("settings") List<String> now) {
    ObjectNode before = with(then);
    ObjectNode after = with(now);
    Set<String> gained = people(after);
    gained.removeAll(people(before));
    Statistics.label("opened").collect(!gained.isEmpty());
    boolean blocked =
        AccessComparison.between(Optional.of(before), after).stream()
            .anyMatch(risk -> risk.kind().needsLeave());
    if (!gained.isEmpty()) {
      assertThat(blocked).as("%s from %s to %s", gained, before, after).isTrue();
    }
    if (before.equals(after)) {
      assertThat(blocked).isFalse();
    }
  }

  @Provide
  Arbitrary<List<String>> settings() {
    return Combinators.combine(
            Arbitraries.of("OWNER_ONLY", "SPECIFIED_USERS", "UNRESTRICTED"),
            Arbitraries.of("ann", "eve"),
            Arbitraries.of("", "bob", "bob eve"),
            Arbitraries.of("site", "project/1", "project/2", "project/1 project/2"),
            Arbitraries.of("true", "false"),
            Arbitraries.of("jira.incoming.webhook", "jira.manual.trigger.issue"),
            Arbitraries.of("ann@acme.example", "eve@evil.example"))
        .as(List::of);
  }

  private static ObjectNode with(List<String> settings) {
    ObjectNode rule = closed();
    rule.put("writeAccessType", settings.get(0)).put("authorAccountId", settings.get(1));
    words(settings.get(2)).forEach(rule.putArray("collaborators")::add);
    words(settings.get(3)).forEach(rule.putArray("scope")::add);
    rule.put("canOtherRuleTrigger", settings.get(4).equals("true"));
    trigger(rule, settings.get(5));
    settings(rule).put("to", settings.get(6));
    return rule;
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  /** Who can read the rule, its mails, or start it; independent of the code under test. */
  private static Set<String> people(ObjectNode rule) {
    Set<String> people = new TreeSet<>();
    people.add(rule.path("authorAccountId").asText());
    String writers = rule.path("writeAccessType").asText();
    if (writers.equals("SPECIFIED_USERS")) {
      rule.path("collaborators").forEach(each -> people.add(each.asText()));
    }
    List<String> projects = new ArrayList<>();
    rule.path("scope").forEach(each -> projects.add(each.asText()));
    for (String project : List.of("project/1", "project/2", "project/3")) {
      if (writers.equals("UNRESTRICTED")
          && (projects.contains(project) || projects.contains("site"))) {
        people.add("everyone who may edit rules of " + project);
      }
    }
    people.add(settings(rule).path("to").asText());
    if (rule.path("canOtherRuleTrigger").asBoolean()) {
      people.add("another rule");
    }
    if (rule.at("/trigger/type").asText().equals("jira.incoming.webhook")) {
      people.add("the web");
    }
    return people;
  }
}
