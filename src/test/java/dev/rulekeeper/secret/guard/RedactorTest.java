package dev.rulekeeper.secret.guard;

import static dev.rulekeeper.secret.Secrets.TOKEN;
import static dev.rulekeeper.secret.Secrets.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.rule.SecretValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  private final Redactor redactor = new Redactor();

  @Test
  void nothing_is_hidden_before_anything_is_learned() {
    assertThat(redactor.redact("PUT /rule 400 " + TOKEN)).isEqualTo("PUT /rule 400 " + TOKEN);
  }

  @Test
  void a_named_value_is_shown_as_its_placeholder_and_another_one_as_stars() {
    redactor.learn(map(Map.of("bot", TOKEN)));
    redactor.learn(List.of(SecretValue.of("older-token")));
    assertThat(redactor.redact("was older-token, is " + TOKEN + "."))
        .isEqualTo("was ***, is <<secret:bot>>.");
  }

  @Test
  void a_name_is_learned_for_a_value_that_had_none() {
    redactor.learn(List.of(SecretValue.of(TOKEN), SecretValue.of(TOKEN)));
    redactor.learn(map(Map.of("bot", TOKEN)));
    redactor.learn(List.of(SecretValue.of(TOKEN)));
    assertThat(redactor.redact(TOKEN)).isEqualTo("<<secret:bot>>");
  }

  @Test
  void values_that_are_learned_one_by_one_are_hidden_however_many_they_are() {
    for (int number = 0; number < 250; number++) {
      redactor.learn(List.of(SecretValue.of("EXAMPLE-value-" + number + "-x")));
      // Each asks for a search, so that what is new is put into one.
      assertThat(redactor.redact("a EXAMPLE-value-" + number + "-x b")).isEqualTo("a *** b");
    }
    for (int number = 0; number < 250; number++) {
      assertThat(redactor.redact("EXAMPLE-value-" + number + "-x")).isEqualTo("***");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ab,     'x ab y',      'x ab y'",
    "abc,    'x abc y',     'x *** y'",
    "abc,    'x xabcy',     'x xabcy'",
    "abc,    'abc_d abc-d', 'abc_d ***-d'",
    "abcde,  'abcde',       '***'",
    "abcdef, 'xabcdefy',    'x***y'",
  })
  void a_short_value_is_hidden_where_it_is_a_word_and_a_long_one_everywhere(
      String value, String text, String shown) {
    redactor.learn(List.of(SecretValue.of(value)));
    assertThat(redactor.redact(text)).isEqualTo(shown);
  }

  @Test
  void in_a_rule_short_values_are_words_and_long_ones_are_not() {
    redactor.learn(List.of(SecretValue.of("plain"), SecretValue.of(TOKEN)));
    assertThat(redactor.redactRule("a plain text")).isEqualTo("a plain text");
    assertThat(redactor.redactRule("a " + TOKEN)).isEqualTo("a ***");
  }

  @Test
  void the_lines_of_a_value_are_hidden_one_by_one_but_for_brackets_and_the_armour_of_keys() {
    redactor.learn(
        List.of(SecretValue.of("-----BEGIN KEY-----\nMIIEXAMPLEMII\nshort\n-----END KEY-----")));
    assertThat(redactor.redact("line MIIEXAMPLEMII")).isEqualTo("line ***");
    assertThat(redactor.redact("-----BEGIN KEY-----")).isEqualTo("-----BEGIN KEY-----");
    assertThat(redactor.redact("short")).isEqualTo("short");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p%22a%5Cs%26s%3Dw%2Bo%2Fr%25d%3C%3C%7B%7B%0A%24",
        "p%22a%5cs%26s%3dw%2bo%2fr%25d%3c%3c%7b%7b%0a%24",
        "p%2522a%255Cs%2526s%253Dw%252Bo%252Fr%2525d%253C%253C%257B%257B%250A%2524",
        "p\\\"a\\\\s&s=w+o/r%d<<{{\\n$",
        "p\\\"a\\\\s&s=w+o\\/r%d<<{{\\n$",
        "p\\\"a\\\\s\\u0026s\\u003dw+o/r%d\\u003c\\u003c{{\\n$",
        "p\\\\\\\"a\\\\\\\\s&s=w+o/r%d<<{{\\\\n$",
        "p\"a\\s&amp;s=w+o/r%d&lt;&lt;{{\n$",
        "p&quot;a\\s&amp;s=w+o/r%d&lt;&lt;{{\n$",
        "p%22a%5Cs&s=w+o/r%25d%3C%3C%7B%7B%0A$",
        "7022615c7326733d772b6f2f7225643c3c7b7b0a24",
        "7022615C7326733D772B6F2F7225643C3C7B7B0A24",
      })
  void no_encoding_of_a_value_leaves_the_process(String spelled) {
    redactor.learn(map(Map.of("odd", "p\"a\\s&s=w+o/r%d<<{{\n$")));
    assertThat(redactor.redact("(" + spelled + ")")).isEqualTo("(<<secret:odd>>)");
  }

  @Test
  void base64_text_is_hidden_whatever_stands_before_the_value() {
    redactor.learn(map(Map.of("bot", TOKEN)));
    for (String before : List.of("", "a", "ab", "abc")) {
      String text = "Basic " + Encoding.BASE64.encode(before + TOKEN + "xyz") + " end";
      String redacted = redactor.redact(text);
      assertThat(redacted).contains("<<secret:bot>>").startsWith("Basic ").endsWith(" end");
      assertThat(redacted.length()).isLessThan(40);
    }
  }

  @Test
  void what_overlaps_is_hidden_as_a_whole() {
    redactor.learn(map(Map.of("a", "abcdefgh", "b", "ghijklmnop")));
    assertThat(redactor.redact("-abcdefghijklmnop-")).isEqualTo("-<<secret:b>>-");
    assertThat(redactor.redact("abcdefghabcdefgh")).isEqualTo("<<secret:a>><<secret:a>>");
  }

  @Test
  void a_value_of_several_lines_is_hidden_line_by_line() {
    redactor.learn(
        map(Map.of("pem", "-----BEGIN KEY-----\nMIIEXAMPLE0123\n}\n-----END KEY-----\n")));
    assertThat(redactor.redact("+   MIIEXAMPLE0123")).isEqualTo("+   <<secret:pem>>");
    assertThat(redactor.redact("-----BEGIN KEY-----")).isEqualTo("-----BEGIN KEY-----");
    assertThat(redactor.redact("}")).isEqualTo("}");
  }

  @Test
  void a_short_value_is_hidden_where_it_stands_alone() {
    redactor.learn(map(Map.of("pin", "1234", "hunter2-x", "other-one", "n", "7")));
    assertThat(redactor.redact("pin=1234, 12345, a1234, \"1234\" 7"))
        .isEqualTo("pin=<<secret:pin>>, 12345, a1234, \"<<secret:pin>>\" 7");
  }

  @Test
  void names_in_tags_stay_readable() {
    redactor.learn(map(Map.of("jira-bot", "jira-bot", "pin", "bot")));
    assertThat(redactor.redact("uses <<secret:jira-bot>>")).isEqualTo("uses <<secret:jira-bot>>");
  }

  @Test
  void threads_learn_and_redact_at_once() throws InterruptedException, ExecutionException {
    var pool = Executors.newFixedThreadPool(4);
    try {
      var tasks = new ArrayList<Callable<String>>();
      for (int i = 0; i < 60; i++) {
        String value = "value-number-" + i;
        tasks.add(
            () -> {
              redactor.learn(List.of(SecretValue.of(value)));
              return redactor.redact("is " + value + " hidden");
            });
      }
      for (Future<String> redacted : pool.invokeAll(tasks)) {
        assertThat(redacted.get()).contains("***").doesNotContain("value-number");
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
