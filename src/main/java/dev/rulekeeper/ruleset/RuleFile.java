package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.template.Template;
import java.util.Optional;

/**
 * A rule file as it was read.
 *
 * @param path relative to the root of the repository, with {@code /}
 * @param rule the rule that it stands for, templates and fragments filled in; string leaves are
 *     valid template texts of secrets and variables
 * @param text its exact text
 * @param origin what it says as it is written
 * @param translation from the ids in the file to those in {@code rule}
 */
public record RuleFile(
    String path, Rule rule, String text, Origin origin, Translation translation) {
  /** A file that is written as its rule is: no template, no fragments, the ids of its site. */
  public RuleFile(String path, Rule rule, String text) {
    this(path, rule, text, Origin.of(rule.fields()), Translation.NONE);
  }

  /** A file with the ids of its site. */
  public RuleFile(String path, Rule rule, String text, Origin origin) {
    this(path, rule, text, origin, Translation.NONE);
  }

  /** The same file, with its rule as another site knows it. */
  RuleFile translated(Translation there, Rule translated) {
    return new RuleFile(path, translated, text, origin, there);
  }

  /**
   * Reads the text of one rule file, from the work tree or from a commit. An instance of a template
   * is refused: {@link RuleRepository#ruleFiles} reads those.
   *
   * @throws RulesetException with every problem of the file: not YAML, no id, a required field
   *     missing, a bad tag
   */
  public static RuleFile read(String path, String text) {
    return RuleFileReader.read(path, text, Templates.NONE, Template::parse);
  }

  /** The same file, standing for another form of its rule: as it is on one site, for instance. */
  public RuleFile withRule(Rule other) {
    return new RuleFile(path, other, text, origin, translation);
  }

  /** The path of the template that this is an instance of. */
  public Optional<String> templatePath() {
    return origin.template().map(Templates::path);
  }

  /**
   * {@code path:line} of a leaf of the rule, or the path alone where the leaf has no line. For an
   * instance the line in its file, then {@code , path:line} in the template.
   */
  public String where(JsonPointer pointer) {
    return origin.where(path, YamlParser.parse(path, text, true), pointer);
  }

  /**
   * The text as {@code fmt} leaves it: fields in file order, in the one style that files have, with
   * the comments that people wrote.
   */
  public String formatted() {
    return Yaml.format(path, text, ordered(origin.fields()));
  }

  private static ObjectNode ordered(ObjectNode fields) {
    return Order.ofRuleFile(FileForm.ordered(fields));
  }
}
