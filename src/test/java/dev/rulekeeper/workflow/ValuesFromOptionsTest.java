package dev.rulekeeper.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.Secrets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A value is taken from where it was said to be, or nothing is done. */
class ValuesFromOptionsTest {
  private static final Set<SecretName> NAMES = Set.of(new SecretName("bot"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bot=EXAMPLE-1",
        "  bot = EXAMPLE-1",
        "bot: EXAMPLE-1",
        "{\"bot\": \"EXAMPLE-1\"}",
        "{\n  \"bot\": \"EXAMPLE-1\"\n}",
        "other=EXAMPLE-1\nmore=EXAMPLE-2\n",
        "# of today\nexport other=EXAMPLE-1\n",
        "other=EXAMPLE-1\n\nbot: EXAMPLE-2"
      })
  void a_whole_secret_map_is_no_value(String text) {
    assertThatThrownBy(() -> ValuesFromOptions.refuseMap(SecretValue.of(text), NAMES, "old value"))
        .isInstanceOf(WorkflowException.class)
        .hasMessage(
            "what was given as the old value is a secret map; nothing was searched for or"
                + " written")
        .hasMessageNotContaining("EXAMPLE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXAMPLE-1",
        "bot",
        "other=EXAMPLE-1",
        "robot=EXAMPLE-1",
        "-----BEGIN PRIVATE KEY-----\nEXAMPLEabcd==\n-----END PRIVATE KEY-----\n",
        "{\"type\": \"service_account\", \"key\": \"EXAMPLE-1\"}"
      })
  void what_may_be_one_value_is_one(String text) {
    assertThatCode(() -> ValuesFromOptions.refuseMap(SecretValue.of(text), NAMES, "old value"))
        .doesNotThrowAnyException();
  }

  @Test
  void a_variable_that_is_not_set_or_empty_is_told_with_what_belongs_there() {
    Environment environment =
        new QuietEnvironment(Map.of("EMPTY", "", "OLD", "EXAMPLE-1"), Path.of(""));
    assertThat(ValuesFromOptions.fromEnvironment(environment, "old", "OLD").reveal())
        .isEqualTo("EXAMPLE-1");
    for (String missing : new String[] {"EMPTY", "ABSENT"}) {
      assertThatThrownBy(() -> ValuesFromOptions.fromEnvironment(environment, "old", missing))
          .isInstanceOfSatisfying(
              WorkflowException.class,
              refusal -> assertThat(refusal.hint()).isEqualTo("set it to the old value"))
          .hasMessage("the environment variable " + missing + " is not set");
    }
  }

  @Test
  void the_current_value_is_that_of_the_map_or_there_is_none() {
    assertThat(
            ValuesFromOptions.current(
                    Secrets.map(Map.of("bot", "EXAMPLE-1")), new SecretName("bot"))
                .reveal())
        .isEqualTo("EXAMPLE-1");
    assertThatThrownBy(
            () -> ValuesFromOptions.current(Secrets.map(Map.of()), new SecretName("bot")))
        .hasMessage("the secret map has no value for 'bot'");
  }
}
