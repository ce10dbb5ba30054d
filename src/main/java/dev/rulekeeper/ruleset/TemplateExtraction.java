package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.template.RuleGeneralization;
import dev.rulekeeper.template.RuleGeneralization.Extracted;
import dev.rulekeeper.template.RuleTemplate;
import dev.rulekeeper.template.RuleTemplates;
import dev.rulekeeper.template.TemplateException;
import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import dev.rulekeeper.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns rule files that are alike into a template and its instances. */
public final class TemplateExtraction {
  private TemplateExtraction() {}

  /**
   * The new texts, by path: the template first written, and the files as its instances, their
   * comments kept where what they stand at is still there. Every new text stands for the same rule
   * as before; that is checked here, not assumed.
   *
   * @param name of the template; one that the repository has already is refused
   * @throws InvalidFileException if that cannot be done
   */
  public static SortedMap<String, String> of(String name, List<RuleFile> files) {
    refuse(name, files);
    RuleTemplates families = files.get(0).origin().families();
    List<ObjectNode> rules = files.stream().map(file -> file.origin().fields()).toList();
    try {
      Extracted extracted = RuleGeneralization.of(name, rules, families);
      SortedMap<String, String> texts = new TreeMap<>();
      String path = TemplateFiles.path(name);
      texts.put(path, Schema.header(path) + Yaml.write(KeyOrder.ofTemplate(extracted.template())));
      RuleTemplates after =
          families.with(
              RuleTemplate.read(name, Yaml.read(path, texts.get(path)), families.fragments()));
      for (int i = 0; i < files.size(); i++) {
        RuleFile file = files.get(i);
        String text =
            Yaml.format(
                file.path(), file.text(), KeyOrder.ofRuleFile(extracted.instances().get(i)));
        ObjectNode again = (ObjectNode) Yaml.read(file.path(), text);
        if (!Equality.same(after.expand(again), file.rule().fields())) {
          throw refused(file.path(), "the template would not give the same rule");
        }
        texts.put(file.path(), text);
      }
      return texts;
    } catch (TemplateException e) {
      throw refused(TemplateFiles.path(name), String.valueOf(e.getMessage()));
    }
  }

  private static void refuse(String name, List<RuleFile> files) {
    List<Problem> problems = new ArrayList<>();
    for (RuleFile file : files) {
      file.templatePath()
          .ifPresent(
              template ->
                  problems.add(
                      new Problem(
                          file.path(),
                          "is an instance of " + template + " already",
                          "leave it out")));
    }
    if (files.size() < 2) {
      problems.add(
          new Problem(
              TemplateFiles.path(name), "one rule is no family", "name two rule files or more"));
    } else if (files.get(0).origin().families().byName().containsKey(name)) {
      problems.add(
          new Problem(TemplateFiles.path(name), "is there already", "choose another --name"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidFileException(problems);
    }
  }

  private static InvalidFileException refused(String where, String what) {
    return new InvalidFileException(
        List.of(
            new Problem(where, what, "nothing was written; leave out the rule that differs most")));
  }
}
