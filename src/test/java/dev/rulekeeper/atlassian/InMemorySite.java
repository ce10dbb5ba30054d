package dev.rulekeeper.atlassian;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleState;
import dev.rulekeeper.rule.RuleSummary;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A site without HTTP, for tests that need a thousand runs. Counts what is written. */
public final class InMemorySite implements AutomationApi {
  private final Map<RuleId, ApiRule> rules = new ConcurrentSkipListMap<>();
  private final Map<RuleId, Integer> writes = new ConcurrentHashMap<>();
  private final Map<RuleId, Integer> reads = new ConcurrentHashMap<>();
  private final Map<RuleId, ApiException> refusals = new ConcurrentHashMap<>();
  private final List<RuleId> order = new CopyOnWriteArrayList<>();
  private volatile UnaryOperator<ObjectNode> keeping = rule -> rule;
  private volatile int page = Integer.MAX_VALUE;
  private final AtomicInteger time = new AtomicInteger(1_700_000_000);

  /** From now on shows a list of so many rules a page, and the rules of a page before the next. */
  public void pagesOf(int rows) {
    page = rows;
  }

  /** Refuses every write to {@code id} in this way. */
  public void refuse(RuleId id, ApiException why) {
    refusals.put(id, why);
  }

  /** Makes this of every rule that is written from now on. */
  public void keep(UnaryOperator<ObjectNode> kept) {
    keeping = kept;
  }

  /** The rules that were written since {@link #forgetWrites}, each write in its order. */
  public List<RuleId> order() {
    return List.copyOf(order);
  }

  /** Dates what is written from now on from this second on. */
  public void clock(long epochSecond) {
    time.set(Math.toIntExact(epochSecond));
  }

  /** Puts a rule there, as nobody's write. */
  public void put(ApiRule rule) {
    rules.put(rule.id(), touched(rule.id(), rule.rule().deepCopy()));
  }

  /** How often each rule was written since {@link #forgetWrites}. */
  public Map<RuleId, Integer> writes() {
    return writes;
  }

  /** How often each rule was read by id since {@link #forgetWrites}. */
  public Map<RuleId, Integer> reads() {
    return reads;
  }

  public void forgetWrites() {
    writes.clear();
    reads.clear();
    order.clear();
  }

  @Override
  public List<RuleSummary> summaries() {
    return rules.values().stream()
        .map(
            rule ->
                new RuleSummary(
                    rule.id(),
                    rule.name(),
                    RuleState.valueOf(rule.rule().path("state").asText()),
                    List.of(),
                    List.of(),
                    rule.updated()))
        .toList();
  }

  @Override
  public Optional<ApiRule> rule(RuleId id) {
    reads.merge(id, 1, Integer::sum);
    return Optional.ofNullable(rules.get(id));
  }

  @Override
  public void rules(Collection<RuleId> ids, Consumer<ApiRule> consumer) {
    ids.forEach(id -> rule(id).ifPresent(consumer));
  }

  @Override
  public List<RuleSummary> summariesAndRules(
      Predicate<RuleSummary> wanted, Consumer<ApiRule> consumer) {
    List<RuleSummary> rows = summaries();
    for (int first = 0; first < rows.size(); first += Math.min(page, rows.size())) {
      rules(
          rows.stream().skip(first).limit(page).filter(wanted).map(RuleSummary::id).toList(),
          consumer);
    }
    return rows;
  }

  @Override
  public Optional<ApiRule> redacted(RuleId id) {
    return rule(id);
  }

  @Override
  public Optional<String> accountId() {
    return Optional.empty();
  }

  @Override
  public void create(ApiRule rule) {
    write(rule.id(), before -> rule.rule().deepCopy());
  }

  @Override
  public void update(ApiRule rule) {
    write(rule.id(), before -> rule.rule().deepCopy());
  }

  @Override
  public void setState(RuleId id, RuleState state) {
    write(id, before -> before.put("state", state.name()));
  }

  @Override
  public void setScope(RuleId id, List<String> scope) {
    write(
        id,
        before -> {
          var aris = before.putArray("ruleScopeARIs");
          scope.forEach(aris::add);
          return before;
        });
  }

  @Override
  public void delete(RuleId id) {
    count(id);
    rules.remove(id);
  }

  private void count(RuleId id) {
    ApiException refusal = refusals.get(id);
    if (refusal != null) {
      throw refusal;
    }
    writes.merge(id, 1, Integer::sum);
    order.add(id);
  }

  private void write(RuleId id, UnaryOperator<ObjectNode> change) {
    count(id);
    rules.compute(
        id,
        (key, before) ->
            touched(
                id,
                keeping.apply(
                    change.apply(before == null ? ExactJson.object() : before.rule().deepCopy()))));
  }

  private ApiRule touched(RuleId id, ObjectNode rule) {
    rule.put("updated", time.incrementAndGet() + ".174");
    return new ApiRule(id, rule, ExactJson.array());
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
