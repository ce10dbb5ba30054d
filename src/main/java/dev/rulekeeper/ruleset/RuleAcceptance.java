package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What the site would refuse in a rule: it names no field itself. */
public final class RuleAcceptance {
  /** Without them the site answers "could not be parsed" and names no field. */
  private static final List<String> REQUIRED =
      List.of(
          "state",
          "scope",
          "actor",
          "authorAccountId",
          "writeAccessType",
          "canOtherRuleTrigger",
          "notifyOnError",
          "components");

  private static final Set<String> RULE_KEYS =
      Set.of(
          "id",
          "name",
          "description",
          "state",
          "labels",
          "scope",
          "actor",
          "authorAccountId",
          "writeAccessType",
          "collaborators",
          "canOtherRuleTrigger",
          "notifyOnError",
          "trigger",
          "components",
          "connections");

  private static final Set<String> COMPONENT_KEYS =
      Set.of(
          "component", "type", "schemaVersion", "connectionId", "value", "conditions", "children");

  private static final Set<String> KINDS =
      Set.of("TRIGGER", "CONDITION", "ACTION", "BRANCH", "CONDITION_BLOCK", "ORCHESTRATION");

  /** Of an advanced rule; a plain one may have 65 (Atlassian, "service limits"). */
  private static final int MOST_COMPONENTS = 500;

  private final RuleFile file;
  private final Predicate<String> onSite;
  private final List<Problem> problems = new ArrayList<>();

  private RuleAcceptance(RuleFile file, Predicate<String> onSite) {
    this.file = file;
    this.onSite = onSite;
  }

  /**
   * What is wrong with {@code file}, each with its line.
   *
   * @param onSite whether the site itself is known to have a key in this rule
   */
  public static List<Problem> problems(RuleFile file, Predicate<String> onSite) {
    RuleAcceptance check = new RuleAcceptance(file, onSite);
    check.rule(file.rule().fields());
    return List.copyOf(check.problems);
  }

  /** Whether the site takes {@code id} for a new rule: it wants version 7. */
  public static boolean isIdForNewRule(RuleId id) {
    return id.value().version() == 7 && id.value().variant() == 2;
  }

  /** What is wrong with {@code file} only if the site has no such rule yet. */
  public static List<Problem> problemsOfNew(RuleFile file) {
    RuleAcceptance check = new RuleAcceptance(file, key -> false);
    check.creation(file.rule().fields());
    return List.copyOf(check.problems);
  }

  private void creation(JsonNode rule) {
    if (!isIdForNewRule(file.rule().id())) {
      report(
          "/id",
          "the id is not a UUID of version 7, and the site takes no other",
          "of a new rule remove the line: `rulekeeper fmt` writes an id");
    }
    List<String> missing =
        REQUIRED.stream()
            .filter(key -> !rule.has(key))
            .filter(key -> !(key.equals("scope") && rule.has("ruleScopeARIs")))
            .toList();
    if (!missing.isEmpty()) {
      report(
          "",
          "no " + String.join(", ", missing) + ": the site refuses a rule without",
          "`rulekeeper fmt` writes those that have a default");
    }
  }

  private void rule(JsonNode rule) {
    misspelt(JsonPointer.empty(), rule, RULE_KEYS);
    scope(rule.path("scope"));
    component(JsonPointer.compile("/trigger"), rule.path("trigger"), Set.of("TRIGGER"));
    int components = components(JsonPointer.compile("/components"), rule.path("components"));
    if (components > MOST_COMPONENTS) {
      report(
          "/components",
          "the rule has "
              + Count.of(components, "step")
              + ", and the site takes "
              + MOST_COMPONENTS,
          "make two rules of it");
    }
  }

  /**
   * A key that nobody knows may be new; one that is nearly another is a slip, unless the site wrote
   * it. Where the other is there as well, both may be meant, as {@code authorAccountId} and {@code
   * actorAccountId} are in exports of the browser: then only a single letter makes it a slip.
   */
  private void misspelt(JsonPointer at, JsonNode node, Set<String> known) {
    node.fieldNames()
        .forEachRemaining(
            key ->
                (known.contains(key)
                        ? Optional.<String>empty()
                        : SpellingSuggestion.meant(key, known))
                    .filter(meant -> !onSite.test(key))
                    .filter(meant -> !node.has(meant) || SpellingSuggestion.isSlip(key, meant))
                    .ifPresent(meant -> misspelt(at.appendProperty(key), key, meant, node)));
  }

  private void misspelt(JsonPointer at, String key, String meant, JsonNode node) {
    report(
        at.toString(),
        "unknown key '" + key + "'",
        node.has(meant)
            ? meant + " is there as well: move what belongs there, and remove the line"
            : "did you mean " + meant + "?");
  }

  private void scope(JsonNode scope) {
    JsonNode all = scope.isArray() ? scope : ExactJson.array().add(scope);
    for (int i = 0; i < all.size(); i++) {
      String text = all.get(i).asText();
      boolean known =
          text.equals("site")
              || text.startsWith("ari:cloud:")
              || text.contains("<<")
              || text.matches("(project|space)/[0-9]+")
              || ProjectKeys.isKey(text);
      if (!all.get(i).isMissingNode() && !known) {
        report(
            scope.isArray() ? "/scope/" + i : "/scope",
            "the scope is not one that the site knows",
            "write site, project/KEY or project/ID, space/ID with the number of the space, or an"
                + " ARI");
      }
    }
  }

  private int components(JsonPointer at, JsonNode list) {
    int count = 0;
    for (int i = 0; i < list.size(); i++) {
      count += component(at.appendIndex(i), list.get(i), KINDS);
    }
    return count;
  }

  private int component(JsonPointer at, JsonNode component, Set<String> kinds) {
    if (!component.isObject()) {
      return 0;
    }
    misspelt(at, component, COMPONENT_KEYS);
    JsonNode kind = component.path("component");
    String text = kind.asText();
    boolean misspelt = !kinds.contains(text) && SpellingSuggestion.meant(text, kinds).isPresent();
    if (kind.isTextual()
        && !text.contains("<<")
        && (misspelt || (kinds.size() == 1 && !kinds.contains(text)) || !text.matches("[A-Z_]+"))) {
      report(
          at.appendProperty("component").toString(),
          "unknown kind of step '" + text + "'",
          "use " + String.join(", ", new TreeSet<>(kinds)));
    }
    return 1
        + components(at.appendProperty("children"), component.path("children"))
        + components(at.appendProperty("conditions"), component.path("conditions"));
  }

  private void report(String pointer, String what, String hint) {
    problems.add(new Problem(file.where(JsonPointer.compile(pointer)), what, hint));
  }
}
