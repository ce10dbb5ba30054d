package dev.rulekeeper.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Work on one thing after the other, begun while more of them still come in. Where every processor
 * is busy and enough is waiting, whoever hands in the next thing works on it, so that what waits
 * takes little memory however many things there are.
 *
 * @param <R> what comes of one thing
 */
public final class WorkQueue<R> implements AutoCloseable {
  private static final int WAITING = 32;

  private final ThreadPoolExecutor threads;
  private final List<Future<R>> results = new ArrayList<>();

  /** A queue in which nothing waits. */
  public WorkQueue() {
    int processors = Runtime.getRuntime().availableProcessors();
    this.threads =
        new ThreadPoolExecutor(
            processors,
            processors,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "rulekeeper-work");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());
  }

  /** Hands in {@code work}, which runs on any thread. To be called by one thread at a time. */
  public void add(Supplier<R> work) {
    FutureTask<R> task = new FutureTask<>(work::get);
    results.add(task);
    threads.execute(task);
  }

  /**
   * Waits for all work.
   *
   * @return what came of it, in the order in which it was handed in
   * @throws RuntimeException what the first of the failed ones threw
   * @throws CancellationException if this thread was interrupted
   */
  public List<R> finish() {
    List<R> finished = new ArrayList<>(results.size());
    for (Future<R> result : results) {
      finished.add(resultOf(result));
    }
    return finished;
  }

  private static <R> R resultOf(Future<R> result) {
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException exception) {
        throw exception;
      }
      throw new IllegalStateException("work declares no exception", e);
    }
  }

  /** Drops what has not begun. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
