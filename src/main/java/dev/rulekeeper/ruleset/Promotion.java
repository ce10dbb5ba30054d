package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.ids.IdKind;
import dev.rulekeeper.ids.SiteMapping;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.RuleId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What it takes to bring rules of one site to another: an id for each rule that is not there yet,
 * and a to-do for every other id that nobody has given. Guesses none.
 *
 * @param rules the rules that go, in the order of their paths
 * @param todo what somebody has to fill in, where, and what needs it first: {@code project 10001 in
 *     sites/staging.yaml, for rules/site/build.yaml:3}
 * @param suspects places that hold the number of something of the first site, which may be one by
 *     chance
 * @param mapping the text of the mapping of the other site, where it must change
 * @param path where that mapping lies
 */
public record Promotion(
    List<Moved> rules,
    List<String> todo,
    List<String> suspects,
    Optional<String> mapping,
    String path) {
  /** Copies the lists. */
  public Promotion {
    suspects = List.copyOf(suspects);
    rules = List.copyOf(rules);
    todo = List.copyOf(todo);
  }

  /**
   * One rule that goes.
   *
   * @param id the id in its file
   * @param target its id on the other site
   * @param isNew whether that id was made now
   * @param selected whether the other site takes it, as its {@code select} stands
   */
  public record Moved(
      RuleId id, String file, String name, RuleId target, boolean isNew, boolean selected) {}

  /**
   * What it takes to bring the rules of {@code from} that {@code selection} names to {@code to}.
   *
   * @param files all rule files, with the ids that stand in them
   * @param newId gives ids that a site accepts for new rules: UUIDs of version 7
   */
  public static Promotion of(
      RulesOfSite from,
      RulesOfSite to,
      List<RuleFile> files,
      Selection selection,
      Supplier<RuleId> newId) {
    Map<IdKind, SortedMap<String, JsonNode>> further = new EnumMap<>(IdKind.class);
    List<Moved> moved = new ArrayList<>();
    List<RuleFile> movedFiles = new ArrayList<>();
    Map<String, String> todo = new LinkedHashMap<>();
    for (RuleFile file : files) {
      if (!from.belongs(file) || !selection.has(file)) {
        continue;
      }
      RuleId id = file.rule().id();
      RuleId target = to.idOf(file).orElseGet(newId);
      boolean isNew = to.idOf(file).isEmpty();
      UnmappedIds gaps = to.missing(file);
      for (UnmappedIds.Id missing : gaps.ids()) {
        if (missing.kind() == IdKind.RULES && missing.id().equals(id.toString())) {
          JsonNode entry =
              ExactJson.object().put("id", target.toString()).put("name", file.rule().name());
          further.computeIfAbsent(IdKind.RULES, k -> new TreeMap<>()).put(id.toString(), entry);
        } else {
          todo.putIfAbsent(
              missing + " in " + missing.lacking().path(), ", for " + gaps.firstPlace(missing));
          if (missing.lacking().path().equals(to.mapping().path())) {
            further
                .computeIfAbsent(missing.kind(), k -> new TreeMap<>())
                .put(missing.id(), TextNode.valueOf(SiteMapping.TODO));
          }
        }
      }
      movedFiles.add(file);
      moved.add(new Moved(id, file.path(), file.rule().name(), target, isNew, to.takes(file)));
    }
    Map<String, String> numbers = to.mapping().numbers(further);
    List<String> suspects =
        movedFiles.stream().flatMap(file -> to.suspects(file, numbers).stream()).toList();
    return new Promotion(
        moved,
        todo.entrySet().stream().map(e -> e.getKey() + e.getValue()).toList(),
        suspects,
        to.mapping().extended(further),
        to.mapping().path());
  }
}
