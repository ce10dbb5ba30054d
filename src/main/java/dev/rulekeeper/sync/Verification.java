package dev.rulekeeper.sync;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Leaves;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.SecretValue;
import dev.rulekeeper.secret.known.LeakGuard;
import dev.rulekeeper.secret.known.Rendering;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.template.Template;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Proves on the rules of a site that a secret has arrived: every place that Git says holds it does
 * hold its current value, and its old value stands nowhere. Pure; told one rule after the other.
 */
public final class Verification {
  private final SecretName name;
  private final Rendering rendering;
  private final Map<RuleId, Rule> rules;
  private final CloudId cloud;
  private final Optional<LeakGuard> old;
  private final List<Problem> problems = new ArrayList<>();
  private int places;
  private int read;

  /** What is not as it should be; no value. */
  public record Problem(RuleId rule, String ruleName, String where, String what) {}

  /**
   * Verifies {@code name}.
   *
   * @param rules the rules of Git by id, with template texts
   * @param oldValue the value that must be gone, where it is known
   */
  public Verification(
      SecretName name,
      Rendering rendering,
      Map<RuleId, Rule> rules,
      CloudId cloud,
      Optional<SecretValue> oldValue) {
    this.name = name;
    this.rendering = rendering;
    this.rules = Map.copyOf(rules);
    this.cloud = cloud;
    this.old = oldValue.map(value -> LeakGuard.of(SecretMap.of(Map.of(name, value))));
  }

  /** Looks at one rule of the site, in clear. */
  public void look(ApiRule live) {
    read++;
    Rule fileForm = FileForm.of(live, cloud);
    Rule inGit = rules.get(live.id());
    if (inGit != null) {
      Leaves.forEach(inGit.fields(), (at, text) -> compare(live, fileForm, at, text));
    }
    old.ifPresent(guard -> searchOld(live, guard));
  }

  private void compare(ApiRule live, Rule fileForm, JsonPointer at, String text) {
    if (!text.contains("<<") || !Rendering.secretsIn(text).contains(name)) {
      return;
    }
    places++;
    String expected = Template.parse(text).render(rendering::valueOf);
    if (!fileForm.fields().at(at).asText().equals(expected)) {
      problems.add(
          new Problem(
              live.id(), live.name(), at.toString(), "does not hold the current value of " + name));
    }
  }

  private void searchOld(ApiRule live, LeakGuard guard) {
    Leaves.forEach(
        live.rule(),
        (at, text) -> {
          if (!guard.search("", text.getBytes(StandardCharsets.UTF_8)).isEmpty()) {
            problems.add(
                new Problem(
                    live.id(), live.name(), at.toString(), "still holds the old value of " + name));
          }
        });
    String connections = ExactJson.write(live.connections());
    if (!guard.search("", connections.getBytes(StandardCharsets.UTF_8)).isEmpty()) {
      problems.add(
          new Problem(
              live.id(), live.name(), "connections", "still holds the old value of " + name));
    }
  }

  /** What is not as it should be, in the order of looking. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** How many places were compared. */
  public int places() {
    return places;
  }

  /** How many rules were looked at. */
  public int rules() {
    return read;
  }
}
