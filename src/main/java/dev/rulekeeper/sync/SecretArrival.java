package dev.rulekeeper.sync;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import dev.rulekeeper.secret.guard.LeakGuard;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.secret.render.SiteMasks;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Proves on the rules of a site that a secret has arrived: every place that Git says holds it does
 * hold its current value, and its old value stands nowhere. Pure; told one rule after the other.
 */
public final class SecretArrival {
  private static final String OTHER = "does not hold the current value of ";
  private final SecretName name;
  private final Rendering rendering;
  private final Map<RuleId, Rule> rules;
  private final Baseline base;
  private final CloudId cloud;
  private final Optional<TagFingerprints> lasting;
  private final Optional<Old> old;
  private final List<Problem> problems = new ArrayList<>();
  private int places;
  private int read;

  /** What is not as it should be; no value. */
  public record Problem(RuleId rule, String ruleName, String where, String what) {}

  /**
   * What a site ought to hold.
   *
   * @param rules the rules of Git by id, with template texts
   * @param base what the site was last seen with: what an edit in Git took away stands there still
   * @param lasting fingerprints that can be compared with those in the base, which tell of values
   *     that the site hides
   */
  public record Expected(
      CloudId cloud,
      Rendering rendering,
      Map<RuleId, Rule> rules,
      Baseline base,
      Optional<TagFingerprints> lasting) {
    /** Copies the map. */
    public Expected {
      rules = Map.copyOf(rules);
    }
  }

  /**
   * Verifies {@code name}.
   *
   * @param oldValue the value that must be gone, where it is known
   */
  public SecretArrival(Expected expected, SecretName name, Optional<SecretValue> oldValue) {
    this.name = name;
    this.rendering = expected.rendering();
    this.rules = expected.rules();
    this.base = expected.base();
    this.cloud = expected.cloud();
    this.lasting = expected.lasting();
    this.old =
        oldValue.map(value -> new Old(value, LeakGuard.of(SecretMap.of(Map.of(name, value)))));
  }

  /** Looks at one rule of the site, in clear. */
  public void look(ApiRule live) {
    read++;
    Rule fileForm = FileForm.of(live, cloud);
    Rule inGit = rules.get(live.id());
    if (inGit != null) {
      Leaves.forEach(
          inGit.fields(),
          PlaceholderText::holdsTags,
          (at, text) -> compare(live, fileForm, at, text));
    }
    base.read()
        .apply(live.id())
        .ifPresent(
            entry ->
                Leaves.forEach(
                    entry.rule().fields(),
                    (at, text) -> {
                      if (inGit == null || !inGit.fields().at(at).asText().equals(text)) {
                        compareWithBase(live, fileForm, at, text);
                      }
                    }));
    old.ifPresent(value -> searchOld(live, value));
  }

  /** A place that the site had, and that Git has not, may hold an older value all the same. */
  private void compareWithBase(ApiRule live, Rule fileForm, JsonPointer at, String text) {
    if (!text.contains("<<") || !Rendering.secretsIn(text).contains(name)) {
      return;
    }
    PlaceholderText template = PlaceholderText.parse(text);
    JsonNode there = fileForm.fields().at(at);
    if (isHidden(there)) {
      places++;
      hidden(live, at, template);
    } else if (holdsOther(template, there.asText())) {
      places++;
      problem(live, at.toString(), OTHER + name);
    }
  }

  private boolean holdsOther(PlaceholderText template, String there) {
    Tag tag = Tag.secret(name.value());
    return template
        .unify(there)
        .map(values -> Optional.ofNullable(values.get(tag)))
        .filter(value -> !value.equals(rendering.valueOf(tag)))
        .isPresent();
  }

  private void compare(ApiRule live, Rule fileForm, JsonPointer at, String text) {
    if (!text.contains("<<") || !Rendering.secretsIn(text).contains(name)) {
      return;
    }
    places++;
    PlaceholderText template = PlaceholderText.parse(text);
    Optional<Tag> unknown =
        template.tags().stream().filter(tag -> rendering.valueOf(tag).isEmpty()).findFirst();
    JsonNode there = fileForm.fields().at(at);
    if (unknown.isPresent()) {
      problem(live, at.toString(), "cannot be compared, since " + unknown.get() + " has no value");
    } else if (isHidden(there)) {
      hidden(live, at, template);
    } else if (!there.asText().equals(template.render(rendering::valueOf))) {
      problem(live, at.toString(), OTHER + name);
    }
  }

  private static boolean isHidden(JsonNode leaf) {
    return leaf.isNull() || SiteMasks.isMask(leaf.asText());
  }

  /** What the site hides is proven by the base alone. */
  private void hidden(ApiRule live, JsonPointer at, PlaceholderText template) {
    boolean proven =
        base.read()
            .apply(live.id())
            .filter(entry -> isSame(entry.standingAt(live.updated()), at, template))
            .filter(
                entry ->
                    template.tags().stream().allMatch(tag -> isLastGiven(live.id(), tag, entry)))
            .isPresent();
    if (!proven) {
      problem(
          live,
          at.toString(),
          "is hidden by the site, and nothing proves that it holds the current value: sync"
              + " --rotate "
              + name
              + " with RULEKEEPER_STATE_KEY set, then verify with that key again");
    }
  }

  /** Whether nobody changed the rule since the base, and the base has this template there. */
  private static boolean isSame(Optional<Rule> standing, JsonPointer at, PlaceholderText template) {
    return standing
        .filter(rule -> rule.fields().at(at).asText().equals(template.source()))
        .isPresent();
  }

  private boolean isLastGiven(RuleId id, Tag tag, BaseRule entry) {
    Optional<String> value = rendering.valueOf(tag);
    return value.isPresent()
        && lasting
            .filter(known -> known.given(id, tag, value.get(), entry.fingerprints()))
            .isPresent();
  }

  private void problem(ApiRule rule, String where, String what) {
    problems.add(new Problem(rule.id(), rule.name(), where, what));
  }

  private void searchOld(ApiRule live, Old value) {
    String what = "still holds the old value of " + name;
    Leaves.forEach(live.rule(), value::standsIn, (at, text) -> problem(live, at.toString(), what));
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
