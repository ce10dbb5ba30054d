package dev.rulekeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SeedTest {
  private Sandbox sandbox;
  private List<ObjectNode> rules;

  @BeforeAll
  void start() {
    sandbox = Sandbox.start(SandboxOptions.defaults());
    rules = sandbox.rules();
  }

  @AfterAll
  void stop() {
    sandbox.close();
  }

  private List<ObjectNode> rulesWith(String text) {
    return rules.stream()
        .filter(rule -> strings(rule).stream().anyMatch(s -> s.contains(text)))
        .toList();
  }

  private static List<String> strings(JsonNode node) {
    List<String> found = new ArrayList<>();
    if (node.isTextual()) {
      found.add(node.asText());
    }
    node.forEach(inner -> found.addAll(strings(inner)));
    return found;
  }

  private static Set<String> types(List<ObjectNode> rules) {
    Set<String> types = new HashSet<>();
    rules.forEach(
        rule -> ComponentTree.forEach(rule.get("rule"), c -> types.add(c.path("type").asText())));
    return types;
  }

  @Test
  void there_are_at_least_forty_rules_and_a_few_of_them_are_disabled() {
    assertThat(rules).hasSizeGreaterThanOrEqualTo(44);
    assertThat(rules.stream().filter(rule -> state(rule).equals("DISABLED"))).hasSizeBetween(3, 8);
  }

  private static String state(ObjectNode envelope) {
    return envelope.path("rule").path("state").asText();
  }

  @Test
  void they_use_every_kind_of_trigger_condition_branch_and_action_that_people_use() {
    assertThat(types(rules))
        .contains(
            "jira.issue.event.trigger:created",
            "jira.issue.event.trigger:transitioned",
            "jira.issue.event.trigger:commented",
            "jira.issue.field.changed",
            "jira.jql.scheduled",
            "jira.incoming.webhook",
            "jira.manual.trigger.issue",
            "jira.version.event.trigger:released",
            "jira.condition.container.block",
            "jira.condition.if.block",
            "jira.comparator.condition",
            "jira.jql.condition",
            "jira.issue.condition",
            "jira.issue.hasAttachments",
            "jira.issue.related",
            "jira.lookup.issues",
            "jira.create.variable",
            "jira.issue.edit",
            "jira.issue.create",
            "jira.issue.transition",
            "jira.issue.assign",
            "jira.issue.comment",
            "jira.issue.outgoing.email",
            "jira.issue.outgoing.webhook",
            "slack.notification",
            "msteams.notification",
            "confluence.create-page.action",
            "codebarrel.action.log",
            "automation.orchestration.fragment");
  }

  @Test
  void the_token_of_the_bot_is_in_many_rules_as_bearer_as_basic_and_in_a_variable() {
    String token = sandbox.targetToken();
    String basic =
        Base64.getEncoder()
            .encodeToString((sandbox.targetUser() + ":" + token).getBytes(StandardCharsets.UTF_8));
    assertThat(rulesWith("Bearer " + token)).hasSizeGreaterThanOrEqualTo(6);
    assertThat(rulesWith("Basic " + basic)).hasSizeGreaterThanOrEqualTo(6);
    assertThat(rulesWith("Bearer {{jobToken}}")).hasSize(1);
  }

  @Test
  void the_token_of_the_bot_has_the_length_and_the_checksum_of_an_api_token() {
    String token = sandbox.targetToken();
    assertThat(token).startsWith("ATATT3xFfGF0EXAMPLE").hasSize(192);
    CRC32 checksum = new CRC32();
    checksum.update(token.substring(0, 184).getBytes(StandardCharsets.US_ASCII));
    assertThat(token.substring(183)).isEqualTo("=%08X".formatted(checksum.getValue()));
  }

  @Test
  void tokens_of_others_sit_in_more_than_eight_other_shapes() {
    for (String shape :
        List.of(
            "GenieKey ",
            "crm_EXAMPLE",
            "buildWithParameters?token=",
            "https://deploy:Example-Passw0rd!42@",
            "https://hooks.slack.com/services/",
            "&sig=EXAMPLE",
            "webhook.office.com/webhookb2/",
            "\"routing_key\"",
            "client_secret=",
            "token ghp_",
            "glpat-",
            "\\\"password\\\"",
            "automation.atlassian.com/pro/hooks/")) {
      assertThat(rulesWith(shape)).as(shape).isNotEmpty();
    }
    assertThat(
            rules.stream().filter(r -> !r.at("/rule/trigger/value/webhookToken").isMissingNode()))
        .hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void several_tokens_are_shared_by_rules() {
    assertThat(rulesWith("GenieKey ")).hasSize(2);
    assertThat(rulesWith("crm_EXAMPLE")).hasSize(2);
    assertThat(rulesWith("B0EXAMPLE2")).hasSize(2);
  }

  @Test
  void custom_bodies_are_json_or_nearly_json_or_something_else() {
    List<String> bodies = new ArrayList<>();
    rules.forEach(
        rule ->
            ComponentTree.forEach(
                rule.get("rule"), c -> bodies.add(c.path("value").path("customBody").asText())));
    Predicate<String> isJson = text -> ExactJson.parse(text).filter(JsonNode::isObject).isPresent();
    assertThat(bodies).anyMatch(isJson);
    assertThat(bodies).anyMatch(text -> text.startsWith("{") && !isJson.test(text));
    assertThat(bodies).anyMatch(text -> text.contains("<<EOF"));
    assertThat(bodies).anyMatch(text -> text.contains("grant_type="));
    assertThat(bodies).anyMatch(text -> isJson.test(text) && text.contains("{\\\"user\\\""));
  }

  @Test
  void numbers_are_kept_to_the_digit() {
    String text = rules.toString();
    assertThat(text).contains("\"weight\":1.10").contains("\"limit\":9223372036854775808");
  }

  @Test
  void two_rules_share_a_name_and_some_names_are_not_ascii() {
    List<String> names = rules.stream().map(r -> r.path("rule").path("name").asText()).toList();
    assertThat(new HashSet<>(names)).hasSize(names.size() - 1);
    assertThat(names).anyMatch(name -> name.startsWith("Übergabe"));
    assertThat(names).anyMatch(name -> name.startsWith("リリース"));
  }

  @Test
  void the_same_options_give_the_same_rules_but_for_the_port() {
    try (Sandbox other = Sandbox.start(SandboxOptions.defaults())) {
      assertThat(withoutPort(other)).isEqualTo(withoutPort(sandbox));
    }
  }

  private static String withoutPort(Sandbox sandbox) {
    return sandbox.rules().toString().replace(sandbox.url(), "");
  }

  @Test
  void fewer_rules_are_the_first_ones_and_more_are_variations_with_the_same_tokens() {
    try (Sandbox few = Sandbox.start(SandboxOptions.builder().rules(5).build());
        Sandbox many = Sandbox.start(SandboxOptions.builder().rules(300).build())) {
      assertThat(few.rules()).hasSize(5);
      assertThat(many.rules()).hasSize(300);
      assertThat(many.rules().stream().map(r -> r.at("/rule/uuid").asText()))
          .doesNotHaveDuplicates();
      assertThat(many.rules().stream().filter(r -> r.toString().contains(many.targetToken())))
          .hasSizeGreaterThan(50);
    }
  }

  @Test
  void rules_can_be_made_as_large_as_wanted() {
    try (Sandbox large = Sandbox.start(SandboxOptions.builder().ruleBytes(10_000).build())) {
      assertThat(large.rules())
          .isNotEmpty()
          .allSatisfy(rule -> assertThat(ExactJson.write(rule)).hasSizeGreaterThan(10_000));
    }
  }
}
