package dev.rulekeeper.atlassian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleState;
import dev.rulekeeper.rule.RuleSummary;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadTest {
  private final FakeSite site = new FakeSite();
  private final AutomationApi api = site.api();

  @AfterEach
  void close() {
    api.close();
    site.close();
  }

  private List<RuleId> listed() {
    return api.summaries().stream().map(RuleSummary::id).toList();
  }

  @Test
  void an_empty_site_has_no_rules() {
    assertThat(api.summaries()).isEmpty();
  }

  @Test
  void a_summary_says_what_the_site_says() {
    RuleId id = FakeSite.id(1);
    site.rules.put(id, FakeSite.rule(id, "Send hook").put("state", "DISABLED"));
    assertThat(api.summaries())
        .containsExactly(
            new RuleSummary(
                id,
                "Send hook",
                RuleState.DISABLED,
                List.of("ari:cloud:jira:" + FakeSite.CLOUD + ":project/10336"),
                List.of("managed"),
                "1743568964.170"));
  }

  @Test
  void a_time_as_text_is_kept_as_text_and_missing_fields_are_empty() {
    RuleId id = FakeSite.id(1);
    site.rules.put(
        id,
        ExactJson.object()
            .put("uuid", id.toString())
            .put("updated", "1701482354.625000000")
            .putNull("labels"));
    assertThat(api.summaries())
        .containsExactly(
            new RuleSummary(
                id, "", RuleState.ENABLED, List.of(), List.of(), "1701482354.625000000"));
  }

  @Test
  void pages_of_a_hundred_are_followed_to_the_end() {
    List<RuleId> ids = site.addRules(250);
    assertThat(listed()).isEqualTo(ids);
    assertThat(site.requests).hasSize(3);
    assertThat(site.requests.get(0).query()).contains("limit=100");
  }

  @Test
  void an_absolute_link_is_followed_on_our_own_host() {
    List<RuleId> ids = site.addRules(150);
    site.absoluteLinks = true;
    assertThat(listed()).isEqualTo(ids);
    assertThat(site.requests.get(1).path()).isEqualTo(site.requests.get(0).path());
  }

  @Test
  void a_path_in_the_url_of_the_api_is_kept() {
    List<RuleId> ids = site.addRules(1);
    SiteConnection behind = site.connection(URI.create(site.url() + "/gateway/api/"), 1);
    assertThat(behind.open(FakeSite.QUICK).summaries()).extracting(RuleSummary::id).isEqualTo(ids);
    assertThat(site.requests.get(0).path()).startsWith("/gateway/api/automation/public/jira/");
  }

  @Test
  void repeated_rules_lead_to_a_second_pass_that_finds_the_skipped_ones() {
    List<RuleId> ids = site.addRules(4);
    site.nextPass(List.of(List.of(ids.get(0), ids.get(1)), List.of(ids.get(1), ids.get(3))));
    assertThat(listed()).isEqualTo(ids);
  }

  @Test
  void a_short_page_in_the_middle_leads_to_a_second_pass() {
    List<RuleId> ids = site.addRules(5);
    site.nextPass(
        List.of(List.of(ids.get(0), ids.get(1)), List.of(ids.get(3)), List.of(ids.get(4))));
    assertThat(listed()).isEqualTo(ids);
  }

  @Test
  void passes_end_when_two_agree() {
    List<RuleId> ids = site.addRules(3);
    List<List<RuleId>> odd = List.of(List.of(ids.get(0), ids.get(1)), List.of(ids.get(1)));
    List<List<RuleId>> full = List.of(ids.subList(0, 2), ids.subList(2, 3));
    site.nextPass(odd);
    site.nextPass(full);
    site.nextPass(full);
    site.nextPass(odd);
    assertThat(listed()).isEqualTo(ids);
    assertThat(site.sent("GET", "/summary")).hasSize(6);
  }

  @Test
  void a_rule_that_only_some_passes_show_is_looked_up() {
    List<RuleId> ids = site.addRules(2);
    RuleId gone = FakeSite.id(7);
    site.nextPass(List.of(List.of(ids.get(0), gone), List.of(gone)));
    assertThat(listed()).isEqualTo(ids);
    assertThat(site.sent("GET", gone.toString())).hasSize(1);
  }

  @Test
  void an_expired_cursor_starts_the_walk_anew_once() {
    List<RuleId> ids = site.addRules(250);
    site.next(FakeSite.slow(0), FakeSite.slow(0), FakeSite.status(400));
    assertThat(listed()).isEqualTo(ids);
    assertThat(site.requests).hasSize(6);
  }

  @Test
  void a_cursor_that_expires_again_is_an_error() {
    site.addRules(250);
    site.next(FakeSite.slow(0), FakeSite.status(400), FakeSite.slow(0), FakeSite.status(400));
    assertThatThrownBy(api::summaries)
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.kind()).isEqualTo(ApiException.Kind.REFUSED));
  }

  @Test
  void a_walk_in_circles_ends() {
    List<RuleId> ids = site.addRules(2);
    site.always =
        (fake, exchange, request) ->
            request.path().endsWith("/summary")
                && FakeSite.status(
                        200,
                        "{\"links\":{\"next\":\"?cursor=a&limit=100\"},\"data\":[{\"uuid\":\""
                            + ids.get(0)
                            + "\"}]}")
                    .deal(fake, exchange, request);
    assertThat(listed()).containsExactly(ids.get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%zz", "100%", "a b|c^d", "%", "%4", "ä\\u0000"})
  void a_link_that_no_uri_may_have_is_followed_all_the_same(String cursor) {
    RuleId id = site.addRules(1).get(0);
    site.next(
        FakeSite.status(
            200,
            "{\"links\":{\"next\":\"?cursor="
                + cursor
                + "&limit=100\"},\"data\":[{\"uuid\":\""
                + id
                + "\"}]}"),
        FakeSite.status(200, "{\"data\":[]}"));
    assertThat(listed()).containsExactly(id);
  }

  @Test
  void a_row_without_an_id_is_an_error_rather_than_a_hidden_rule() {
    site.next(FakeSite.status(200, "{\"data\":[{\"name\":\"No id\"}]}"));
    assertThatThrownBy(api::summaries)
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.kind()).isEqualTo(ApiException.Kind.UNEXPECTED));
  }

  @Test
  void a_rule_comes_with_exact_numbers_and_without_connections_where_there_are_none() {
    RuleId id = FakeSite.id(1);
    site.rules.put(
        id,
        (com.fasterxml.jackson.databind.node.ObjectNode)
            ExactJson.read("{\"name\":\"n\",\"a\":1.10,\"b\":9223372036854775808}"));
    ApiRule rule = api.rule(id).orElseThrow();
    assertThat(ExactJson.write(rule.rule()))
        .isEqualTo("{\"name\":\"n\",\"a\":1.10,\"b\":9223372036854775808}");
    assertThat(rule.connections()).isEmpty();
  }

  @Test
  void a_rule_that_is_not_there_is_nothing() {
    assertThat(api.rule(FakeSite.id(1))).isEmpty();
  }

  @Test
  void an_answer_about_another_rule_is_an_error() {
    RuleId id = FakeSite.id(1);
    site.rules.put(id, FakeSite.rule(FakeSite.id(2), "Other"));
    assertThatThrownBy(() -> api.rule(id))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.kind()).isEqualTo(ApiException.Kind.UNEXPECTED));
  }

  @Test
  void the_redacted_rule_is_asked_for_by_its_parameter() {
    RuleId id = site.addRules(1).get(0);
    assertThat(api.redacted(id)).isPresent();
    assertThat(site.requests.get(0).query()).contains("redactSensitiveFields=true");
  }

  @Test
  void the_account_of_the_caller_is_told_or_nothing() {
    assertThat(api.accountId()).contains("5b10ac8d82e05b22cc7d4ef5");
    site.next(FakeSite.status(404));
    assertThat(api.accountId()).isEmpty();
  }

  @Test
  void many_rules_are_handed_over_one_at_a_time_and_the_gone_ones_left_out() {
    List<RuleId> ids = new ArrayList<>(site.addRules(60));
    ids.add(FakeSite.id(999));
    AtomicInteger inside = new AtomicInteger();
    List<RuleId> got = Collections.synchronizedList(new ArrayList<>());
    api.rules(
        ids,
        rule -> {
          assertThat(inside.incrementAndGet()).isEqualTo(1);
          got.add(rule.id());
          inside.decrementAndGet();
        });
    assertThat(got).containsExactlyInAnyOrderElementsOf(site.rules.keySet());
  }

  @Test
  void several_rules_are_read_at_once() {
    List<RuleId> ids = site.addRules(40);
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    site.always =
        (fake, exchange, request) -> {
          most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
          FakeSite.slow(20).deal(fake, exchange, request);
          inFlight.decrementAndGet();
          return false;
        };
    api.rules(ids, rule -> {});
    assertThat(most).hasValueBetween(2, 8);
  }

  @Test
  void the_first_fatal_error_stops_the_reading() {
    List<RuleId> ids = site.addRules(500);
    List<RuleId> got = Collections.synchronizedList(new ArrayList<>());
    site.next(FakeSite.slow(0), FakeSite.status(403));
    assertThatThrownBy(() -> api.rules(ids, rule -> got.add(rule.id())))
        .isInstanceOf(ApiException.class);
    assertThat(got).hasSizeLessThan(400);
  }

  @Test
  void what_the_consumer_throws_comes_back_to_the_caller() {
    List<RuleId> ids = site.addRules(20);
    assertThatThrownBy(
            () ->
                api.rules(
                    ids,
                    rule -> {
                      throw new IllegalStateException("disk full");
                    }))
        .hasMessage("disk full");
  }

  @Test
  void summaries_and_the_wanted_rules_come_in_one_go() {
    List<RuleId> ids = site.addRules(250);
    List<RuleId> got = Collections.synchronizedList(new ArrayList<>());
    List<RuleSummary> rows =
        api.summariesAndRules(
            row -> row.id().compareTo(FakeSite.id(200)) >= 0, rule -> got.add(rule.id()));
    assertThat(rows).extracting(RuleSummary::id).isEqualTo(ids);
    assertThat(got).containsExactlyInAnyOrderElementsOf(ids.subList(200, 250));
    assertThat(site.requests).hasSize(53);
  }

  @Test
  void a_failed_rule_ends_the_summaries_too() {
    site.addRules(250);
    site.always =
        (fake, exchange, request) ->
            !request.path().endsWith("/summary")
                && FakeSite.status(403).deal(fake, exchange, request);
    assertThatThrownBy(() -> api.summariesAndRules(row -> true, rule -> {}))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.kind()).isEqualTo(ApiException.Kind.FORBIDDEN));
  }

  @Test
  void the_cloud_id_is_asked_for_without_credentials() {
    SiteConnection given = site.connection();
    SiteConnection unknown =
        new SiteConnection(
            new SiteLocation(
                given.site().siteUrl(), given.site().apiUrl(), "jira", Optional.empty()),
            given.email(),
            given.token(),
            4,
            given.listener());
    assertThat(unknown.resolveCloudId(FakeSite.QUICK).value()).isEqualTo(FakeSite.CLOUD);
    assertThat(site.requests.get(0).authorization()).isEmpty();
    assertThat(unknown.open(FakeSite.QUICK).summaries()).isEmpty();
    site.next(FakeSite.status(404));
    assertThatThrownBy(() -> unknown.open(FakeSite.QUICK))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ApiException.Kind.NOT_FOUND);
              assertThat(e).hasMessageContaining("no Atlassian Cloud site at " + site.url());
            });
  }
}
