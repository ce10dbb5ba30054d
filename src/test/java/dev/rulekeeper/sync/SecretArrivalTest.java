package dev.rulekeeper.sync;

import static dev.rulekeeper.sync.SyncWorld.CLOUD;
import static dev.rulekeeper.sync.SyncWorld.id;
import static dev.rulekeeper.sync.SyncWorld.rule;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.fingerprint.Fingerprints;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.sync.SecretArrival.Problem;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proof that a rotation arrived. */
class SecretArrivalTest {
  private static final String WHERE = "/components/0/value/headers/0/value";
  private static final String OLD = "EXAMPLE-old-token";
  private static final String NEW = "EXAMPLE-new-token";
  private static final String TOKEN = "Bearer <<secret:bot>>";
  private static final Rendering NOW = new Rendering(Secrets.map(Map.of("bot", NEW)), Map.of());
  private static final TagFingerprints KEYED =
      new TagFingerprints(Fingerprints.keyedBy(SecretValue.of("EXAMPLE-key")), NOW);
  private final Map<RuleId, Rule> git = new HashMap<>(Map.of(id(1), rule(1, TOKEN)));
  private final Map<RuleId, BaseRule> base = new TreeMap<>();

  @ParameterizedTest(name = "Git {0}, site {1}: {2} places, {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Git                          | the site                  | places | what is wrong
          Bearer <<secret:bot>>          | Bearer EXAMPLE-new-token  | 1 |
          Bearer <<secret:bot>>          | Bearer EXAMPLE-old-token  | 1 | does not hold the current value of bot
          Bearer <<secret:bot>>          | Basic EXAMPLE-new-token   | 1 | does not hold the current value of bot
          Bearer <<secret:bot>>          | none                      | 1 | does not hold the current value of bot
          <<secret:bot>><<secret:other>> | EXAMPLE-new-tokenx        | 1 | cannot be compared, since <<secret:other>> has no value
          <<secret:other>>               | whatever                  | 0 |
          none                           | Bearer EXAMPLE-old-token  | 0 |
          """)
  void every_place_that_git_says_holds_it_holds_its_current_value(
      String inGit, String onSite, int places, String what) {
    git.put(id(1), rule(1, inGit));
    SecretArrival verification = verification(false, false);
    verification.look(shown(onSite));
    assertThat(verification.places()).isEqualTo(places);
    assertThat(verification.rules()).isEqualTo(1);
    if (what == null) {
      assertThat(verification.problems()).isEmpty();
    } else {
      assertThat(verification.problems())
          .containsExactly(new Problem(id(1), "Rule 1", WHERE, what));
    }
  }

  @Test
  void the_old_value_stands_nowhere_in_any_encoding() {
    git.clear();
    for (String text :
        new String[] {
          OLD,
          "x" + OLD + "y",
          "Basic "
              + Base64.getEncoder()
                  .encodeToString(("me:" + OLD).getBytes(java.nio.charset.StandardCharsets.UTF_8))
        }) {
      SecretArrival verification = verification(true, false);
      verification.look(shown(text));
      assertThat(verification.problems())
          .as(text)
          .extracting(Problem::what)
          .containsExactly("still holds the old value of bot");
    }
    SecretArrival verification = verification(true, false);
    verification.look(shown(NEW));
    assertThat(verification.problems()).isEmpty();
  }

  @Test
  void the_old_value_is_looked_for_in_connections_as_well() {
    git.clear();
    ObjectNode fields = shown("none").rule();
    SecretArrival verification = verification(true, false);
    verification.look(
        new ApiRule(id(1), fields, ExactJson.array().add(ExactJson.object().put("key", OLD))));
    assertThat(verification.problems()).extracting(Problem::where).containsExactly("connections");
  }

  @Test
  void what_the_site_hides_is_proven_only_by_the_key_in_a_rule_that_nobody_changed() {
    BaseRule known = new BaseRule(rule(1, TOKEN), "7", KEYED.sent(rule(1, TOKEN)), new TreeMap<>());
    for (String mask : new String[] {"***", ""}) {
      base.put(id(1), known);
      assertHidden(mask, "7", true, 0);
      assertHidden(mask, "8", true, 1);
      assertHidden(mask, "7", false, 1);
      base.put(id(1), new BaseRule(rule(1, TOKEN), "7"));
      assertHidden(mask, "7", true, 1);
      base.put(
          id(1),
          new BaseRule(rule(1, "<<secret:bot>>"), "7", known.fingerprints(), new TreeMap<>()));
      assertHidden(mask, "7", true, 1);
      base.clear();
      assertHidden(mask, "7", true, 1);
    }
  }

  private void assertHidden(String mask, String updated, boolean key, int problems) {
    SecretArrival verification = verification(false, key);
    ObjectNode fields = shown(mask).rule().deepCopy().put("updated", updated);
    verification.look(new ApiRule(id(1), fields, ExactJson.array()));
    assertThat(verification.problems()).hasSize(problems);
    assertThat(verification.problems())
        .allMatch(
            problem -> problem.what().startsWith("is hidden by the site, and nothing proves"));
  }

  @Test
  void a_place_that_git_took_away_and_the_site_still_has_is_looked_at_by_the_base() {
    git.put(id(1), rule(1, "none"));
    base.put(id(1), new BaseRule(rule(1, TOKEN), "7"));
    SecretArrival older = verification(false, false);
    older.look(shown("Bearer " + OLD));
    assertThat(older.places()).isEqualTo(1);
    assertThat(older.problems())
        .containsExactly(
            new Problem(id(1), "Rule 1", WHERE, "does not hold the current value of bot"));
    SecretArrival current = verification(false, false);
    current.look(shown("Bearer " + NEW));
    assertThat(current.problems()).isEmpty();
    assertThat(current.places()).as("Git has no such place").isZero();
    SecretArrival hidden = verification(false, false);
    hidden.look(shown("***"));
    assertThat(hidden.problems()).hasSize(1);
    assertThat(hidden.places()).isEqualTo(1);
    SecretArrival gone = verification(false, false);
    gone.look(shown("none"));
    assertThat(gone.problems()).as("the site has another text there").isEmpty();
  }

  @Test
  void no_problem_shows_a_value() {
    SecretArrival verification = verification(true, false);
    verification.look(shown("Bearer " + OLD));
    assertThat(verification.problems()).hasSize(2);
    assertThat(verification.problems().toString()).doesNotContain("EXAMPLE");
  }

  private SecretArrival verification(boolean old, boolean key) {
    return new SecretArrival(
        new SecretArrival.Expected(
            CLOUD, NOW, git, Baseline.of(base), key ? Optional.of(KEYED) : Optional.empty()),
        new SecretName("bot"),
        old ? Optional.of(SecretValue.of(OLD)) : Optional.empty());
  }

  private static ApiRule shown(String text) {
    return FileForm.toApi(rule(1, text), CLOUD);
  }
}
