package dev.rulekeeper.atlassian;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The pages of the summary, read before somebody asks: each names the next, so they come one after
 * the other however many requests may be in flight, and a run has other things to do meanwhile.
 */
final class PrefetchedPages implements Function<String, SummaryPage> {
  /** Of a list that does not end no more than this is held. */
  static final int MOST = 2_000;

  private final Function<String, SummaryPage> site;
  private final Map<String, CompletableFuture<SummaryPage>> ahead = new ConcurrentHashMap<>();
  private final CompletableFuture<SummaryPage> first = new CompletableFuture<>();
  private volatile boolean stopped;

  /**
   * Nothing is read yet.
   *
   * @param site reads the page of a query
   */
  PrefetchedPages(Function<String, SummaryPage> site) {
    this.site = site;
  }

  /** Begins to read all pages from the first one on, on a thread of its own. */
  void begin() {
    ahead.put(SummaryPage.FIRST, first);
    Thread thread = new Thread(this::follow, "rulekeeper-pages");
    thread.setDaemon(true);
    thread.start();
  }

  /** Runs {@code next} as soon as the first page is there; never, where the site refuses it. */
  void whenAnswered(Runnable next) {
    var unused = first.thenRun(next);
  }

  private void follow() {
    String query = SummaryPage.FIRST;
    CompletableFuture<SummaryPage> page = first;
    while (page != null) {
      CompletableFuture<SummaryPage> next = null;
      try {
        SummaryPage read = site.apply(query);
        Optional<String> following = read.next().filter(link -> !stopped && ahead.size() < MOST);
        if (following.isPresent()) {
          query = following.get();
          CompletableFuture<SummaryPage> promised = new CompletableFuture<>();
          // Before this page is there, so that nobody can ask for the next one twice. A chain that
          // comes back to where it was ends here.
          next = ahead.putIfAbsent(query, promised) == null ? promised : null;
        }
        page.complete(read);
      } catch (RuntimeException | Error e) {
        page.completeExceptionally(e);
      }
      page = next;
    }
  }

  /**
   * The page of {@code query}, once: who asks again is told by the site.
   *
   * @throws ApiException as the site's answer says
   */
  @Override
  public SummaryPage apply(String query) {
    CompletableFuture<SummaryPage> page = ahead.remove(query);
    if (page == null) {
      return site.apply(query);
    }
    try {
      return page.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException exception) {
        throw exception;
      }
      throw e;
    }
  }

  /** Follows no page any further. */
  void stop() {
    stopped = true;
  }
}
