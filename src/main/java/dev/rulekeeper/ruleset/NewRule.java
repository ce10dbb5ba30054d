package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A rule that is not on any site yet. It is off until somebody says otherwise.
 *
 * @param scope where it acts; by default as its original, or the whole site
 */
public record NewRule(RuleId id, String name, Optional<String> scope) {
  private static final String FROM_NOTHING =
      """
      {"trigger": {"component": "TRIGGER", "type": "jira.manual.trigger.issue",
        "schemaVersion": 1, "value": {}},
       "components": [{"component": "ACTION", "type": "codebarrel.action.log",
        "schemaVersion": 1, "value": "This rule does nothing yet"}]}
      """;

  /** The fields of a rule that does nothing yet. */
  public ObjectNode fromNothing() {
    return copyOf((ObjectNode) ExactJson.read(FROM_NOTHING));
  }

  /** The fields of a rule that does what {@code original} does. */
  public ObjectNode copyOf(ObjectNode original) {
    ObjectNode fields = original.deepCopy();
    fields.remove("id");
    fields.put("name", name).put("state", "DISABLED");
    return scoped(fields);
  }

  /** The fields of an instance of {@code template}. */
  public static ObjectNode instance(String template, Map<String, String> parameters) {
    ObjectNode fields = ExactJson.object().put("template", template);
    ObjectNode with = fields.putObject("with");
    parameters.forEach(with::put);
    return fields;
  }

  /** The path for a file with {@code fields} beside those that are {@code taken}. */
  public String path(ObjectNode fields, Collection<String> taken, RuleFolders folders) {
    // An instance has its name and its scope in its template only.
    ObjectNode named = scoped(fields.deepCopy().put("name", name));
    return RuleRepository.pathFor(new Rule(id, named), new TreeSet<>(taken), folders);
  }

  private ObjectNode scoped(ObjectNode fields) {
    if (scope.isPresent() || !fields.has("scope")) {
      fields.put("scope", scope.orElse("site"));
    }
    return fields;
  }
}
