package dev.rulekeeper.atlassian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PrefetchedPagesTest {
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  @Test
  void every_page_is_asked_for_once_and_comes_as_the_site_gave_it() {
    PrefetchedPages pages = new PrefetchedPages(chainOf(5));
    pages.begin();
    assertThat(walk(pages)).isEqualTo(queries(5)).isEqualTo(asked);
  }

  @Test
  void the_list_is_there_before_somebody_asks() throws InterruptedException {
    CountDownLatch last = new CountDownLatch(1);
    PrefetchedPages pages =
        new PrefetchedPages(
            query -> {
              SummaryPage page = chainOf(4).apply(query);
              if (page.next().isEmpty()) {
                last.countDown();
              }
              return page;
            });
    pages.begin();
    assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(walk(pages)).isEqualTo(queries(4)).isEqualTo(asked);
  }

  @Test
  void who_asks_a_second_time_is_told_by_the_site() {
    PrefetchedPages pages = new PrefetchedPages(chainOf(3));
    pages.begin();
    walk(pages);
    walk(pages);
    assertThat(asked).hasSize(6);
  }

  @Test
  void without_a_beginning_the_site_is_asked_page_by_page() {
    assertThat(walk(new PrefetchedPages(chainOf(3)))).isEqualTo(asked);
  }

  @Test
  void a_failure_is_told_to_whoever_comes_to_that_page() {
    PrefetchedPages pages =
        new PrefetchedPages(
            query -> {
              if (query.equals("cursor=2")) {
                throw new ApiException(ApiException.Kind.UNEXPECTED, 500, "broken", "");
              }
              return chainOf(5).apply(query);
            });
    pages.begin();
    assertThatThrownBy(() -> walk(pages)).isInstanceOf(ApiException.class).hasMessage("broken");
    assertThat(asked).hasSize(2);
  }

  @Test
  void a_chain_that_comes_back_to_where_it_was_is_not_followed_for_ever() {
    Function<String, SummaryPage> circle =
        query -> {
          asked.add(query);
          return new SummaryPage(List.of(), Optional.of("cursor=1"));
        };
    PrefetchedPages pages = new PrefetchedPages(circle);
    pages.begin();
    assertThat(pages.apply(SummaryPage.FIRST).next()).contains("cursor=1");
    assertThat(pages.apply("cursor=1").next()).contains("cursor=1");
    pages.stop();
    assertThat(asked.size()).isLessThan(PrefetchedPages.MOST);
  }

  @Test
  void what_waits_for_an_answer_begins_with_the_first_page_and_never_where_it_is_refused()
      throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    PrefetchedPages pages = new PrefetchedPages(chainOf(2));
    pages.whenAnswered(begun::countDown);
    pages.begin();
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    CountDownLatch never = new CountDownLatch(1);
    PrefetchedPages refused =
        new PrefetchedPages(
            query -> {
              throw new IllegalStateException("no");
            });
    refused.whenAnswered(never::countDown);
    refused.begin();
    assertThatThrownBy(() -> refused.apply(SummaryPage.FIRST)).hasMessage("no");
    assertThat(never.getCount()).isEqualTo(1);
  }

  private Function<String, SummaryPage> chainOf(int length) {
    return query -> {
      asked.add(query);
      int at = queries(length).indexOf(query) + 1;
      return new SummaryPage(
          List.of(), at < length ? Optional.of(queries(length).get(at)) : Optional.empty());
    };
  }

  private static List<String> queries(int length) {
    List<String> queries = new ArrayList<>(List.of(SummaryPage.FIRST));
    for (int i = 1; i < length; i++) {
      queries.add("cursor=" + i);
    }
    return queries;
  }

  private static List<String> walk(PrefetchedPages pages) {
    List<String> seen = new ArrayList<>();
    Optional<String> query = Optional.of(SummaryPage.FIRST);
    while (query.isPresent()) {
      seen.add(query.get());
      query = pages.apply(query.get()).next();
    }
    return seen;
  }
}
