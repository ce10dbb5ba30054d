package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.ruleset.Promotion;
import dev.rulekeeper.ruleset.Promotion.Moved;
import java.util.Optional;

/** What would go from one site to another. */
public final class PromotionOutput {
  private PromotionOutput() {}

  /** Which rules go, and what is to do before plan and sync work. */
  public static String text(String from, String to, Promotion promotion) {
    StringBuilder text = new StringBuilder();
    text.append(Count.of(promotion.rules().size(), "rule") + " from " + from + " to " + to + ":\n");
    for (Moved rule : promotion.rules()) {
      text.append(rule.isNew() ? "  new    " : "  known  ")
          .append(rule.name())
          .append("  (")
          .append(rule.file())
          .append(" as ")
          .append(rule.target())
          .append(")\n");
      if (!rule.selected()) {
        text.append("         not in the select of ").append(to).append(": sync leaves it out\n");
      }
    }
    if (promotion.mapping().isPresent()) {
      text.append("Written: ").append(promotion.path()).append('\n');
    }
    if (!promotion.todo().isEmpty()) {
      text.append("To do, before plan and sync work for ").append(to).append(":\n");
      promotion.todo().forEach(id -> text.append("  ").append(id).append('\n'));
    }
    if (!promotion.suspects().isEmpty()) {
      text.append("Look at these numbers; where one is meant to be an id, write a <<var:…>>:\n");
      promotion.suspects().forEach(line -> text.append("  ").append(line).append('\n'));
    }
    return text.toString();
  }

  /** The same for programs, with what a sync would do where that was planned. */
  public static String json(String from, String to, Promotion promotion, Optional<Plan> plan) {
    ObjectNode document = ExactJson.object().put("from", from).put("to", to);
    ArrayNode rules = document.putArray("rules");
    for (Moved rule : promotion.rules()) {
      rules
          .addObject()
          .put("id", rule.id().toString())
          .put("target", rule.target().toString())
          .put("name", rule.name())
          .put("file", rule.file())
          .put("new", rule.isNew())
          .put("selected", rule.selected());
    }
    ArrayNode todo = document.putArray("todo");
    promotion.todo().forEach(todo::add);
    ArrayNode suspects = document.putArray("suspects");
    promotion.suspects().forEach(suspects::add);
    plan.ifPresent(made -> document.set("plan", PlanJson.of(made)));
    return ExactJson.writePretty(document) + "\n";
  }
}
