package dev.rulekeeper.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintFindingTest {
  @ParameterizedTest
  @CsvSource({
    "rules/a.yaml:7,                         rules/a.yaml,   7",
    "rules/a.yaml,                           rules/a.yaml,   0",
    "'rules/a.yaml:7, templates/b.yaml:3',   rules/a.yaml,   7",
    "rules/a:b.yaml,                         rules/a:b.yaml, 0",
    "rules/a:b.yaml:12,                      rules/a:b.yaml, 12",
    "7,                                      7,              0",
    "rules/a.yaml:999999999,                 rules/a.yaml:999999999, 0",
  })
  void a_finding_is_at_a_line_of_a_file(String where, String file, int line) {
    LintFinding finding = new LintFinding(true, where, "wrong");
    assertThat(finding.file()).isEqualTo(file);
    assertThat(finding.line()).isEqualTo(line);
  }
}
