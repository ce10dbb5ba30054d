package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.template.Template;

/**
 * A rule file as it was read.
 *
 * @param path relative to the root of the repository, with {@code /}
 * @param rule its rule; string leaves are valid template texts
 * @param text its exact text
 * @param translation from the ids in the file to those in {@code rule}
 */
public record RuleFile(String path, Rule rule, String text, Translation translation) {
  /** A file whose rule has the ids that stand in it. */
  public RuleFile(String path, Rule rule, String text) {
    this(path, rule, text, Translation.NONE);
  }

  /** The same file, with its rule as another site knows it. */
  RuleFile translated(Translation there, Rule translated) {
    return new RuleFile(path, translated, text, there);
  }

  /**
   * Reads the text of one rule file, from the work tree or from a commit.
   *
   * @throws RulesetException with every problem of the file: not YAML, no id, a required field
   *     missing, a bad tag
   */
  public static RuleFile read(String path, String text) {
    return RuleFileReader.read(path, text, Template::parse);
  }

  /** {@code path:line} of a leaf of this file, or the path alone where the leaf has no line. */
  public String where(JsonPointer pointer) {
    return YamlParser.parse(path, text, true).where(path, pointer);
  }

  /**
   * The text as {@code fmt} leaves it: fields in file order, in the one style that files have, with
   * the comments that people wrote.
   */
  public String formatted() {
    return Yaml.format(path, text, FileForm.ordered(rule.fields()));
  }
}
