package dev.rulekeeper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.rule.RuleId;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeletionCheckTest {
  /** A clone in which every rule is known alike. */
  private record Clone(boolean now, boolean before, boolean isShallow)
      implements DeletionCheck.History {
    @Override
    public boolean hasNow(RuleId id) {
      return now;
    }

    @Override
    public boolean hadBefore(RuleId id) {
      return before;
    }
  }

  /** A clone whose history is whole and has no rule. */
  static DeletionCheck.History neverCommitted() {
    return new Clone(false, false, false);
  }

  @ParameterizedTest(name = "in this commit {0}, in an earlier one {1}, shallow {2}: {3}")
  @CsvSource({
    "false, true,  false, ''",
    "false, true,  true,  ''",
    "true,  true,  false, missing here but in the commit that is checked out",
    "true,  false, false, missing here but in the commit that is checked out",
    "false, false, false, no commit of this branch ever had its file",
    "false, false, true,  shallow and cannot show that Git ever had the rule",
  })
  void a_rule_is_deleted_only_where_a_commit_removed_its_file(
      boolean now, boolean before, boolean shallow, String objection) {
    Optional<String> said = objection(new Clone(now, before, shallow), ChangeKind.DELETE);
    if (objection.isEmpty()) {
      assertThat(said).isEmpty();
    } else {
      assertThat(said).hasValueSatisfying(text -> assertThat(text).contains(objection));
    }
  }

  @Test
  void other_changes_need_no_commit() {
    Clone clone = new Clone(true, false, true);
    for (ChangeKind kind : EnumSet.range(ChangeKind.CREATE, ChangeKind.DELETE)) {
      assertThat(objection(clone, kind).isPresent())
          .as("%s", kind)
          .isEqualTo(kind == ChangeKind.DELETE);
    }
  }

  @Test
  void what_a_run_made_its_undo_may_delete() {
    assertThat(objection(DeletionCheck.OF_A_RUN, ChangeKind.DELETE)).isEmpty();
    assertThat(DeletionCheck.OF_A_RUN.isShallow()).isFalse();
  }

  private static Optional<String> objection(DeletionCheck.History history, ChangeKind kind) {
    return new DeletionCheck(history)
        .objection(PlanSamples.write(kind, PlanSamples.rule(1)), Optional.empty());
  }
}
