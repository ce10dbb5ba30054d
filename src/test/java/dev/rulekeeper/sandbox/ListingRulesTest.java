package dev.rulekeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.sandbox.Caller.Reply;
import dev.rulekeeper.sandbox.SandboxOptions.LinkForm;
import dev.rulekeeper.sandbox.SandboxOptions.PageBorders;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListingRulesTest {
  private Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private Caller caller = Caller.of(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private void restart(SandboxOptionsBuilder options) {
    sandbox.close();
    sandbox = Sandbox.start(options.build());
    caller = Caller.of(sandbox);
  }

  private List<String> ids() {
    return sandbox.rules().stream().map(rule -> rule.at("/rule/uuid").asText()).toList();
  }

  private static List<String> ids(List<JsonNode> rows) {
    return rows.stream().map(row -> row.get("uuid").asText()).toList();
  }

  private static List<String> ids(JsonNode page) {
    List<String> ids = new ArrayList<>();
    page.get("data").forEach(row -> ids.add(row.get("uuid").asText()));
    return ids;
  }

  @Test
  void a_row_has_the_fields_of_a_summary_and_neither_trigger_nor_components() {
    JsonNode row = caller.summaries(100).get(0);
    assertThat(row.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "uuid",
            "name",
            "state",
            "description",
            "authorAccountId",
            "actorAccountId",
            "ruleScopeARIs",
            "labels",
            "created",
            "updated");
  }

  @Test
  void the_actor_is_null_unless_it_is_one_user() {
    JsonNode row = caller.get("rule/" + caller.idOf("Welcome new reporters")).json();
    assertThat(row.at("/rule/actor/type").asText()).isEqualTo("SMART_VALUE");
    JsonNode summary =
        caller.summaries(100).stream()
            .filter(r -> r.get("name").asText().equals("Welcome new reporters"))
            .findFirst()
            .orElseThrow();
    assertThat(summary.get("actorAccountId").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 50, 100})
  void pages_of_any_size_show_every_rule_once_in_the_order_of_creation(int limit) {
    assertThat(ids(caller.summaries(limit))).isEqualTo(ids());
  }

  @Test
  void links_are_bare_query_strings_and_null_at_both_ends() {
    JsonNode first = caller.get("rule/summary?limit=40").json();
    assertThat(first.at("/links/prev").isNull()).isTrue();
    assertThat(first.at("/links/next").asText()).matches("\\?cursor=[\\w-]+&limit=40");
    JsonNode last = caller.get("rule/summary" + first.at("/links/next").asText()).json();
    assertThat(last.at("/links/next").isNull()).isTrue();
    JsonNode back = caller.get("rule/summary" + last.at("/links/prev").asText()).json();
    assertThat(ids(back)).isEqualTo(ids(first));
  }

  @Test
  void links_may_be_absolute() {
    restart(SandboxOptions.builder().linkForm(LinkForm.ABSOLUTE));
    String next = caller.get("rule/summary?limit=40").json().at("/links/next").asText();
    assertThat(next).startsWith(sandbox.url() + caller.base() + "/rule/summary?cursor=");
    assertThat(caller.get(next.substring(sandbox.url().length())).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "-1", "ten"})
  void a_limit_outside_1_to_100_is_refused(String limit) {
    Reply reply = caller.get("rule/summary?limit=" + limit);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.error())
        .isEqualTo("api.validation.outside-range: 'limit' must be in the range [1,100]");
  }

  @Test
  void a_page_has_100_rows_by_get_and_50_by_post_unless_told_otherwise() {
    restart(SandboxOptions.builder().rules(120));
    assertThat(caller.get("rule/summary").json().get("data")).hasSize(100);
    assertThat(caller.post("rule/summary", "{\"state\":\"ENABLED\"}").json().get("data"))
        .hasSize(50);
  }

  @Test
  void a_search_filters_by_trigger_state_scope_and_author() {
    assertThat(found("{\"trigger\":\"jira.incoming.webhook\",\"limit\":100}"))
        .containsExactly("Ask the bot to look at failing rules", "Open a ticket for incoming mail");
    assertThat(found("{\"state\":\"DISABLED\",\"trigger\":\"jira.jql.scheduled\"}"))
        .containsExactly("Copy of Close stale tickets", "Copy of Close stale tickets");
    String tokyo = "ari:cloud:jira:" + sandbox.cloudId() + ":project/10004";
    assertThat(found("{\"scope\":\"" + tokyo + "\"}")).containsExactly("リリース通知 (東京チーム)");
    assertThat(found("{\"author\":\"" + Accounts.COLLEAGUE + "\",\"limit\":100}"))
        .containsExactly("Refresh the licence report", "Write the meeting notes page");
  }

  private List<String> found(String filter) {
    List<String> names = new ArrayList<>();
    caller
        .post("rule/summary", filter)
        .json()
        .get("data")
        .forEach(row -> names.add(row.get("name").asText()));
    return names;
  }

  @Test
  void a_search_goes_on_by_cursor_with_the_same_filter() {
    JsonNode first = caller.post("rule/summary", "{\"state\":\"DISABLED\",\"limit\":1}").json();
    String next = first.at("/links/next").asText();
    String cursor = next.substring("?cursor=".length(), next.indexOf('&'));
    JsonNode second = caller.post("rule/summary", "{\"cursor\":\"" + cursor + "\"}").json();
    assertThat(second.at("/data/0/state").asText()).isEqualTo("DISABLED");
    assertThat(ids(second)).doesNotContainAnyElementsOf(ids(first));
    assertThat(ids(caller.get("rule/summary" + next).json())).startsWith(ids(second).get(0));
  }

  @Test
  void a_search_needs_a_filter_or_a_limit() {
    assertThat(caller.post("rule/summary", "{}").status()).isEqualTo(400);
    assertThat(caller.post("rule/summary", "{\"state\":\"ON\"}").status()).isEqualTo(400);
    assertThat(caller.post("rule/summary", "[]").status()).isEqualTo(400);
  }

  @Test
  void a_cursor_that_is_none_or_has_expired_is_refused() {
    assertThat(caller.get("rule/summary?cursor=abc").error()).contains("'cursor' is not valid");
    restart(SandboxOptions.builder().cursorLifeMillis(-1));
    String next = caller.get("rule/summary?limit=5").json().at("/links/next").asText();
    Reply reply = caller.get("rule/summary" + next);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.error()).contains("'cursor' has expired");
  }

  @Test
  void sloppy_pages_skip_and_repeat_rules_but_two_passes_together_show_all() {
    restart(SandboxOptions.builder().pageBorders(PageBorders.SLOPPY));
    List<String> first = ids(caller.summaries(5));
    List<String> second = ids(caller.summaries(5));
    assertThat(first).hasSizeGreaterThan(new LinkedHashSet<>(first).size());
    assertThat(Set.copyOf(first)).isNotEqualTo(Set.copyOf(ids()));
    Set<String> both = new LinkedHashSet<>(first);
    both.addAll(second);
    assertThat(both).containsExactlyInAnyOrderElementsOf(ids());
  }
}
