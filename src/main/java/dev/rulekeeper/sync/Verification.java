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
import dev.rulekeeper.secret.known.Masks;
import dev.rulekeeper.secret.known.Rendering;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.template.Tag;
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
  private final Optional<Old> old;
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
    this.old =
        oldValue.map(value -> new Old(value, LeakGuard.of(SecretMap.of(Map.of(name, value)))));
  }

  /** Looks at one rule of the site, in clear. */
  public void look(ApiRule live) {
    read++;
    Rule fileForm = FileForm.of(live, cloud);
    Rule inGit = rules.get(live.id());
    if (inGit != null) {
      Leaves.forEach(inGit.fields(), (at, text) -> compare(live, fileForm, at, text));
    }
    old.ifPresent(value -> searchOld(live, value));
  }

  private void compare(ApiRule live, Rule fileForm, JsonPointer at, String text) {
    if (!text.contains("<<") || !Rendering.secretsIn(text).contains(name)) {
      return;
    }
    places++;
    Template template = Template.parse(text);
    Optional<Tag> unknown =
        template.tags().stream().filter(tag -> rendering.valueOf(tag).isEmpty()).findFirst();
    String there = fileForm.fields().at(at).asText();
    if (unknown.isPresent()) {
      problem(live, at.toString(), "cannot be compared, since " + unknown.get() + " has no value");
    } else if (Masks.isMask(there)) {
      problem(live, at.toString(), "is hidden by the site, so it cannot be compared");
    } else if (!there.equals(template.render(rendering::valueOf))) {
      problem(live, at.toString(), "does not hold the current value of " + name);
    }
  }

  private void problem(ApiRule rule, String where, String what) {
    problems.add(new Problem(rule.id(), rule.name(), where, what));
  }

  private void searchOld(ApiRule live, Old value) {
    String what = "still holds the old value of " + name;
    Leaves.forEach(
        live.rule(),
        (at, text) -> {
          if (value.standsIn(text)) {
            problem(live, at.toString(), what);
          }
        });
    if (value.standsIn(ExactJson.write(live.connections()))) {
      problem(live, "connections", what);
    }
  }

  /** The old value; of one that is too short for the guard every occurrence counts. */
  private record Old(SecretValue value, LeakGuard guard) {
    boolean standsIn(String text) {
      return text.contains(value.reveal())
          || !guard.search("", text.getBytes(StandardCharsets.UTF_8)).isEmpty();
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
