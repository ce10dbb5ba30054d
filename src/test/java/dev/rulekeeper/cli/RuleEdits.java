package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random edits of a rule that are the same in the form of the API and in that of files. */
final class RuleEdits {
  private RuleEdits() {}

  /** Changes {@code rule}; gives the words for it. */
  static String any(ObjectNode rule, Random random, int mark) {
    ArrayNode components = anyList(rule, random);
    switch (random.nextInt(9)) {
      case 0 -> {
        rule.put("name", "Rule " + Marks.text(mark));
        return "name";
      }
      case 1 -> {
        rule.put("description", Marks.text(mark) + "\nand why");
        return "description";
      }
      case 2 -> {
        boolean on = rule.path("state").asText().equals("ENABLED");
        rule.put("state", on ? "DISABLED" : "ENABLED");
        return "state";
      }
      case 3, 4 -> {
        components.insert(random.nextInt(components.size() + 1), log(mark));
        return "new component";
      }
      case 5 -> {
        return logs(rule).isEmpty() ? add(components, mark) : editLog(rule, random, mark);
      }
      case 6 -> {
        if (components.size() > 1) {
          components.remove(random.nextInt(components.size()));
          return "component removed";
        }
        return add(components, mark);
      }
      case 7 -> {
        if (components.size() > 1) {
          JsonNode moved = components.remove(random.nextInt(components.size()));
          components.insert(random.nextInt(components.size() + 1), moved);
          return "component moved";
        }
        return add(components, mark);
      }
      default -> {
        rule.withArray("labels").add("label" + Marks.text(mark));
        return "label";
      }
    }
  }

  private static String add(ArrayNode components, int mark) {
    components.add(log(mark));
    return "component appended";
  }

  private static String editLog(ObjectNode rule, Random random, int mark) {
    List<ObjectNode> logs = logs(rule);
    logs.get(random.nextInt(logs.size())).put("value", "edited " + Marks.text(mark));
    return "component edited";
  }

  static ObjectNode log(int mark) {
    return ExactJson.object()
        .put("component", "ACTION")
        .put("type", "codebarrel.action.log")
        .put("schemaVersion", 1)
        .put("value", "line " + Marks.text(mark));
  }

  private static ArrayNode anyList(ObjectNode rule, Random random) {
    List<ArrayNode> lists = new ArrayList<>();
    ArrayNode top = rule.withArray("components");
    lists.add(top);
    top.forEach(component -> collectLists(component, lists));
    return lists.get(random.nextInt(lists.size()));
  }

  private static void collectLists(JsonNode component, List<ArrayNode> lists) {
    String type = component.path("type").asText();
    if (component.path("children") instanceof ArrayNode children && !children.isEmpty()) {
      if (!type.equals("jira.condition.container.block")) {
        lists.add(children);
      }
      children.forEach(child -> collectLists(child, lists));
    }
  }

  private static List<ObjectNode> logs(ObjectNode rule) {
    List<ObjectNode> logs = new ArrayList<>();
    rule.path("components").forEach(component -> collectLogs(component, logs));
    return logs;
  }

  private static void collectLogs(JsonNode component, List<ObjectNode> logs) {
    if (component.path("type").asText().equals("codebarrel.action.log")
        && component instanceof ObjectNode log) {
      logs.add(log);
    }
    component.path("children").forEach(child -> collectLogs(child, logs));
  }
}
