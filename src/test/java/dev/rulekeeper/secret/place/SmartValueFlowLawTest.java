package dev.rulekeeper.secret.place;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.secret.Rules;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/** Whoever sees a secret when a rule runs is in the uses of the secret before it runs. */
class SmartValueFlowLawTest {
  private static final String TAG = "<<secret:a>>";
  private static final List<String> NAMES =
      List.of(
          "token",
          "Token ",
          "\u00a0token",
          "to ken",
          "123",
          "t\u00f6ken",
          "api-key",
          "item",
          "{{issue}}",
          "to\u200bken",
          "_customsmartvalue_id_1");

  /** Ways to read what {@code @} names. */
  private static final List<String> READERS =
      List.of(
          "{{@}}",
          "{{ @ }}",
          "{{\n@\n}}",
          "{{\u00a0@}}",
          "{{@.trim().left(3)}}",
          "{{issue.key.concat(@)}}",
          "{{issue.key.concat(\"}}\").concat(@)}}",
          "{{#@}}{{.}}{{/}}",
          "{{#=}}@{{/}}",
          "{{#debug}}{{@}}{{/}}",
          "{{debug}}",
          "{{{@}}}",
          "{{&@}}",
          "{{=<% %>=}}<%@%>",
          "&#123;{@}}",
          "\\u007b\\u007b@}}",
          "%7B%7B@}}",
          "{<<#json>>{@}}<</json>>",
          "{{<<#urlencode>>@<</urlencode>>}}",
          "{{webResponse.body}}",
          "{{#if(true)}}{{@|issue}}{{/}}",
          TAG,
          "<<#json>>\"" + TAG + "<</json>>",
          "{{#debug}}" + TAG + "{{/}}",
          "plain");

  @Property(seed = Draws.SEED, tries = 800, edgeCases = EdgeCasesMode.NONE)
  void whoever_sees_a_secret_was_named_before(@ForAll("rules") ObjectNode rule) {
    List<RuleExecution.Sighting> seen =
        RuleExecution.of(rule).stream()
            .filter(s -> s.text().contains(RuleExecution.SECRET))
            .toList();
    List<SecretUse> uses = SecretUse.in(rule);
    Statistics.label("seen").collect(!seen.isEmpty());
    for (RuleExecution.Sighting sighting : seen) {
      assertThat(uses).as("%s in %s", sighting, rule).anyMatch(use -> covers(use, sighting));
    }
  }

  @Property(seed = Draws.SEED, tries = 600, edgeCases = EdgeCasesMode.NONE)
  void what_a_host_answers_is_read_only_where_the_use_says_so(@ForAll("rules") ObjectNode rule) {
    boolean read =
        RuleExecution.of(rule).stream().anyMatch(s -> s.text().contains(RuleExecution.ANSWERED));
    Statistics.label("read").collect(read);
    if (read) {
      assertThat(SecretUse.in(rule))
          .as("%s", rule)
          .anyMatch(use -> use.publish().equals("response") || use.host().equals("?"));
    }
  }

  private static boolean covers(SecretUse use, RuleExecution.Sighting sighting) {
    boolean unknown = use.host().equals(SecretUse.UNKNOWN_HOST);
    return unknown
        || (sighting.publish().isEmpty()
            ? use.host().equals(sighting.host())
            : use.publish().equals(sighting.publish()));
  }

  /** The properties above would hold for a policy that finds everything suspicious. */
  @Test
  void a_plain_variable_that_is_read_in_one_place_is_sent_there_and_nowhere_else() {
    ObjectNode rule = Rules.variable("token", TAG);
    rule.withArray("components").add(Rules.hiddenHeader("X", "{{token}}").at("/components/0"));
    rule.withArray("components").add(Rules.comment("{{issue.key}}").at("/components/0"));
    assertThat(SecretUse.in(rule))
        .extracting(SecretUse::host, SecretUse::publish)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Rules.HOST, ""));
  }

  @Provide
  Arbitrary<ObjectNode> rules() {
    Arbitrary<ObjectNode> flat = component(Arbitraries.just(List.of()));
    Arbitrary<ObjectNode> component = component(flat.list().ofMaxSize(2));
    return Combinators.combine(component.list().ofMinSize(1).ofMaxSize(5), texts())
        .as(
            (components, jql) -> {
              ObjectNode rule = Rules.empty();
              rule.withObject("/trigger/value").put("other", jql);
              ArrayNode list = rule.withArray("components");
              components.forEach(list::add);
              return rule;
            });
  }

  private static Arbitrary<ObjectNode> component(Arbitrary<List<ObjectNode>> children) {
    return Combinators.combine(Arbitraries.integers().between(0, 9), names(), texts(), children)
        .as(
            (kind, name, text, below) -> {
              ObjectNode component = component(kind, name, text);
              below.forEach(component.withArray("children")::add);
              return component;
            });
  }

  private static ObjectNode component(int kind, String name, String text) {
    return switch (kind) {
      case 0, 1, 2 -> first(Rules.variable(name, text));
      case 3 -> first(Rules.request("https://one.example/", text));
      case 4 -> first(Rules.hiddenHeader("X", text));
      case 5 -> first(Rules.log(text));
      case 6 -> first(Rules.comment(text));
      case 7 -> first(Rules.request("https://{{" + name + "}}.example/x", text));
      case 8 -> first(Rules.action("com.example:branch", setting("items", text)));
      default ->
          first(Rules.action("jira.comparator.condition", setting("first", text)))
              .put("component", "CONDITION");
    };
  }

  private static String setting(String key, String text) {
    return ExactJson.write(ExactJson.object().put(key, text));
  }

  private static ObjectNode first(ObjectNode rule) {
    return (ObjectNode) rule.at("/components/0");
  }

  private static Arbitrary<String> names() {
    return Combinators.combine(Arbitraries.of(NAMES), Arbitraries.of("as it is", "upper", "NFD"))
        .as(
            (name, form) ->
                switch (form) {
                  case "upper" -> name.toUpperCase(Locale.ROOT);
                  case "NFD" -> Normalizer.normalize(name, Normalizer.Form.NFD);
                  default -> name;
                });
  }

  private static Arbitrary<String> texts() {
    return Combinators.combine(Arbitraries.of(READERS), names())
        .as((reader, name) -> reader.replace("@", name));
  }
}
