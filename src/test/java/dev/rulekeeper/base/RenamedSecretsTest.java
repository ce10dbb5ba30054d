package dev.rulekeeper.base;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A secret that got another name is no edit of the rules that use it. */
class RenamedSecretsTest {
  private static final RuleId ID = RuleId.of("019ab7c0-1111-7222-8333-444455556666");
  private static final SecretName OLD = new SecretName("old");
  private static final SecretName NEW = new SecretName("new");
  private static final RenamedSecrets RENAMED = new RenamedSecrets(Map.of(OLD, NEW), Set.of(NEW));

  @Test
  void tags_have_the_name_of_today_wherever_they_stand() {
    assertThat(RENAMED.in(rule("<<secret:old>> and <<#base64>>x:<<secret:old>><</base64>>")))
        .isEqualTo(rule("<<secret:new>> and <<#base64>>x:<<secret:new>><</base64>>"));
  }

  @Test
  void words_that_are_no_tags_and_longer_names_stay() {
    for (String text : new String[] {"old", "<<secret:older>>", "<<var:old>>", "secret:old"}) {
      assertThat(RENAMED.in(rule(text))).isEqualTo(rule(text));
    }
  }

  @Test
  void a_name_that_is_in_use_again_stays_what_it_is() {
    RenamedSecrets again = new RenamedSecrets(Map.of(OLD, NEW), Set.of(OLD, NEW));
    assertThat(again.in(rule("<<secret:old>>"))).isEqualTo(rule("<<secret:old>>"));
    Agreement agreement = agreement("<<secret:old>>");
    assertThat(again.in(agreement)).isSameAs(agreement);
  }

  @Test
  void an_agreement_is_told_with_the_names_of_today_in_all_of_it() {
    Agreement told = RENAMED.in(agreement("<<secret:old>>"));
    BaseRule entry = told.entry().orElseThrow();
    assertThat(told.commit()).isEqualTo("c");
    assertThat(entry.rule()).isEqualTo(rule("<<secret:new>>"));
    assertThat(entry.seen().orElseThrow().rule()).hasValue(rule("seen <<secret:new>>"));
  }

  @Test
  void the_fingerprint_of_an_old_name_is_of_no_use() {
    BaseRule entry = RENAMED.in(agreement("<<secret:old>>")).entry().orElseThrow();
    assertThat(entry.fingerprints()).isEqualTo(Map.of("<<secret:other>>", "2"));
  }

  @Test
  void that_a_rule_is_gone_needs_no_names() {
    assertThat(RENAMED.in(Agreement.gone("c"))).isEqualTo(Agreement.gone("c"));
  }

  private static Agreement agreement(String text) {
    BaseRule.Seen seen = new BaseRule.Seen("1", Optional.of(rule("seen " + text)));
    BaseRule entry =
        new BaseRule(
            rule(text),
            "",
            new TreeMap<>(Map.of("<<secret:old>>", "1", "<<secret:other>>", "2")),
            new TreeMap<>(),
            Optional.of(seen));
    return new Agreement("c", Optional.of(entry));
  }

  private static Rule rule(String text) {
    ObjectNode fields = ExactJson.object().put("id", ID.toString()).put("description", text);
    return new Rule(ID, fields);
  }
}
