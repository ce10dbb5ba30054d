package dev.rulekeeper.atlassian;

import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleState;
import dev.rulekeeper.rule.RuleSummary;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The rule management of one site. Safe for use by several threads. Every method throws {@link
 * ApiException} where the site refuses or cannot be reached after retries.
 */
public interface AutomationApi extends AutoCloseable {
  /** Every rule of the site, each once, ordered by id. */
  List<RuleSummary> summaries();

  /** The rule in clear, or nothing where the site has none with this id. */
  Optional<ApiRule> rule(RuleId id);

  /**
   * Reads these rules, several at once, and hands each to {@code consumer} as it arrives, one call
   * at a time, in no particular order; rules that are gone meanwhile are left out.
   */
  void rules(Collection<RuleId> ids, Consumer<ApiRule> consumer);

  /** Creates {@code rule} under its id. */
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
