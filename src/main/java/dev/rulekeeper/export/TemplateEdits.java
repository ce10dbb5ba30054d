package dev.rulekeeper.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.yaml.Yaml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The edits of a site that became patches and parameters of instances, by template. */
final class TemplateEdits {
  private final Map<String, Integer> instances = new TreeMap<>();
  private final Map<String, List<Set<String>>> edits = new TreeMap<>();

  /** For a repository with these {@code files}. */
  TemplateEdits(Collection<RuleFile> files) {
    files.forEach(
        file -> file.templatePath().ifPresent(path -> instances.merge(path, 1, Integer::sum)));
  }

  /** Notes that {@code file} is to have another text. */
  void note(RuleFile file, String text) {
    file.templatePath()
        .ifPresent(
            template -> {
              Set<String> after = said(Yaml.read(file.path(), text));
              after.removeAll(said(file.origin().fields()));
              edits.computeIfAbsent(template, t -> new ArrayList<>()).add(after);
            });
  }

  /** What an instance says of its own, one thing each. */
  private static Set<String> said(JsonNode file) {
    Set<String> said = new LinkedHashSet<>();
    file.path("patch").forEach(operation -> said.add(ExactJson.write(operation)));
    file.path("with")
        .properties()
        .forEach(e -> said.add(ExactJson.write(ExactJson.object().set(e.getKey(), e.getValue()))));
    return said;
  }

  /** One sentence for each template all of whose instances were edited alike. */
  List<String> advice() {
    List<String> advice = new ArrayList<>();
    edits.forEach(
        (template, each) -> {
          if (each.size() > 1 && each.size() == instances.getOrDefault(template, 0)) {
            Set<String> common = new LinkedHashSet<>(each.get(0));
            each.forEach(common::retainAll);
            if (!common.isEmpty()) {
              advice.add(
                  "all "
                      + each.size()
                      + " instances of "
                      + template
                      + " were edited alike on the site, at "
                      + String.join(", ", places(common))
                      + ": "
                      + template
                      + " is the better place for that; write it there and remove it from the "
                      + "instances");
            }
          }
        });
    return advice;
  }

  private static Set<String> places(Set<String> said) {
    Set<String> places = new LinkedHashSet<>();
    for (String one : said) {
      JsonNode tree = ExactJson.read(one);
      places.add(
          tree.has("op")
              ? tree.path("path").asText()
              : "the parameter " + tree.fieldNames().next());
    }
    return places;
  }
}
