package dev.rulekeeper.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadFreshnessTest {
  private static final RuleId ID = RuleId.of("019ab7c0-1111-7222-8333-444455556666");
  private static final long BEGUN = 1_764_424_980;

  @ParameterizedTest(name = "changed {0} s before the reading began, base {1}: read again {2}")
  @CsvSource({
    "3600, none,  false",
    "301,  none,  false",
    "299,  none,  true",
    "1,    none,  true",
    "-1,   none,  true",
    "1,    same,  false",
    "1,    other, true",
  })
  void a_rule_that_was_changed_lately_is_read_again(int seconds, String base, boolean again) {
    String updated = (BEGUN - seconds) + ".000";
    BaseRule entry = new BaseRule(new Rule(ID, ExactJson.object()), updated);
    BaseRule before = new BaseRule(entry.rule(), base.equals("same") ? updated : "1764000000.000");
    Baseline known = Baseline.of(base.equals("none") ? Map.of() : Map.of(ID, before));
    Map<RuleId, BaseRule> remembered =
        ReadFreshness.remembered(Map.of(ID, entry), known, Instant.ofEpochSecond(BEGUN));
    assertThat(remembered).isEqualTo(Map.of(ID, again ? entry.onlySeen() : entry));
  }
}
