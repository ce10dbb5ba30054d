package dev.rulekeeper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.ruleset.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The threshold of docs/reconcile.md: 30 % of all rules, and at least 10. */
class GuardsTest {
  private static final Configuration.Guards USUAL = new Configuration.Guards(30, 10);

  @ParameterizedTest(name = "{0} {1} of {2} rules, --prune {3}: refused {4}")
  @CsvSource({
    "10, UPDATE,  10,   false, false",
    "11, UPDATE,  10,   false, true",
    "11, UPDATE,  36,   false, true",
    "11, UPDATE,  37,   false, false",
    "30, UPDATE,  100,  false, false",
    "31, UPDATE,  100,  false, true",
    "31, CREATE,  100,  false, true",
    "31, STATE,   100,  false, true",
    "31, SCOPE,   100,  false, true",
    "31, DELETE,  100,  false, false",
    "31, DELETE,  100,  true,  true",
    "100, ROTATE, 100,  true,  false",
    "100, DRIFT,  100,  true,  false",
    "100, BLOCKED, 100, true,  false",
    "0,  UPDATE,  0,    false, false",
  })
  void too_many_changes_of_content_are_refused(
      int count, ChangeKind kind, int rules, boolean prune, boolean refused) {
    assertThat(Guards.objections(planned(count, kind, rules), USUAL, prune))
        .hasSize(refused ? 1 : 0);
  }

  @Test
  void the_refusal_says_what_was_counted_and_what_allows_it() {
    assertThat(Guards.objections(planned(31, ChangeKind.UPDATE, 100), USUAL, false))
        .containsExactly(
            "31 of 100 rules would change their content, more than the 30 that are allowed at once"
                + " (30 %, at least 10). If this is meant, use --max-changes 100% for this run, or"
                + " set guards.max-changes in rulekeeper.yaml");
  }

  private static PlanResult planned(int count, ChangeKind kind, int rules) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      changes.add(PlanSamples.change(kind, i));
    }
    Plan plan = new Plan(PlanSamples.SITE, changes, rules - count, List.of());
    return new PlanResult(plan, Map.of(), Set.of(), rules);
  }
}
