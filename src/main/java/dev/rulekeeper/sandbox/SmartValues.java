package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills smart values with samples, and variables that the rule itself makes with their values. */
final class SmartValues {
  private static final Pattern SMART_VALUE = Pattern.compile("\\{\\{([^{}]*)}}");
  private static final int DEPTH = 3;
  private static final Map<String, String> SAMPLES =
      Map.of(
          "issue.key", "DEMO-1",
          "issue.summary", "A sample work item",
          "issue.status.name", "Done",
          "issue.priority.name", "High",
          "version.name", "1.0.0");
  private final Map<String, String> values;

  private SmartValues(Map<String, String> values) {
    this.values = values;
  }

  /** The samples, and the variables of {@code rule}. */
  static SmartValues of(JsonNode rule) {
    Map<String, String> values = new HashMap<>(SAMPLES);
    ComponentTree.forEach(
        rule,
        component -> {
          if (component.path("type").asText().equals("jira.create.variable")) {
            JsonNode variable = component.path("value");
            values.put(
                variable.path("name").path("value").asText(),
                variable.path("query").path("value").asText());
          }
        });
    return new SmartValues(values);
  }

  /** {@code text} without smart values; one that nobody knows becomes {@code sample}. */
  String fill(String text) {
    String filled = text;
    for (int i = 0; i < DEPTH && filled.contains("{{"); i++) {
      filled =
          SMART_VALUE
              .matcher(filled)
              .replaceAll(match -> Matcher.quoteReplacement(valueOf(match.group(1).strip())));
    }
    return filled;
  }

  private String valueOf(String name) {
    return values.getOrDefault(name, "sample");
  }
}
