package dev.rulekeeper.base;

import dev.rulekeeper.rule.RuleId;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The agreements of one line of work, looked for when they are asked for. */
final class LineOfWorkBaseline {
  private static final int SHORT_COMMIT = 10;

  private final Function<RuleId, Iterator<Agreement>> agreements;
  private final LineOfWork line;
  private final FittingAgreement fitting;

  /** Only of rules whose newest agreement is not one of this line. */
  private final Map<RuleId, Optional<Agreement>> searched = new HashMap<>();

  private final Map<RuleId, String> missing = new HashMap<>();

  /**
   * An export asks for every rule at several of its steps, a plan only while it decides about it:
   * what was read is held as long as there is memory for it.
   */
  private SoftReference<Map<RuleId, Optional<BaseRule>>> held =
      new SoftReference<>(new HashMap<>());

  LineOfWorkBaseline(Function<RuleId, Iterator<Agreement>> agreements, LineOfWork line) {
    this.agreements = agreements;
    this.line = line;
    this.fitting = new FittingAgreement(line);
  }

  /** What Git and site last agreed on of this rule, as far as this line knows. */
  synchronized Optional<BaseRule> read(RuleId id) {
    Map<RuleId, Optional<BaseRule>> known = held.get();
    if (known == null) {
      known = new HashMap<>();
      held = new SoftReference<>(known);
    }
    Optional<BaseRule> entry = known.get(id);
    if (entry == null) {
      entry = found(id);
      known.put(id, entry);
    }
    return entry;
  }

  private Optional<BaseRule> found(RuleId id) {
    Optional<Agreement> known = searched.get(id);
    if (known != null) {
      return known.flatMap(Agreement::entry);
    }
    Iterator<Agreement> newestFirst = agreements.apply(id);
    if (!newestFirst.hasNext()) {
      return Optional.empty();
    }
    Agreement newest = newestFirst.next();
    if (line.has(newest.commit())) {
      return newest.entry();
    }
    Optional<Agreement> fits = fitting.of(id, agreements.apply(id));
    searched.put(id, fits);
    if (!fits.equals(Optional.of(newest))) {
      missing.put(id, newest.commit());
    }
    return fits.flatMap(Agreement::entry);
  }

  /** What a reader of a plan should know of the rules that were read. */
  synchronized List<String> notes() {
    return missing.values().stream()
        .filter(commit -> !commit.isEmpty())
        .min(String::compareTo)
        .map(commit -> List.of(note(missing.size(), commit)))
        .orElseGet(List::of);
  }

  private static String note(int rules, String commit) {
    String which =
        rules == 1
            ? "1 rule was last synced or exported"
            : rules + " rules were last synced or exported";
    String name = commit.length() > SHORT_COMMIT ? commit.substring(0, SHORT_COMMIT) : commit;
    return which
        + " at a commit that is not in this checkout, such as "
        + name
        + ": what came with it counts as edited on the site here. Merge the branch that has it, or "
        + "run export";
  }
}
