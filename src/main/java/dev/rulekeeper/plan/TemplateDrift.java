package dev.rulekeeper.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.TreePatch;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.RuleFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Edits of the site that hit every instance of a template alike. */
final class TemplateDrift {
  private final Map<String, Integer> instances = new TreeMap<>();
  private final Map<String, List<Map<JsonNode, String>>> edits = new TreeMap<>();

  /** Looks at {@code changes} of {@code files}. */
  TemplateDrift(Map<RuleId, RuleFile> files, List<Change> changes) {
    files
        .values()
        .forEach(
            file -> file.templatePath().ifPresent(path -> instances.merge(path, 1, Integer::sum)));
    for (Change change : changes) {
      Optional<RuleFile> file = Optional.ofNullable(files.get(change.id()));
      if (change.kind() == ChangeKind.DRIFT && change.before().isPresent() && file.isPresent()) {
        file.get()
            .templatePath()
            .ifPresent(
                path ->
                    edits
                        .computeIfAbsent(path, p -> new ArrayList<>())
                        .add(edit(file.get().rule(), change.before().get())));
      }
    }
  }

  /** The operations, each with its place. */
  private static Map<JsonNode, String> edit(Rule file, Rule live) {
    Map<JsonNode, String> operations = new LinkedHashMap<>();
    for (JsonNode operation : TreePatch.between(file.fields(), live.fields())) {
      if (!operation.path("op").asText().equals("test")) {
        operations.put(operation, operation.path("path").asText());
      }
    }
    return operations;
  }

  /** One sentence for each such template. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    edits.forEach(
        (template, each) -> {
          if (each.size() > 1 && each.size() == instances.getOrDefault(template, 0)) {
            Map<JsonNode, String> common = new LinkedHashMap<>(each.get(0));
            each.forEach(operations -> common.keySet().retainAll(operations.keySet()));
            if (!common.isEmpty()) {
              notes.add(
                  "all "
                      + each.size()
                      + " instances of "
                      + template
                      + " were edited alike on the site, at "
                      + String.join(", ", common.values())
                      + ": "
                      + template
                      + " is the better place for that");
            }
          }
        });
    return notes;
  }
}
