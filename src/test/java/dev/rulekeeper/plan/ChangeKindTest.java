package dev.rulekeeper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeKindTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # kind    | word      | writes | sends the rule | counts for the threshold
          CREATE    | create    | true   | true           | true
          UPDATE    | update    | true   | true           | true
          ROTATE    | rotate    | true   | true           | false
          STATE     | state     | true   | false          | true
          SCOPE     | scope     | true   | false          | true
          DELETE    | delete    | true   | false          | true
          DRIFT     | drift     | false  | false          | false
          UNPROVEN  | unproven  | false  | false          | false
          CONFLICT  | conflict  | false  | false          | false
          BLOCKED   | blocked   | false  | false          | false
          """)
  void what_a_sync_does_for_each_kind(
      ChangeKind kind, String word, boolean writes, boolean sendsBody, boolean structural) {
    assertThat(kind.label()).isEqualTo(word);
    assertThat(kind.writes()).isEqualTo(writes);
    assertThat(kind.sendsBody()).isEqualTo(sendsBody);
    assertThat(kind.structural()).isEqualTo(structural);
  }
}
