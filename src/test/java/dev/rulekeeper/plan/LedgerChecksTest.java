package dev.rulekeeper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.render.Rendering;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the ledger forbids is blocked, whatever else a change does. */
class LedgerChecksTest {
  private static final Rule RULE = PlanSamples.rule(1);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # the ledger                                     | the objection begins with
          secrets: {bot: {hosts: [ci.acme.example]}}       |
          secrets: {bot: {hosts: ['*.acme.example']}}      |
          secrets: {bot: {any-host: true}}                 |
          secrets: {bot: {hosts: [other.example]}}         | <<secret:bot>> in header Authorization would go to ci.acme.example
          secrets: {bot: {}}                               | <<secret:bot>> in header Authorization would go to ci.acme.example
          secrets: {other: {}}                             | <<secret:bot>> stands in header Authorization, but secrets.yaml does not know it
          secrets: {bot: {any-host: true, sites: [acme]}}  |
          secrets: {bot: {any-host: true, sites: [stage]}} | <<secret:bot>> in header Authorization is for stage, not for acme
          """)
  void a_secret_goes_only_where_the_ledger_says(String ledger, String objection) {
    Optional<String> said = egress(ledger, RULE, Map.of());
    if (objection == null) {
      assertThat(said).isEmpty();
    } else {
      assertThat(said.orElseThrow()).startsWith(objection).contains("; if that is right, add");
    }
  }

  @Test
  void a_host_in_a_variable_is_the_one_that_the_site_will_have() {
    Rule rule = edited(fields -> value(fields).put("url", "https://<<var:host>>/build"));
    String ledger = "secrets: {bot: {hosts: [ci.acme.example]}}";
    assertThat(egress(ledger, rule, Map.of("host", "ci.acme.example"))).isEmpty();
    assertThat(egress(ledger, rule, Map.of("host", "collector.example")).orElseThrow())
        .contains("would go to collector.example");
  }

  @Test
  void every_place_is_named_and_each_once() {
    Rule rule =
        edited(
            fields -> {
              value(fields).put("customBody", "<<secret:bot>> and <<secret:bot>>");
              fields.put("description", "uses <<secret:bot>>");
            });
    String said = egress("secrets: {bot: {hosts: [other.example]}}", rule, Map.of()).orElseThrow();
    assertThat(said.split("would go to ci.acme.example", -1)).hasSize(3);
    assertThat(said.split("would be shown to everyone who reads it there", -1)).hasSize(2);
  }

  @Test
  void what_is_deleted_sends_nothing() {
    Change.Write deletion = PlanSamples.write(ChangeKind.DELETE, RULE);
    assertThat(check("secrets: {}", Map.of()).objection(deletion, Optional.empty())).isEmpty();
  }

  @Test
  void a_rule_that_is_opened_to_more_people_needs_the_leave_of_the_ledger() {
    Rule open = edited(fields -> fields.put("scope", "site"));
    Change.Write change = scope(RULE, open);
    assertThat(access("secrets: {bot: {any-host: true}}", change).orElseThrow())
        .contains("add scope to access under secrets.bot in secrets.yaml")
        .contains("<<secret:bot>>");
    assertThat(access("secrets: {bot: {any-host: true, access: [scope]}}", change)).isEmpty();
    assertThat(access("secrets: {bot: {any-host: true}}", scope(open, RULE))).isEmpty();
  }

  @Test
  void a_rule_that_nobody_writes_opens_nothing() {
    Rule open = edited(fields -> fields.put("scope", "site"));
    Set<ChangeKind> opening =
        EnumSet.of(
            ChangeKind.UPDATE,
            ChangeKind.ROTATE,
            ChangeKind.STATE,
            ChangeKind.SCOPE,
            ChangeKind.BLOCKED);
    for (ChangeKind kind : ChangeKind.values()) {
      assertThat(!change(kind, RULE, open).risks().isEmpty())
          .as("%s", kind)
          .isEqualTo(opening.contains(kind));
    }
  }

  private static Optional<String> egress(String ledger, Rule rule, Map<String, String> variables) {
    return check(ledger, variables)
        .objection(PlanSamples.write(ChangeKind.UPDATE, rule), Optional.empty());
  }

  private static EgressCheck check(String ledger, Map<String, String> variables) {
    Rendering rendering = new Rendering(Secrets.map(Map.of("bot", PlanSamples.TODAY)), variables);
    return new EgressCheck(PlanSamples.ledger(ledger), PlanSamples.SITE, rendering);
  }

  private static Optional<String> access(String ledger, Change.Write change) {
    Ledger read = PlanSamples.ledger(ledger);
    return new AccessCheck(read).objection(change, Optional.empty());
  }

  private static Change.Write scope(Rule before, Rule after) {
    return (Change.Write) change(ChangeKind.SCOPE, before, after);
  }

  private static Change change(ChangeKind kind, Rule before, Rule after) {
    return Changes.of(kind, PlanSamples.change(kind, after).entry(), before, after);
  }

  private static Rule edited(Consumer<ObjectNode> edit) {
    ObjectNode fields = RULE.fields().deepCopy();
    edit.accept(fields);
    return new Rule(RULE.id(), fields);
  }

  private static ObjectNode value(ObjectNode fields) {
    return (ObjectNode) fields.at("/components/0/value");
  }
}
