package dev.rulekeeper.secret.labelled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.secret.labelled.LabelledText.Outcome;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Texts written before the detector was tried on them; the figures are those of the last change.
 */
class LabelledSetsTest {
  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          languages | sure  | {REPLACED=2}
          languages | hard  | {REPLACED=111, WARNED=1}
          languages | decoy | {LEFT=58}
          code      | sure  | {REPLACED=66}
          code      | hard  | {REPLACED=62, WARNED=1, MISSED=1}
          code      | decoy | {LEFT=60}
          second    | sure  | {REPLACED=17}
          second    | hard  | {REPLACED=73, WARNED=1, MISSED=3}
          second    | decoy | {LEFT=51}
          third     | sure  | {REPLACED=64}
          third     | hard  | {REPLACED=165, WRONG_BORDER=1, WARNED=8, MISSED=1}
          third     | decoy | {WARNED=2, LEFT=178}
          fourth    | sure  | {REPLACED=98}
          fourth    | hard  | {REPLACED=270, WARNED=8, MISSED=6, TOUCHED=1}
          fourth    | decoy | {WARNED=2, LEFT=314}
          """)
  void a_set_scores_what_is_written_down(String set, String level, String figures) {
    var outcomes = new TreeMap<Outcome, Integer>();
    for (LabelledText text : LabelledText.set(set)) {
      if (text.level().equals(level)) {
        Map<Outcome, Integer> its = text.outcomes();
        its.forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
        if (Boolean.getBoolean("labelled.details")
            && !its.keySet().equals(java.util.Set.of(Outcome.REPLACED))
            && !its.containsKey(Outcome.LEFT)) {
          System.out.println(
              its + " " + level + " " + text.in() + ": " + text.text().replace("\n", "⏎"));
        }
      }
    }
    assertThat(outcomes).hasToString(figures);
  }
}
