package dev.rulekeeper.secret.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.evaluation.LabelledRule.Group;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the detector promises, on rules that nobody has seen before. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvaluationTest {
  private final List<LabelledRule> rules = new Generator(20261124).rules(1);
  private final Score score = Score.of(new Detector(), rules);

  @Test
  void every_credential_in_a_known_position_is_found() {
    assertThat(missed(Group.POSITION)).isEmpty();
    assertThat(missed(Group.WEBHOOK)).isEmpty();
  }

  @Test
  void of_tokens_of_a_known_form_98_in_100_are_found_in_any_text() {
    assertThat(score.recall(Group.FORM)).as(missed(Group.FORM).toString()).isGreaterThan(0.98);
  }

  @Test
  void no_decoy_is_touched() {
    assertThat(score.wrong()).isEmpty();
  }

  @Test
  void the_same_seed_gives_the_same_rules() {
    assertThat(new Generator(7).rules(1)).isEqualTo(new Generator(7).rules(1));
    assertThat(new Generator(7).rules(1)).isNotEqualTo(new Generator(8).rules(1));
  }

  private List<LabelledRule> missed(Group group) {
    return score.missed().stream().filter(rule -> rule.group() == group).toList();
  }
}
