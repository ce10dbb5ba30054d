package dev.rulekeeper.plan;

import dev.rulekeeper.atlassian.BodyGuard;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Objects to a rule with a text that spells out a placeholder: nobody could tell it from one that
 * was not filled in, so it is never sent.
 */
final class LiteralTagCheck implements Planner.Check {
  @Override
  public Optional<String> objection(Change.Write change, Optional<ApiRule> live) {
    return change.after().flatMap(LiteralTagCheck::objection);
  }

  private static Optional<String> objection(Rule rule) {
    List<String> places = new ArrayList<>();
    Leaves.forEach(
        rule.fields(),
        (at, text) -> {
          String spelled = text.replace("<<open>>", "<<").replace("<<lt>>", "<");
          if (BodyGuard.placeholders(spelled) > BodyGuard.placeholders(text)) {
            places.add(at.toString());
          }
        });
    return places.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "spells out a placeholder with <<open>> at "
                + String.join(", ", places)
                + ", which is never sent: name it in other words there and on the site");
  }
}
