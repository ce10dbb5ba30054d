package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.rule.SecretName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A plan for a person at a terminal. */
public final class PlanText {
  private static final int LONGEST_VALUE = 160;

  private PlanText() {}

  /** The lines of the plan, {@code \n} between and at the end. */
  public static String of(Plan plan) {
    StringBuilder text = new StringBuilder();
    text.append("Plan for ").append(plan.site()).append('\n');
    for (Change change : plan.changes()) {
      text.append('\n').append(header(change)).append('\n');
      change.reason().ifPresent(reason -> text.append("      ").append(reason).append('\n'));
      if (change.kind() == ChangeKind.CREATE) {
        text.append("      the site has no rule with this id\n");
      } else {
        patchLines(change).forEach(line -> text.append("      ").append(line).append('\n'));
      }
    }
    plan.notes().forEach(note -> text.append("\nNote: ").append(note).append('\n'));
    return text.append('\n').append(summary(plan)).append('\n').toString();
  }

  /** One line: how many of what, and the id of the plan. */
  public static String summary(Plan plan) {
    if (plan.isEmpty()) {
      return "No changes: " + plan.unchanged() + " rule(s) unchanged.  plan " + plan.id();
    }
    String counts =
        plan.summary().entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(PlanText::count)
            .collect(Collectors.joining(", "));
    return "Summary: " + counts + ".  plan " + plan.id();
  }

  private static String count(Map.Entry<String, Integer> entry) {
    return entry.getValue() + " " + entry.getKey();
  }

  private static String header(Change change) {
    String secrets =
        change.secrets().isEmpty()
            ? ""
            : "  ["
                + change.secrets().stream().map(SecretName::value).collect(Collectors.joining(", "))
                + "]";
    return "  "
        + sign(change.kind())
        + " "
        + change.kind().label()
        + "  "
        + change.name()
        + change.places().map(places -> "  (" + places + ")").orElse("  (" + change.id() + ")")
        + secrets;
  }

  private static String sign(ChangeKind kind) {
    return switch (kind) {
      case CREATE -> "+";
      case UPDATE, ROTATE, STATE, SCOPE -> "~";
      case DISABLE, DELETE -> "-";
      case DRIFT -> "?";
      case CONFLICT, BLOCKED -> "!";
    };
  }

  private static List<String> patchLines(Change change) {
    List<String> lines = new ArrayList<>();
    Map<String, JsonNode> tested = new java.util.HashMap<>();
    for (JsonNode operation : change.patch()) {
      String path = operation.path("path").asText();
      switch (operation.path("op").asText()) {
        case "test" -> tested.put(path, operation.path("value"));
        case "replace" -> {
          lines.add(path);
          lines.addAll(Lines.changed(tested.get(path), operation.path("value")));
        }
        case "add" -> {
          lines.add(path);
          lines.add("  + " + shortened(operation.path("value")));
        }
        case "remove" -> {
          lines.add(path);
          lines.add("  - " + shortened(tested.getOrDefault(path, ExactJson.object())));
        }
        case "move" -> lines.add(operation.path("from").asText() + "  moves to  " + path);
        default -> lines.add(operation.path("op").asText() + " " + path);
      }
    }
    return lines;
  }

  static String shortened(JsonNode value) {
    String text = ExactJson.write(value);
    return text.length() <= LONGEST_VALUE
        ? text
        : text.substring(0, LONGEST_VALUE) + "… (" + text.length() + " characters)";
  }
}
