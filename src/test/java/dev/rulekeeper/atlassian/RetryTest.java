package dev.rulekeeper.atlassian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.Draws;
import dev.rulekeeper.atlassian.FakeSite.Attempt;
import dev.rulekeeper.atlassian.FakeSite.Quirk;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RetryTest {
  private static ApiException failure(FakeSite site) {
    try (AutomationApi api = site.api()) {
      api.summaries();
      throw new AssertionError("no failure");
    } catch (ApiException e) {
      return e;
    }
  }

  static Stream<Quirk> passingTrouble() {
    return Stream.of(
        FakeSite.throttled("0"),
        FakeSite.status(429),
        FakeSite.status(500),
        FakeSite.status(502),
        FakeSite.status(503, "<html>busy</html>"),
        FakeSite.status(504),
        FakeSite.reset(),
        FakeSite.truncated(),
        FakeSite.status(200, "{\"data\":["),
        FakeSite.slow(1000),
        FakeSite.stalled(1000));
  }

  @ParameterizedTest
  @MethodSource("passingTrouble")
  void passing_trouble_is_tried_again(Quirk trouble) {
    try (FakeSite site = new FakeSite();
        AutomationApi api = site.api()) {
      List<RuleId> ids = site.addRules(1);
      site.next(trouble);
      assertThat(api.summaries()).extracting(RuleSummary::id).isEqualTo(ids);
      assertThat(site.requests).hasSize(2);
    }
  }

  @Test
  void the_listener_hears_of_every_attempt() {
    try (FakeSite site = new FakeSite();
        AutomationApi api = site.api()) {
      site.addRules(1);
      site.next(FakeSite.status(503), FakeSite.truncated());
      api.summaries();
      assertThat(site.attempts)
          .containsExactly(
              new Attempt("GET", "/rule/summary", 503, 1),
              new Attempt("GET", "/rule/summary", 0, 2),
              new Attempt("GET", "/rule/summary", 200, 3));
    }
  }

  @Test
  void lasting_trouble_ends_after_six_attempts() {
    try (FakeSite site = new FakeSite()) {
      site.always = FakeSite.status(503);
      ApiException failure = failure(site);
      assertThat(failure.kind()).isEqualTo(ApiException.Kind.FAILED);
      assertThat(failure).hasMessageContaining("(6 attempts)");
      assertThat(site.requests).hasSize(6);
    }
  }

  @Test
  void a_write_that_is_answered_500_is_tried_less_often() {
    try (FakeSite site = new FakeSite();
        AutomationApi api = site.api()) {
      site.always = FakeSite.status(500);
      assertThatThrownBy(() -> api.update(FakeSite.apiRule(0)))
          .isInstanceOfSatisfying(
              ApiException.class,
              e -> {
                assertThat(e.status()).isEqualTo(500);
                assertThat(FakeSite.told(e)).contains("the answer was empty");
                assertThat(e.hint()).contains("component of a type");
              });
      assertThat(site.requests).hasSize(4);
    }
  }

  @Test
  void a_refusal_is_not_tried_again() {
    try (FakeSite site = new FakeSite()) {
      site.always = FakeSite.status(403);
      assertThat(failure(site).kind()).isEqualTo(ApiException.Kind.FORBIDDEN);
      assertThat(site.requests).hasSize(1);
    }
  }

  @Test
  void the_wait_that_the_site_asks_for_is_kept() {
    try (FakeSite site = new FakeSite();
        AutomationApi api = site.api()) {
      site.next(FakeSite.throttled("1"));
      long start = System.nanoTime();
      api.summaries();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void a_site_that_asks_to_wait_for_an_hour_is_not_waited_for() {
    try (FakeSite site = new FakeSite()) {
      site.always = FakeSite.throttled("3600");
      assertThat(failure(site).kind()).isEqualTo(ApiException.Kind.FAILED);
      assertThat(site.requests).hasSize(1);
    }
  }

  @Test
  void a_site_that_bears_three_requests_at_once_is_read_whole() {
    try (FakeSite site = new FakeSite();
        AutomationApi api = site.connection(site.url(), 16).open(FakeSite.QUICK)) {
      List<RuleId> ids = site.addRules(200);
      AtomicInteger inFlight = new AtomicInteger();
      AtomicInteger refused = new AtomicInteger();
      site.always =
          (fake, exchange, request) -> {
            try {
              if (inFlight.incrementAndGet() > 3) {
                refused.incrementAndGet();
                return FakeSite.status(429).deal(fake, exchange, request);
              }
              return FakeSite.slow(5).deal(fake, exchange, request);
            } finally {
              inFlight.decrementAndGet();
            }
          };
      List<RuleId> got = Collections.synchronizedList(new ArrayList<>());
      api.rules(ids, rule -> got.add(rule.id()));
      assertThat(got).containsExactlyInAnyOrderElementsOf(ids);
      assertThat(refused).as("the limit is learnt").hasValueLessThan(200);
    }
  }

  @Test
  void a_listener_that_fails_is_no_reason_to_try_again() {
    try (FakeSite site = new FakeSite()) {
      SiteConnection given = site.connection();
      SiteConnection failing =
          new SiteConnection(
              given.site(),
              given.email(),
              given.token(),
              1,
              (method, path, status, attempt, milliseconds) -> {
                throw new IllegalStateException("terminal closed");
              });
      assertThatThrownBy(() -> failing.open(FakeSite.QUICK).summaries())
          .hasMessage("terminal closed");
      assertThat(site.requests).hasSize(1);
    }
  }

  @Test
  @Timeout(60)
  void an_error_in_the_middle_of_a_request_leaves_room_for_the_next_one() {
    try (FakeSite site = new FakeSite()) {
      SiteConnection given = site.connection();
      AtomicInteger answers = new AtomicInteger();
      SiteConnection failing =
          new SiteConnection(
              given.site(),
              given.email(),
              given.token(),
              1,
              (method, path, status, attempt, milliseconds) -> {
                if (answers.incrementAndGet() == 1) {
                  throw new AssertionError("out of memory, say");
                }
              });
      AutomationApi api = failing.open(FakeSite.QUICK);
      assertThatThrownBy(api::summaries).isInstanceOf(AssertionError.class);
      assertThat(api.summaries()).isEmpty();
    }
  }

  @Test
  void an_interrupted_thread_stops_waiting() throws InterruptedException {
    try (FakeSite site = new FakeSite();
        AutomationApi api = site.api()) {
      site.always = FakeSite.throttled("15");
      AtomicReference<String> outcome = new AtomicReference<>("");
      Thread thread =
          new Thread(
              () -> {
                try {
                  api.summaries();
                } catch (ApiException e) {
                  outcome.set(e.getMessage() + Thread.currentThread().isInterrupted());
                }
              });
      thread.start();
      while (site.attempts.isEmpty()) {
        Thread.sleep(1);
      }
      thread.interrupt();
      thread.join(5_000);
      assertThat(outcome).hasValue("interrupted while waiting for the sitetrue");
    }
  }

  @Provide
  Arbitrary<List<Integer>> troubles() {
    // Between two good requests fewer faults than attempts.
    Arbitrary<Integer> fault = Arbitraries.integers().between(0, 7);
    return fault.list().ofMinSize(1).ofMaxSize(5);
  }

  @Property(seed = Draws.SEED, tries = 40)
  void whatever_passing_trouble_comes_every_rule_is_listed_once(
      @ForAll("troubles") List<Integer> first, @ForAll("troubles") List<Integer> second) {
    List<Quirk> kinds = passingTrouble().limit(9).toList();
    try (FakeSite site = new FakeSite();
        AutomationApi api = site.api()) {
      List<RuleId> ids = site.addRules(5);
      site.pageSize = 2;
      first.forEach(each -> site.next(kinds.get(each)));
      site.next(FakeSite.slow(0));
      second.forEach(each -> site.next(kinds.get(each)));
      assertThat(api.summaries()).extracting(RuleSummary::id).isEqualTo(ids);
    }
  }
}
