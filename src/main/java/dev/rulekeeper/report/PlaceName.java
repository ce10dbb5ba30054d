package dev.rulekeeper.report;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A place of a rule as a reader would call it: {@code step 2 › header Authorization}. */
final class PlaceName {
  /** Lists whose elements are steps of a rule, or are called by number. */
  private static final Map<String, String> LISTS =
      Map.of(
          "components", "step",
          "children", "step",
          "conditions", "condition",
          "headers", "header",
          "ruleScopeARIs", "scope");

  private PlaceName() {}

  /** The place {@code pointer} of the rule of {@code change}; {@code the rule} for all of it. */
  static String of(Change change, String pointer) {
    JsonPointer at = JsonPointer.compile(pointer);
    if (at.matches()) {
      return "the rule";
    }
    List<String> words = new ArrayList<>();
    JsonPointer seen = JsonPointer.empty();
    String list = "";
    for (JsonPointer rest = at; !rest.matches(); rest = rest.tail()) {
      String key = rest.getMatchingProperty();
      seen = seen.appendProperty(key);
      if (!list.isEmpty() && rest.getMatchingIndex() >= 0) {
        words.add(LISTS.get(list) + " " + element(change, list, seen, rest.getMatchingIndex()));
        list = "";
      } else if (LISTS.containsKey(key)) {
        list = key;
      } else if (!key.equals("value") || rest.tail().matches()) {
        words.add(key);
      }
    }
    if (!list.isEmpty()) {
      words.add(LISTS.get(list) + "s");
    }
    return String.join(" › ", withoutValueOfHeader(words));
  }

  private static List<String> withoutValueOfHeader(List<String> words) {
    int last = words.size() - 1;
    boolean header =
        last > 0 && words.get(last).equals("value") && words.get(last - 1).startsWith("header ");
    return header ? words.subList(0, last) : words;
  }

  private static String element(Change change, String list, JsonPointer at, int index) {
    String number = String.valueOf(index + 1);
    return switch (list) {
      case "headers" -> text(change, at.appendProperty("name")).orElse(number);
      case "components", "children" ->
          text(change, at.appendProperty("type"))
              .map(type -> number + " (" + type.substring(type.lastIndexOf('.') + 1) + ")")
              .orElse(number);
      default -> number;
    };
  }

  /** The text at {@code at}, which is the same place in the API form and in the file form. */
  private static Optional<String> text(Change change, JsonPointer at) {
    return change
        .before()
        .or(change::after)
        .map(Rule::fields)
        .map(fields -> fields.at(at))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue);
  }
}
