package dev.rulekeeper.workflow;

import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a site is to have.
 *
 * @param files the rules, as Git has them
 * @param secrets the values for their placeholders
 */
public record Desired(List<RuleFile> files, SecretMap secrets) {
  private static final int SHOWN = 3;

  /**
   * Stops where an older value of a secret is its current one.
   *
   * @param older the older values by name
   */
  void refuseCurrent(Map<SecretName, Set<SecretValue>> older) {
    older.forEach(
        (name, values) -> {
          if (secrets.value(name).filter(values::contains).isPresent()) {
            throw new WorkflowException(
                WorkflowException.Kind.USAGE,
                "the older value of '"
                    + name
                    + "' is its current value"
                    + places(name)
                    + "; nothing was sent",
                "put the new value into the secret map, or leave the older one out");
          }
        });
  }

  /** Where rules hold {@code name}, as the rest of a sentence. */
  private String places(SecretName name) {
    List<String> places = new ArrayList<>();
    for (RuleFile file : files) {
      Leaves.forEach(
          file.rule().fields(),
          text -> Rendering.secretsIn(text).contains(name),
          (at, text) -> places.add(file.where(at)));
    }
    if (places.isEmpty()) {
      return "";
    }
    String rest = places.size() > SHOWN ? " and " + (places.size() - SHOWN) + " more" : "";
    return ", which is at "
        + String.join(", ", places.subList(0, Math.min(SHOWN, places.size())))
        + rest;
  }
}
