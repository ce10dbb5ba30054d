package dev.rulekeeper.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A template: a rule with parameters.
 *
 * @param name as instances name it
 * @param parameters by name, in the order of the file
 * @param body the rule in file form without id; its leaves may hold parameters and fragments
 */
public record RuleTemplate(String name, Map<String, Parameter> parameters, ObjectNode body) {
  static final String PARAMETERS = "parameters";
  static final String RULE = "rule";

  /** Copies the map. */
  public RuleTemplate {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * Reads the tree of a template file.
   *
   * @throws TemplateException with every problem of it
   */
  public static RuleTemplate read(String name, JsonNode tree, Fragments fragments) {
    return new RuleTemplateReader(name, fragments).read(tree);
  }

  /** Names the template and nothing of its content. */
  @Override
  public String toString() {
    return "RuleTemplate[" + name + "]";
  }
}
