package dev.rulekeeper.ids;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.yaml.SchemaComment;
import dev.rulekeeper.yaml.Yaml;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code sites/<site>.yaml}: what the ids in the rule files are on one site, and which files came
 * from it. Immutable.
 */
public final class SiteMapping {
  /** Stands for an id that somebody has to fill in. */
  public static final String TODO = "TODO";

  /** Where a rule repository keeps the schema of this file. */
  private static final String SCHEMA = ".rulekeeper/schema/site.json";

  private final SiteName site;
  private final ObjectNode tree;
  private final Optional<String> text;
  private final IdTable ids;
  private final Set<String> own;

  SiteMapping(SiteName site, ObjectNode tree, Optional<String> text, IdTable ids, Set<String> own) {
    this.site = site;
    this.tree = tree;
    this.text = text;
    this.ids = ids;
    this.own = own;
  }

  /** A mapping that says nothing yet. */
  public static SiteMapping none(SiteName site) {
    return new SiteMapping(site, ExactJson.object(), Optional.empty(), IdTable.EMPTY, Set.of());
  }

  /** Where the mapping of {@code site} lies, relative to the root of the rule repository. */
  public static String pathOf(SiteName site) {
    return "sites/" + site + ".yaml";
  }

  /** As {@link #pathOf}, of this one. */
  public String path() {
    return pathOf(site);
  }

  /** Whether the file of the rule with this id came from this site. */
  public boolean owns(RuleId id) {
    return own.contains(id.toString());
  }

  /** Whether the rule with this id in its file has an id on this site. */
  public boolean knows(RuleId id) {
    return target(IdKind.RULES, id.toString()).isPresent();
  }

  /** What {@code id} of the files is on the site. */
  public Optional<String> target(IdKind kind, String id) {
    return ids.target(kind, id);
  }

  /** What {@code id} of the site is in the files. */
  public Optional<String> origin(IdKind kind, String id) {
    return ids.origin(kind, id);
  }

  /** Whether there is an entry for {@code id}, be it one that is still to do. */
  public boolean mentions(IdKind kind, String id) {
    return ids.isSame(kind) || tree.path(kind.key()).has(id);
  }

  /**
   * The numbers in the files that are other ones on the site, or have none yet, each with what it
   * is: {@code project 10001}.
   *
   * @param further ids that the mapping does not have
   */
  public Map<String, String> numbers(Map<IdKind, SortedMap<String, JsonNode>> further) {
    Map<String, String> numbers = new HashMap<>();
    for (IdKind kind : List.of(IdKind.PROJECTS, IdKind.FIELDS, IdKind.THINGS)) {
      Set<String> all = new TreeSet<>(further.getOrDefault(kind, new TreeMap<>()).keySet());
      tree.path(kind.key()).fieldNames().forEachRemaining(all::add);
      all.removeIf(id -> target(kind, id).equals(Optional.of(id)));
      all.forEach(id -> numbers.put(id.replaceFirst("^.*[^0-9]", ""), kind.one() + " " + id));
    }
    return numbers;
  }

  /** The text of the file with these rules noted as its own. */
  public String withOwn(Collection<RuleId> rules) {
    ObjectNode changed = tree.deepCopy();
    Set<String> all = new TreeSet<>(own);
    rules.forEach(id -> all.add(id.toString()));
    ArrayNode list = ExactJson.array();
    all.forEach(list::add);
    changed.set("own", list);
    return write(changed);
  }

  /**
   * The text of the file with further entries, where that makes a difference; an entry that is
   * there already stays as it is, unless it is a to-do that is done.
   */
  public Optional<String> extended(Map<IdKind, SortedMap<String, JsonNode>> further) {
    ObjectNode changed = tree.deepCopy();
    further.forEach(
        (kind, entries) -> {
          ObjectNode known =
              changed.get(kind.key()) instanceof ObjectNode object ? object : ExactJson.object();
          entries.forEach(
              (id, entry) -> {
                if (!known.has(id) || kind == IdKind.RULES) {
                  known.set(id, entry);
                }
              });
          changed.set(kind.key(), known);
        });
    return changed.equals(tree) ? Optional.empty() : Optional.of(write(changed));
  }

  private String write(ObjectNode changed) {
    return text.map(before -> Yaml.rewriteText(path(), before, changed))
        .orElseGet(() -> SchemaComment.of(path(), SCHEMA) + Yaml.write(changed));
  }
}
