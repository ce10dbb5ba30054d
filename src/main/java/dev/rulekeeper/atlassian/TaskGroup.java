package dev.rulekeeper.atlassian;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs tasks on several threads until all are done or the first one fails. */
final class TaskGroup implements AutoCloseable {
  private final ExecutorService threads;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  TaskGroup(int size) {
    this.threads =
        Executors.newFixedThreadPool(
            size,
            task -> {
              Thread thread = new Thread(task, "rulekeeper-request");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Hands in a task.
   *
   * @throws RuntimeException what a task has thrown already
   */
  void add(Runnable task) {
    rethrow();
    try {
      threads.execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      rethrow();
      throw e;
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      if (failure.compareAndSet(null, e)) {
        threads.shutdownNow();
      }
    }
  }

  /** Whether a task has failed. */
  boolean failed() {
    return failure.get() != null;
  }

  /**
   * Waits for all tasks.
   *
   * @throws RuntimeException what the first failed task threw
   */
  void finish() {
    threads.shutdown();
    await();
    rethrow();
  }

  /** Stops what still runs, and waits for it to end. */
  @Override
  public void close() {
    threads.shutdownNow();
    await();
  }

  /** Stops what still runs, and waits for nothing. */
  void stop() {
    threads.shutdownNow();
  }

  private void await() {
    try {
      threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      threads.shutdownNow();
      throw Interruption.of();
    }
  }

  private void rethrow() {
    Throwable thrown = failure.get();
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
