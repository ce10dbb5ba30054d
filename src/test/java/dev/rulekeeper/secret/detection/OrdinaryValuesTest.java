package dev.rulekeeper.secret.detection;

import static dev.rulekeeper.secret.Secrets.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.Rules;
import dev.rulekeeper.secret.Secrets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrdinaryValuesTest {
  private static final List<ObjectNode> TEXTS =
      Collections.nCopies(
          1_000, Rules.comment("Please change your password, " + TOKEN + " is too old."));

  private static Map<SecretName, Integer> ordinary(List<ObjectNode> rules, String value) {
    return OrdinaryValues.in(rules, Secrets.map(Map.of("ci-password", value)));
  }

  @Test
  void a_value_that_text_holds_a_thousand_times_is_named_with_its_count() {
    assertThat(ordinary(TEXTS, "password"))
        .containsExactly(Map.entry(new SecretName("ci-password"), 1_000));
  }

  @Test
  void a_value_that_text_holds_a_few_times_is_none() {
    assertThat(ordinary(TEXTS.subList(0, 100), "password")).isEmpty();
  }

  @Test
  void a_token_is_none_however_often_it_stands_there() {
    assertThat(ordinary(TEXTS, TOKEN)).isEmpty();
  }

  @Test
  void where_credentials_stand_does_not_count() {
    ObjectNode header = Rules.hiddenHeader("X-Api-Key", "password");
    assertThat(ordinary(Collections.nCopies(1_000, header), "password")).isEmpty();
  }
}
