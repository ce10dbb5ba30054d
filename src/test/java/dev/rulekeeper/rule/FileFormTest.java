package dev.rulekeeper.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.json.ExactJson;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileFormTest {
  private static final RuleId ID = RuleId.of("019c88ef-ff96-7cce-a198-297e21a4c02c");
  private static final CloudId CLOUD = RuleTrees.CLOUD;

  @Provide
  Arbitrary<ApiRule> rules() {
    return RuleTrees.asSent();
  }

  @Property(seed = Draws.SEED, tries = 300, edgeCases = EdgeCasesMode.NONE)
  void a_rule_that_a_client_sent_comes_back_exactly(@ForAll("rules") ApiRule rule) {
    ApiRule back = FileForm.toApi(FileForm.of(rule, CLOUD), CLOUD);

    assertThat(back).isEqualTo(rule);
  }

  @Property(seed = Draws.SEED, tries = 300, edgeCases = EdgeCasesMode.NONE)
  void what_the_site_adds_makes_no_difference(@ForAll("rules") ApiRule rule) {
    assertThat(FileForm.of(RuleTrees.asRead(rule), CLOUD)).isEqualTo(FileForm.of(rule, CLOUD));
  }

  @Property(seed = Draws.SEED, tries = 300, edgeCases = EdgeCasesMode.NONE)
  void the_file_form_survives_a_round_trip(@ForAll("rules") ApiRule rule) {
    Rule file = FileForm.of(RuleTrees.asRead(rule), CLOUD);

    Rule again = FileForm.of(FileForm.toApi(file, CLOUD), CLOUD);

    assertThat(ExactJson.write(again.fields())).isEqualTo(ExactJson.write(file.fields()));
  }

  @Test
  void a_file_has_the_known_fields_in_their_order_and_then_the_others_as_they_came() {
    Rule file =
        of(
            """
            {"zeta": 1, "trigger": {}, "name": "n", "alpha": 2, "uuid": "%s", "components": [],
             "labels": [], "state": "ENABLED", "ruleScopeARIs": [], "description": null,
             "created": 1, "updated": 2, "notifyOnError": "NEVER", "canOtherRuleTrigger": false,
             "collaborators": [], "writeAccessType": "OWNER_ONLY", "authorAccountId": "a",
             "actor": {"type": "ACCOUNT_ID"}}
            """
                .formatted(ID));

    assertThat(file.fields().fieldNames())
        .toIterable()
        .containsExactly(
            "id",
            "name",
            "description",
            "state",
            "labels",
            "scope",
            "actor",
            "authorAccountId",
            "writeAccessType",
            "collaborators",
            "canOtherRuleTrigger",
            "notifyOnError",
            "trigger",
            "components",
            "zeta",
            "alpha");
    assertThat(file.fields().path("description").isNull()).isTrue();
  }

  @Test
  void a_component_keeps_only_what_people_decide() {
    Rule file =
        of(
            """
            {"components": [{
              "children": [], "conditionParentId": null, "conditions": null, "connectionId": null,
              "id": "1", "parentId": null, "future": true, "schemaVersion": 1,
              "value": {"url": "u", "headers": [{"id": "h", "name": "X", "value": "v"}], "id": "i"},
              "type": "t", "component": "ACTION"}]}
            """);

    assertThat(file.fields().path("components"))
        .hasToString(
            "[{\"component\":\"ACTION\",\"type\":\"t\",\"schemaVersion\":1,\"value\":{\"url\":\"u\","
                + "\"headers\":[{\"name\":\"X\",\"value\":\"v\"}],\"id\":\"i\"},\"future\":true}]");
  }

  @Test
  void children_and_conditions_are_cleaned_at_every_depth() {
    Rule file =
        of(
            """
            {"components": [{"id": "1", "conditions": [{"id": "2", "children": []}],
              "children": [{"id": "3", "parentId": "1", "children": [{"id": "4"}, "odd"]}]}]}
            """);

    assertThat(file.fields().path("components"))
        .hasToString("[{\"conditions\":[{}],\"children\":[{\"children\":[{},\"odd\"]}]}]");
  }

  @Test
  void event_filters_that_repeat_the_scope_are_left_out_and_put_back() {
    String aris = "[\"ari:cloud:jira:%s:project/10336\"]".formatted(CLOUD);
    Rule file =
        of(
            "{\"ruleScopeARIs\": %s, \"trigger\": {\"value\": {\"eventKey\": \"k\", \"eventFilters\": %s}}}"
                .formatted(aris, aris));

    assertThat(file.fields().at("/trigger/value")).isEqualTo(json("{\"eventKey\": \"k\"}"));
    assertThat(FileForm.toApi(file, CLOUD).rule().at("/trigger/value/eventFilters"))
        .isEqualTo(json(aris));
  }

  @Test
  void event_filters_that_differ_from_the_scope_stay() {
    Rule file =
        of("{\"ruleScopeARIs\": [\"a\"], \"trigger\": {\"value\": {\"eventFilters\": [\"b\"]}}}");

    assertThat(file.fields().at("/trigger/value/eventFilters")).isEqualTo(json("[\"b\"]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "['ari:cloud:jira::site/CLOUD']                     | 'site'",
        "['ari:cloud:jira:CLOUD:project/10336']             | 'project/10336'",
        "['ari:cloud:jira:CLOUD:project/1','x']             | ['project/1','x']",
        "['ari:cloud:jira:other:project/10336']             | 'ari:cloud:jira:other:project/10336'",
        "['ari:cloud:jira-servicedesk::site/CLOUD']         |"
            + " 'ari:cloud:jira-servicedesk::site/CLOUD'",
        "['ari:cloud:confluence::site/CLOUD']               | 'ari:cloud:confluence::site/CLOUD'",
        "[]                                                 | []",
      })
  void scopes_have_a_friendly_form(String aris, String scope) {
    Rule file = of("{\"ruleScopeARIs\": %s}".formatted(quoted(aris)));

    assertThat(file.fields().path("scope")).isEqualTo(json(quoted(scope)));
    assertThat(FileForm.toApi(file, CLOUD).rule().path("ruleScopeARIs"))
        .isEqualTo(json(quoted(aris)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"['site']", "['project/1']", "[1]", "null", "'x'", "{}"})
  void a_scope_that_has_no_friendly_form_stays_under_its_own_key(String aris) {
    Rule file = of("{\"ruleScopeARIs\": %s}".formatted(quoted(aris)));

    assertThat(file.fields().path("ruleScopeARIs")).isEqualTo(json(quoted(aris)));
    assertThat(file.fields().has("scope")).isFalse();
  }

  @Test
  void a_field_of_the_api_never_becomes_a_field_of_the_file_by_its_name() {
    Rule file = of("{\"id\": 1, \"scope\": 2, \"template\": 3, \"rule.x\": 4, \"other\": 5}");

    assertThat(file.fields())
        .isEqualTo(
            json(
                "{\"id\": \"%s\", \"rule.id\": 1, \"rule.scope\": 2, \"rule.template\": 3, \"rule.rule.x\": 4, \"other\": 5}"
                    .formatted(ID)));
  }

  @Test
  void connections_are_written_where_there_are_some_without_what_the_site_owns() {
    ArrayNode connections =
        (ArrayNode)
            json(
                "[{\"id\": \"c\", \"authType\": \"ASAP\", \"createdAt\": 1, \"updatedAt\": 2,"
                    + " \"container\": {}}]");

    Rule file = FileForm.of(new ApiRule(ID, ExactJson.object(), connections), CLOUD);

    assertThat(file.fields().path("connections"))
        .hasToString("[{\"id\":\"c\",\"authType\":\"ASAP\"}]");
    assertThat(of("{}").fields().has("connections")).isFalse();
  }

  @Test
  void a_scope_of_another_kind_is_refused() {
    Rule rule = new Rule(ID, ExactJson.object().put("scope", 7));

    assertThatThrownBy(() -> FileForm.toApi(rule, CLOUD))
        .isInstanceOf(RuleException.class)
        .hasMessageContaining("'site', 'project/<id>', 'space/<id>', an ARI, or a list");
  }

  private static Rule of(String rule) {
    return FileForm.of(new ApiRule(ID, (ObjectNode) json(rule), ExactJson.array()), CLOUD);
  }

  private static String quoted(String text) {
    return text.replace('\'', '"').replace("CLOUD", CLOUD.value());
  }

  private static JsonNode json(String text) {
    return ExactJson.read(text);
  }
}
