package dev.rulekeeper.workflow;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.SiteConnection;
import dev.rulekeeper.git.Base;
import dev.rulekeeper.rule.RuleId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A site that is asked for its list of rules while the files are still being read. What goes wrong
 * is told to whoever comes for the site, after what is wrong with the files.
 */
final class PrefetchedSite implements AutoCloseable {
  private final CompletableFuture<Opened> opened;
  private final AtomicReference<@Nullable Optional<Base>> base;

  private record Opened(SiteConnection connection, AutomationApi api) {}

  /**
   * Begins to ask the site behind {@code connection}; the way to it is found meanwhile.
   *
   * @param agreed reads what Git and site last agreed on, before the list of rules: a rule that
   *     another run creates meanwhile is then in neither, and not taken for one that was deleted on
   *     the site
   */
  PrefetchedSite(SiteConnection connection, Supplier<Optional<Base>> agreed) {
    CompletableFuture<Opened> way =
        CompletableFuture.supplyAsync(
            () -> {
              SiteConnection resolved = connection.resolved();
              return new Opened(resolved, resolved.open());
            });
    this.base = new AtomicReference<>(agreed.get());
    this.opened =
        way.thenApply(
            site -> {
              site.api().readAhead();
              return site;
            });
  }

  /** Begins to read the rule {@code id}, as soon as there is a way to the site. */
  void readAhead(RuleId id) {
    var unused = opened.thenAccept(site -> site.api().readAhead(id));
  }

  /** The connection, its cloud id known. */
  SiteConnection connection() {
    return opened().connection();
  }

  /** The API of {@code connection}: the one that was opened, where it is that of this site. */
  AutomationApi api(SiteConnection connection) {
    return connection.equals(connection()) ? opened().api() : connection.open();
  }

  /** The base that was read before, for whoever comes first. */
  Optional<Optional<Base>> base() {
    return Optional.ofNullable(base.getAndSet(null));
  }

  private Opened opened() {
    try {
      return opened.join();
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

  @Override
  public void close() {
    // Not waited for; where nothing was opened there is nothing to close.
    var unused = opened.thenAccept(site -> site.api().close());
  }
}
