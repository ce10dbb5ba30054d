package dev.rulekeeper.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.json.ThreeWayMerge;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Which agreement on a rule a line of work goes by: the newest one that it has. It has one whose
 * commit it has. It also has one whose content it had since, as after a squash, a rebase or a
 * cherry-pick, which bring the content under another commit.
 */
final class FittingAgreement {
  private final LineOfWork line;

  FittingAgreement(LineOfWork line) {
    this.line = line;
  }

  /**
   * The agreement on the rule {@code id} that fits.
   *
   * @param newestFirst all agreements on it
   */
  Optional<Agreement> of(RuleId id, Iterator<Agreement> newestFirst) {
    List<Agreement> elsewhere = new ArrayList<>();
    Optional<Agreement> known = Optional.empty();
    while (known.isEmpty() && newestFirst.hasNext()) {
      Agreement agreement = newestFirst.next();
      if (line.has(agreement.commit())) {
        known = Optional.of(agreement);
      } else {
        elsewhere.add(agreement);
      }
    }
    for (Agreement agreement : elsewhere) {
      if (hasContent(id, agreement, known)) {
        return Optional.of(agreement);
      }
    }
    // Where nothing fits, the first: it may take for an edit of both sides what is one of one side,
    // but never an edit of the site for one that Git took back. Without a file there is none, as a
    // rule that this line never had must not look as if its file had been deleted.
    return known.isPresent() || elsewhere.isEmpty() || !line.hasFile(id)
        ? known
        : Optional.of(elsewhere.get(elsewhere.size() - 1));
  }

  private boolean hasContent(RuleId id, Agreement agreement, Optional<Agreement> known) {
    if (agreement.entry().isEmpty()) {
      return !line.hasFile(id);
    }
    Rule agreed = agreement.entry().get().rule();
    Optional<Rule> before = known.flatMap(Agreement::entry).map(BaseRule::rule);
    return line.versions(id, known.map(Agreement::commit))
        .anyMatch(version -> holds(version.fields(), before, agreed.fields()));
  }

  /** Whether {@code version} has all that {@code agreed} changed since {@code before}. */
  private static boolean holds(ObjectNode version, Optional<Rule> before, ObjectNode agreed) {
    if (Equality.same(version, agreed)) {
      return true;
    }
    if (before.isEmpty() || Equality.same(before.get().fields(), agreed)) {
      return false;
    }
    ThreeWayMerge.Merged merged = ThreeWayMerge.merge(before.get().fields(), version, agreed);
    return merged.conflicts().isEmpty() && Equality.same(merged.tree(), version);
  }
}
