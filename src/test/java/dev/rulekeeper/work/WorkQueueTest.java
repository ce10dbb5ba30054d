package dev.rulekeeper.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  @Test
  void results_come_in_the_order_in_which_the_work_was_handed_in() {
    try (WorkQueue<Integer> work = new WorkQueue<>()) {
      IntStream.range(0, 1_000).forEach(i -> work.add(() -> i * 2));
      assertThat(work.finish()).isEqualTo(IntStream.range(0, 1_000).mapToObj(i -> i * 2).toList());
    }
  }

  @Test
  void whoever_hands_in_more_than_can_wait_works_too() {
    Set<Thread> workers = ConcurrentHashMap.newKeySet();
    CountDownLatch begun = new CountDownLatch(1);
    try (WorkQueue<Boolean> work = new WorkQueue<>()) {
      for (int i = 0; i < 100; i++) {
        work.add(
            () -> {
              workers.add(Thread.currentThread());
              if (Thread.currentThread().getName().equals("rulekeeper-work")) {
                return awaited(begun);
              }
              begun.countDown(); // Only after this do the others go on.
              return true;
            });
      }
      assertThat(work.finish()).doesNotContain(false);
    }
    assertThat(workers).contains(Thread.currentThread()).hasSizeGreaterThan(1);
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Test
  void the_first_failure_in_order_is_thrown_as_it_was() {
    try (WorkQueue<String> work = new WorkQueue<>()) {
      work.add(() -> "done");
      work.add(
          () -> {
            throw new UnsupportedOperationException("the first");
          });
      work.add(
          () -> {
            throw new AssertionError("the second");
          });
      assertThatThrownBy(work::finish)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage("the first");
    }
  }

  @Test
  void no_work_has_no_results() {
    try (WorkQueue<String> work = new WorkQueue<>()) {
      assertThat(work.finish()).isEqualTo(List.of());
    }
  }
}
