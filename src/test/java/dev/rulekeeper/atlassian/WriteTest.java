package dev.rulekeeper.atlassian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleState;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteTest {
  private final FakeSite site = new FakeSite();
  private final AutomationApi api = site.api();

  @AfterEach
  void close() {
    api.close();
    site.close();
  }

  private static ApiRule withConnection(RuleId id) {
    ArrayNode connections =
        (ArrayNode)
            ExactJson.read(
                """
                [{"id":"c1","accountId":"a","connectionTargetKey":"k","targetConfigJson":"{}",
                  "authType":"API_TOKEN","createdAt":1,"updatedAt":2,
                  "container":{"id":"r","containerType":"RULE"}}]\
                """);
    ObjectNode rule = FakeSite.rule(id, "Rule");
    rule.set("exact", ExactJson.read("[1.10,9223372036854775808]"));
    return new ApiRule(id, rule, connections);
  }

  @Test
  void a_create_sends_the_id_and_nothing_that_the_site_owns() {
    ApiRule rule = withConnection(FakeSite.id(1));
    api.create(rule);
    FakeSite.Request sent = site.sent("POST", "/rule").get(0);
    assertThat(sent.body())
        .isEqualTo(
            "{\"rule\":{\"uuid\":\""
                + rule.id()
                + "\",\"name\":\"Rule\",\"state\":\"ENABLED\",\"ruleScopeARIs\":[\"ari:cloud:jira:"
                + FakeSite.CLOUD
                + ":project/10336\"],\"labels\":[\"managed\"],"
                + "\"exact\":[1.10,9223372036854775808]},"
                + "\"connections\":[{\"id\":\"c1\",\"accountId\":\"a\","
                + "\"connectionTargetKey\":\"k\",\"targetConfigJson\":\"{}\","
                + "\"authType\":\"API_TOKEN\"}]}");
    assertThat(sent.contentType()).contains("application/json");
  }

  @Test
  void a_create_sends_the_id_even_where_the_body_has_none() {
    RuleId id = FakeSite.id(1);
    api.create(new ApiRule(id, ExactJson.object().put("name", "n"), ExactJson.array()));
    assertThat(site.rules).containsKey(id);
  }

  @Test
  void an_update_sends_neither_id_nor_times() {
    ApiRule rule = withConnection(site.addRules(1).get(0));
    api.update(rule);
    assertThat(site.sent("PUT", rule.id().toString()).get(0).json().path("rule").fieldNames())
        .toIterable()
        .containsExactly("name", "state", "ruleScopeARIs", "labels", "exact");
    assertThat(rule.rule().has("uuid")).as("the rule itself stays as it is").isTrue();
  }

  @Test
  void state_and_scope_have_their_own_endpoints() {
    RuleId id = site.addRules(1).get(0);
    api.setState(id, RuleState.DISABLED);
    api.setScope(id, List.of("ari:one", "ari:two"));
    assertThat(site.sent("PUT", id + "/state").get(0).body()).isEqualTo("{\"value\":\"DISABLED\"}");
    assertThat(site.sent("PUT", id + "/rule-scope").get(0).body())
        .isEqualTo("{\"ruleScopeARIs\":[\"ari:one\",\"ari:two\"]}");
  }

  @Test
  void a_disabled_rule_is_deleted() {
    RuleId id = site.addRules(1).get(0);
    api.setState(id, RuleState.DISABLED);
    api.delete(id);
    assertThat(site.rules).isEmpty();
  }

  @Test
  void an_enabled_rule_is_not_deleted_and_the_site_says_why() {
    RuleId id = site.addRules(1).get(0);
    assertThatThrownBy(() -> api.delete(id))
        .extracting(FakeSite::told)
        .asString()
        .contains("Rule cannot be deleted unless it is already disabled.");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204})
  void every_good_status_is_good(int status) {
    RuleId id = site.addRules(1).get(0);
    site.next(FakeSite.status(status));
    api.update(FakeSite.apiRule(0));
    assertThat(site.sent("PUT", id.toString())).hasSize(1);
  }

  @Test
  void a_create_that_arrived_although_the_connection_broke_is_not_sent_again() {
    site.next(FakeSite.doneThen(FakeSite.reset()));
    api.create(FakeSite.apiRule(1));
    assertThat(site.sent("POST", "/rule")).hasSize(1);
    assertThat(site.rules).hasSize(1);
  }

  @Test
  void a_create_that_did_not_arrive_is_sent_again() {
    site.next(FakeSite.status(503));
    api.create(FakeSite.apiRule(1));
    assertThat(site.sent("POST", "/rule")).hasSize(2);
    assertThat(site.rules).hasSize(1);
  }

  @Test
  void a_create_that_arrived_but_is_not_shown_at_once_succeeds() {
    FakeSite.Quirk stale = FakeSite.status(404);
    site.next(FakeSite.doneThen(FakeSite.status(504)), stale, FakeSite.slow(0), stale, stale);
    api.create(FakeSite.apiRule(1));
    assertThat(site.sent("POST", "/rule")).hasSize(2);
    assertThat(site.rules).hasSize(1);
  }

  @Test
  void a_create_with_an_id_in_use_is_refused_at_the_first_attempt() {
    site.addRules(1);
    assertThatThrownBy(() -> api.create(FakeSite.apiRule(0)))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.kind()).isEqualTo(ApiException.Kind.REFUSED))
        .extracting(FakeSite::told)
        .asString()
        .contains("The rule uuid is in use");
  }

  @Test
  void a_create_under_another_id_than_ours_is_an_error() {
    site.next(FakeSite.status(201, "{\"ruleUuid\":\"" + FakeSite.id(5) + "\"}"));
    assertThatThrownBy(() -> api.create(FakeSite.apiRule(1)))
        .hasMessageContaining("but with another one");
  }

  @Test
  void a_delete_that_arrived_although_the_answer_was_lost_succeeds() {
    RuleId id = site.addRules(1).get(0);
    api.setState(id, RuleState.DISABLED);
    site.next(FakeSite.doneThen(FakeSite.status(502)));
    api.delete(id);
    assertThat(site.sent("DELETE", id.toString())).hasSize(2);
  }

  @Test
  void a_delete_of_a_rule_that_was_not_there_says_so() {
    assertThatThrownBy(() -> api.delete(FakeSite.id(1)))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.kind()).isEqualTo(ApiException.Kind.NOT_FOUND));
  }

  @Test
  void nothing_is_sent_of_a_body_that_still_holds_a_placeholder() {
    ApiRule rule =
        new ApiRule(
            FakeSite.id(1),
            FakeSite.rule(FakeSite.id(1), "<<secret:jira-bot>>"),
            ExactJson.array());
    assertThatThrownBy(() -> api.create(rule)).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> api.update(rule)).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> api.setScope(rule.id(), List.of("<<var:scope>>")))
        .isInstanceOf(ApiException.class);
    assertThat(site.requests).isEmpty();
  }
}
