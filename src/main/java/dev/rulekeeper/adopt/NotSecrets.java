package dev.rulekeeper.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.Schema;
import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import dev.rulekeeper.yaml.Yaml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What people said is no credential, in {@code not-secrets.yaml}: by rule, place, kind and shape,
 * never by value or a hash of it. It only silences doubts; what is surely a credential is replaced
 * whatever it says.
 */
public record NotSecrets(List<Entry> entries) {
  /** The file, beside the ledger. */
  public static final String FILE = RuleRepository.NOT_SECRETS;

  private static final String ROOT = "not-secrets";
  private static final Set<String> KEYS = Set.of("rule", "at", "kind", "shape", "reason");
  private static final String HEAD =
      """
      # What looks like a credential and is none. `rulekeeper secrets ignore` adds to it; review it
      # like code. By place and shape: no value, and no hash of one.
      """;

  /**
   * One of them.
   *
   * @param at the place, with {@code *} for every position in a list
   * @param shape how long it is and of what characters
   */
  public record Entry(String rule, String at, String kind, String shape, Optional<String> reason) {
    private boolean covers(Doubt doubt) {
      return rule.equals(doubt.rule().toString())
          && at.equals(doubt.at())
          && kind.equals(doubt.kind())
          && shape.equals(doubt.shape());
    }
  }

  /** Copies the list. */
  public NotSecrets {
    entries = List.copyOf(entries);
  }

  /** Nothing. */
  public static NotSecrets none() {
    return new NotSecrets(List.of());
  }

  /**
   * Reads the text of the file, where it exists.
   *
   * @throws InvalidFileException if it is no YAML, has an unknown key or lacks one
   */
  public static NotSecrets read(Optional<String> text) {
    if (text.isEmpty()) {
      return none();
    }
    JsonNode tree = Yaml.read(FILE, text.get());
    List<Entry> entries = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : tree.properties()) {
      if (!field.getKey().equals(ROOT) || !field.getValue().isArray()) {
        problems.add(problem("has only one key, a list: " + ROOT));
      } else {
        field.getValue().forEach(node -> entry(node, entries, problems));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidFileException(problems);
    }
    return new NotSecrets(entries);
  }

  private static void entry(JsonNode node, List<Entry> entries, List<Problem> problems) {
    Set<String> unknown = new TreeSet<>();
    node.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(KEYS);
    boolean whole =
        List.of("rule", "at", "kind", "shape").stream().allMatch(key -> node.path(key).isTextual());
    if (!unknown.isEmpty() || !whole) {
      problems.add(problem("an entry has rule, at, kind and shape, and may have a reason"));
      return;
    }
    entries.add(
        new Entry(
            node.path("rule").asText(),
            node.path("at").asText(),
            node.path("kind").asText(),
            node.path("shape").asText(),
            Optional.ofNullable(node.get("reason")).map(JsonNode::asText)));
  }

  private static Problem problem(String what) {
    return new Problem(FILE, what, "write entries with: rulekeeper secrets ignore MARK");
  }

  /** Whether a person said that {@code doubt} is no credential. */
  public boolean covers(Doubt doubt) {
    return entries.stream().anyMatch(entry -> entry.covers(doubt));
  }

  /** This with {@code doubts}, each once. */
  public NotSecrets with(Collection<Doubt> doubts, Optional<String> reason) {
    List<Entry> all = new ArrayList<>(entries);
    for (Doubt doubt : doubts) {
      if (all.stream().noneMatch(entry -> entry.covers(doubt))) {
        all.add(
            new Entry(doubt.rule().toString(), doubt.at(), doubt.kind(), doubt.shape(), reason));
      }
    }
    return new NotSecrets(all);
  }

  /** The text of the file; comments of {@code before} stay. */
  public String text(Optional<String> before) {
    ObjectNode tree = ExactJson.object();
    var list = tree.putArray(ROOT);
    for (Entry entry : entries) {
      ObjectNode node =
          list.addObject()
              .put("rule", entry.rule())
              .put("at", entry.at())
              .put("kind", entry.kind())
              .put("shape", entry.shape());
      entry.reason().ifPresent(reason -> node.put("reason", reason));
    }
    return before
        .map(text -> Yaml.rewrite(FILE, text, tree))
        .orElseGet(() -> Schema.header(FILE) + HEAD + Yaml.write(tree));
  }
}
