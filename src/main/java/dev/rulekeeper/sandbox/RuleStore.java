package dev.rulekeeper.sandbox;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The rules of the site, ordered by UUID, which is the order in which they were created. */
final class RuleStore {
  private final ConcurrentSkipListMap<String, StoredRule> rules = new ConcurrentSkipListMap<>();
  private final long staleNanos;

  RuleStore(int staleMillis) {
    this.staleNanos = TimeUnit.MILLISECONDS.toNanos(staleMillis);
  }

  NavigableMap<String, StoredRule> all() {
    return rules;
  }

  Optional<StoredRule> find(String uuid) {
    return Optional.ofNullable(rules.get(uuid));
  }

  /** Adds a rule; readers see it at once. */
  synchronized StoredRule add(Supplier<StoredRule> made) {
    StoredRule rule = made.get();
    rules.put(rule.uuid(), rule);
    return rule;
  }

  /** Changes a rule as the API does: readers see the old one for a while. */
  synchronized StoredRule write(String uuid, UnaryOperator<StoredRule> change) {
    StoredRule before = existing(uuid);
    StoredRule after = change.apply(before);
    StoredRule shown = staleNanos == 0 ? after : after.shownAs(before, staleNanos);
    rules.put(uuid, shown);
    return shown;
  }

  /** Changes a rule as the browser does: readers see it at once. */
  synchronized void edit(String uuid, UnaryOperator<StoredRule> change) {
    rules.put(uuid, change.apply(existing(uuid)));
  }

  /** Removes a rule that satisfies {@code check}, which throws where it does not. */
  synchronized void remove(String uuid, Consumer<StoredRule> check) {
    check.accept(existing(uuid));
    rules.remove(uuid);
  }

  private StoredRule existing(String uuid) {
    return find(uuid).orElseThrow(() -> new RefusedException(SiteResponse.empty(404)));
  }
}
