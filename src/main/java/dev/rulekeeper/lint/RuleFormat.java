package dev.rulekeeper.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.adopt.EncodingAssignment;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.RuleDefaults;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.yaml.Yaml;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** How the files of a repository ought to be written. */
public final class RuleFormat {
  private RuleFormat() {}

  /**
   * The new texts of the rule files that lack an id or a field with a default, by path.
   *
   * @param wanted which paths are looked at
   * @param ids gives new ids
   */
  public static SortedMap<String, String> completed(
      RuleRepository repository, Predicate<String> wanted, Supplier<RuleId> ids) {
    SortedMap<String, String> texts = new TreeMap<>();
    repository.rulePaths().forEach(path -> texts.put(path, repository.files().text(path)));
    RuleDefaults defaults = new RuleDefaults(ids, RuleDefaults.usualOwner(texts.values()));
    SortedMap<String, String> completed = new TreeMap<>();
    texts.forEach(
        (path, before) -> {
          String after = wanted.test(path) ? defaults.completed(path, before) : before;
          if (!after.equals(before)) {
            completed.put(path, after);
          }
        });
    return completed;
  }

  /** The texts of all rule files and templates in their one style, by path. */
  public static SortedMap<String, String> formatted(RuleRepository repository) {
    SortedMap<String, String> formatted = repository.formattedTemplates();
    for (RuleFile file : repository.ruleFiles()) {
      formatted.put(file.path(), file.formatted());
    }
    return formatted;
  }

  /**
   * {@code text}, the file at {@code path}, with the encoding of its place around every placeholder
   * that lacks it. An instance of a template has no places of its own: its template has them.
   */
  public static String withEncodings(String path, String text) {
    JsonNode tree = Yaml.read(path, text);
    if (tree.path("template").isTextual() || !(tree instanceof ObjectNode fields)) {
      return text;
    }
    ObjectNode mended = fields.deepCopy();
    if (fields.path("rule") instanceof ObjectNode rule) {
      mended.set("rule", EncodingAssignment.mended(rule));
    } else {
      mended = EncodingAssignment.mended(fields);
    }
    return mended.equals(fields) ? text : Yaml.rewrite(path, text, mended);
  }
}
