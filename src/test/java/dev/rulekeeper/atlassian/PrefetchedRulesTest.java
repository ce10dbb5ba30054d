package dev.rulekeeper.atlassian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.RuleId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PrefetchedRulesTest {
  private static final List<RuleId> IDS =
      IntStream.range(0, 40).mapToObj(i -> new RuleId(new UUID(7, i))).toList();

  private final List<RuleId> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<PrefetchedRules> made = new ArrayList<>();

  @AfterEach
  void stop() {
    made.forEach(PrefetchedRules::stop);
  }

  @Test
  void each_rule_is_asked_for_once_and_comes_as_the_site_gave_it() {
    PrefetchedRules rules = rules(this::told);
    IDS.subList(0, 30).forEach(rules::begin);
    IDS.subList(10, 30).forEach(rules::begin);
    for (RuleId id : IDS) {
      assertThat(rules.apply(id)).contains(rule(id));
    }
    assertThat(asked).containsExactlyInAnyOrderElementsOf(IDS);
  }

  @Test
  void who_asks_a_second_time_is_told_by_the_site() {
    PrefetchedRules rules = rules(this::told);
    rules.begin(IDS.get(0));
    rules.apply(IDS.get(0));
    rules.apply(IDS.get(0));
    assertThat(asked).hasSize(2);
  }

  @Test
  void a_rule_that_somebody_has_asked_for_is_not_read_ahead() {
    PrefetchedRules rules = rules(this::told);
    rules.apply(IDS.get(0));
    rules.begin(IDS.get(0));
    rules.begin(IDS.get(1));
    rules.apply(IDS.get(1));
    assertThat(asked).containsExactly(IDS.get(0), IDS.get(1));
  }

  @Test
  void no_more_rules_wait_to_be_asked_for_than_fit_in_and_those_left_out_are_read_then() {
    List<RuleId> many =
        IntStream.rangeClosed(0, PrefetchedRules.MOST).mapToObj(i -> id(i)).toList();
    PrefetchedRules rules = rules(this::told);
    many.forEach(rules::begin);
    RuleId last = many.get(PrefetchedRules.MOST);
    many.subList(0, PrefetchedRules.MOST).forEach(id -> assertThat(rules.apply(id)).isPresent());
    assertThat(asked).hasSize(PrefetchedRules.MOST).doesNotContain(last);
    assertThat(rules.apply(last)).contains(rule(last));
    rules.begin(id(PrefetchedRules.MOST + 1));
    assertThat(rules.apply(id(PrefetchedRules.MOST + 1))).isPresent();
    assertThat(asked).hasSize(PrefetchedRules.MOST + 2);
  }

  private static RuleId id(int number) {
    return new RuleId(new UUID(8, number));
  }

  @Test
  void a_rule_that_the_site_does_not_have_is_none() {
    PrefetchedRules rules = rules(id -> Optional.empty());
    rules.begin(IDS.get(0));
    assertThat(rules.apply(IDS.get(0))).isEmpty();
  }

  @Test
  void a_failure_is_told_to_whoever_comes_for_that_rule_and_keeps_no_other_from_being_read() {
    PrefetchedRules rules =
        rules(
            id -> {
              if (id.equals(IDS.get(3))) {
                throw new ApiException(ApiException.Kind.UNREACHABLE, 503, "the site is down", "");
              }
              return told(id);
            });
    IDS.forEach(rules::begin);
    assertThatThrownBy(() -> rules.apply(IDS.get(3))).hasMessageContaining("the site is down");
    assertThat(rules.apply(IDS.get(39))).contains(rule(IDS.get(39)));
  }

  @Test
  void a_site_that_refuses_is_not_asked_for_all_of_them() throws InterruptedException {
    CountDownLatch refused = new CountDownLatch(1);
    PrefetchedRules rules =
        rules(
            id -> {
              asked.add(id);
              refused.countDown();
              throw new ApiException(ApiException.Kind.UNAUTHENTICATED, 401, "no such token", "");
            });
    rules.begin(IDS.get(0));
    refused.await();
    assertThatThrownBy(() -> rules.apply(IDS.get(0))).hasMessageContaining("no such token");
    IDS.forEach(rules::begin);
    assertThatThrownBy(() -> rules.apply(IDS.get(39))).hasMessageContaining("no such token");
    assertThat(asked).containsExactly(IDS.get(0), IDS.get(39));
  }

  @Test
  void who_comes_before_it_was_begun_reads_it_and_waits_for_no_other() {
    CountDownLatch never = new CountDownLatch(1);
    PrefetchedRules rules =
        rules(
            id -> {
              if (IDS.indexOf(id) < 2) {
                try {
                  never.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
              return told(id);
            });
    IDS.forEach(rules::begin); // The first two keep both threads busy.
    assertThat(rules.apply(IDS.get(39))).contains(rule(IDS.get(39)));
    never.countDown();
  }

  private PrefetchedRules rules(Function<RuleId, Optional<ApiRule>> site) {
    PrefetchedRules rules = new PrefetchedRules(site, 2);
    made.add(rules);
    return rules;
  }

  private Optional<ApiRule> told(RuleId id) {
    asked.add(id);
    return Optional.of(rule(id));
  }

  private static ApiRule rule(RuleId id) {
    return new ApiRule(id, ExactJson.object().put("name", "Rule " + id), ExactJson.array());
  }
}
