package dev.rulekeeper.plan;

import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.RuleId;
import java.util.Optional;

/**
 * Lets a rule be deleted only where a commit says so: its file was in an earlier commit of what is
 * checked out, and is not in that itself. A work tree lacks files for other reasons (a sparse
 * checkout, a disk that ignores case), and whoever may push a ref can write a base.
 */
public final class DeletionCheck implements Planner.Check {
  private final History history;

  /** What the commits of this clone say. */
  public interface History {
    /** Whether a rule file of the commit that is checked out is that of {@code id}. */
    boolean hasNow(RuleId id);

    /** Whether a rule file of a commit before was that of {@code id}. */
    boolean hadBefore(RuleId id);

    /** Whether the clone lacks commits. */
    boolean isShallow();
  }

  /** For an undo: what a run made it takes back, as its journal says, whatever Git has. */
  public static final History OF_A_RUN =
      new History() {
        @Override
        public boolean hasNow(RuleId id) {
          return false;
        }

        @Override
        public boolean hadBefore(RuleId id) {
          return true;
        }

        @Override
        public boolean isShallow() {
          return false;
        }
      };

  /** Asks {@code history} of every rule that would be deleted. */
  public DeletionCheck(History history) {
    this.history = history;
  }

  @Override
  public Optional<String> objection(Change.Write change, Optional<ApiRule> live) {
    if (!(change instanceof Change.Delete)) {
      return Optional.empty();
    }
    if (history.hasNow(change.id())) {
      return Optional.of(
          "its file is missing here but in the commit that is checked out, so the rule is not"
              + " deleted: restore the file (git checkout, or git sparse-checkout disable), or"
              + " commit its removal");
    }
    if (history.hadBefore(change.id())) {
      return Optional.empty();
    }
    return Optional.of(
        history.isShallow()
            ? "this clone is shallow and cannot show that Git ever had the rule, so it is not"
                + " deleted: run git fetch --unshallow (fetch-depth: 0)"
            : "no commit of this branch ever had its file, so the rule is not deleted: export"
                + " brings it into Git, or delete it on the site");
  }
}
