package dev.rulekeeper.atlassian;

import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleState;
import dev.rulekeeper.rule.RuleSummary;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The rule management of one site. Safe for use by several threads. Every method throws {@link
 * ApiException} where the site refuses or cannot be reached after retries.
 */
public interface AutomationApi extends AutoCloseable {
  /**
   * Begins to read the list of rules, for whoever asks for it next: what they see is the list from
   * now on. A failure is told to them.
   */
  default void readAhead() {
    // Whoever has the list at hand has nothing to begin.
  }

  /**
   * Begins to read the rule {@code id}, for whoever reads it next by {@link #summariesAndRules}:
   * what they see is the rule from now on. A failure is told to them.
   */
  default void readAhead(RuleId id) {
    // As readAhead().
  }

  /** Every rule of the site, each once, ordered by id. */
  List<RuleSummary> summaries();

  /** The rule in clear, or nothing where the site has none with this id. */
  Optional<ApiRule> rule(RuleId id);

  /**
   * Reads these rules, several at once, and hands each to {@code consumer} as it arrives, one call
   * at a time, in no particular order; rules that are gone meanwhile are left out.
   */
  void rules(Collection<RuleId> ids, Consumer<ApiRule> consumer);

  /**
   * Every rule of the site, each once, ordered by id, and at the same time as {@link #rules} the
   * rules that {@code wanted} picks: the pages of the summary, which come one after the other, then
   * cost no time of their own.
   *
   * @param wanted called once for each rule, on the calling thread
   */
  default List<RuleSummary> summariesAndRules(
      Predicate<RuleSummary> wanted, Consumer<ApiRule> consumer) {
    List<RuleSummary> rows = summaries();
    rules(rows.stream().filter(wanted).map(RuleSummary::id).toList(), consumer);
    return rows;
  }

  /**
   * The rule with what the site itself calls sensitive replaced by a mask, or nothing where the
   * site has none with this id. For comparing with {@link #rule} only: it must never be sent back.
   * A site that knows no such masking gives the rule in clear.
   */
  Optional<ApiRule> redacted(RuleId id);

  /** As {@link #rules}, each as {@link #redacted} gives it. */
  default void redacted(Collection<RuleId> ids, Consumer<ApiRule> consumer) {
    ids.forEach(id -> redacted(id).ifPresent(consumer));
  }

  /** The account id of the caller, or nothing where the site does not tell it. */
  Optional<String> accountId();

  /**
   * Creates {@code rule} under its id. May be tried again without harm: before a second attempt the
   * site is asked whether the first one arrived.
   */
  void create(ApiRule rule);

  /**
   * Replaces the rule; {@code created}, {@code updated} and {@code uuid} are left out of what is
   * sent.
   */
  void update(ApiRule rule);

  /** Switches a rule on or off. */
  void setState(RuleId id, RuleState state);

  /** Replaces the scope, a list of ARIs. */
  void setScope(RuleId id, List<String> scope);

  /** Deletes a disabled rule. */
  void delete(RuleId id);

  /** Ends the connections. */
  @Override
  void close();
}
