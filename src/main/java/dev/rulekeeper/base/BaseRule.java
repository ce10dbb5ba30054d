package dev.rulekeeper.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.JsonException;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleException;
import dev.rulekeeper.rule.RuleFacts;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.yaml.InvalidFileException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A rule as Git and the site last agreed on it: one file of the base.
 *
 * @param rule with template texts, never a value
 * @param updated the site's time of that state, exactly as the site wrote it; {@code ""} where the
 *     rule is to be read again
 * @param fingerprints by tag, the keyed fingerprint of the value that the site was last given or
 *     seen with; empty where there is no key, or nothing is known
 * @param variables by name, the text that the site had for the variables in the rule
 * @param seen what the site had when it was last read or written, where {@code updated} is empty
 */
public record BaseRule(
    Rule rule,
    String updated,
    SortedMap<String, String> fingerprints,
    SortedMap<String, String> variables,
    Optional<Seen> seen) {
  private static final String FINGERPRINTS = "fingerprints";
  private static final String VARIABLES = "variables";
  private static final String SEEN = "seen";
  private static final String UPDATED = "updated";
  private static final String RULE = "rule";
  private static final String FACTS = "facts";
  private static final String SUFFIX = ".json";

  /**
   * What the site was seen with, although the rule is to be read again.
   *
   * @param updated the site's time of it
   * @param rule with template texts, where it is not what Git and the site agree on: it holds an
   *     edit that Git has not
   */
  public record Seen(String updated, Optional<Rule> rule) {}

  /** Copies the maps. */
  public BaseRule {
    fingerprints = copied(fingerprints);
    variables = copied(variables);
  }

  /** Most rules have neither, and there may be very many of them. */
  private static SortedMap<String, String> copied(SortedMap<String, String> texts) {
    return texts.isEmpty()
        ? Collections.emptySortedMap()
        : Collections.unmodifiableSortedMap(new TreeMap<>(texts));
  }

  /** An entry that knows nothing of values. */
  public BaseRule(Rule rule, String updated) {
    this(rule, updated, Collections.emptySortedMap(), Collections.emptySortedMap());
  }

  /** The same, holding {@code other} in the place of a rule that is the very same. */
  public BaseRule sharing(Rule other) {
    boolean same = other.facts().digest().equals(rule.facts().digest());
    return same ? new BaseRule(other, updated, fingerprints, variables, seen) : this;
  }

  /** The same of a rule that {@code told} tells otherwise. */
  BaseRule with(UnaryOperator<Rule> told, SortedMap<String, String> known) {
    return new BaseRule(
        told.apply(rule),
        updated,
        known,
        variables,
        seen.map(last -> new Seen(last.updated(), last.rule().map(told))));
  }

  /** An entry of which all is known that {@code updated} is the time of. */
  public BaseRule(
      Rule rule,
      String updated,
      SortedMap<String, String> fingerprints,
      SortedMap<String, String> variables) {
    this(rule, updated, fingerprints, variables, Optional.empty());
  }

  /**
   * The same, but to be read again: what the site had at its time is remembered as seen, so that
   * values can be told from edits as long as nobody changes the rule.
   */
  public BaseRule onlySeen() {
    if (updated.isEmpty()) {
      return this;
    }
    return new BaseRule(
        rule, "", fingerprints, variables, Optional.of(new Seen(updated, Optional.empty())));
  }

  /**
   * What the site had for this rule at its time {@code time}, with template texts, where that is
   * known.
   */
  public Optional<Rule> standingAt(String time) {
    if (time.isEmpty()) {
      return Optional.empty();
    }
    return updated.equals(time)
        ? Optional.of(rule)
        : seen.filter(last -> last.updated().equals(time)).map(last -> last.rule().orElse(rule));
  }

  /**
   * What is known of the values that the site had at its time {@code time}: nothing once the rule
   * was changed there, since a value that the site hides may have been typed over.
   */
  public SortedMap<String, String> fingerprintsAt(String time) {
    return standingAt(time).isPresent() ? fingerprints : Collections.emptySortedMap();
  }

  /**
   * Whether {@code live} is the rule as it was agreed on, or that switched off, as a deletion which
   * did not come to its end leaves it.
   */
  public boolean isSameOrSwitchedOff(Rule live) {
    ObjectNode agreed = rule.fields();
    if (live.fields().path("state").asText().equals("DISABLED")) {
      agreed = agreed.deepCopy().put("state", "DISABLED");
    }
    return Equality.same(agreed, live.fields());
  }

  /**
   * Where the entry of {@code id} lies in the base: {@code ab/<uuid>.json}, {@code ab} its last two
   * digits.
   */
  public static String pathOf(RuleId id) {
    String text = id.toString();
    return text.substring(text.length() - 2) + "/" + text + SUFFIX;
  }

  /**
   * The id whose entry lies at {@code path}.
   *
   * @throws InvalidFileException if that is no path of an entry
   */
  public static RuleId idAt(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    try {
      RuleId id = RuleId.of(name.substring(0, Math.max(0, name.length() - SUFFIX.length())));
      if (pathOf(id).equals(path)) {
        return id;
      }
    } catch (RuleException e) {
      // Falls through to the message below, which says more.
    }
    throw broken(path);
  }

  /** Whether the content of both entries is the same. */
  public boolean isWrittenAs(BaseRule other) {
    return equals(other) && rule.facts().digest().equals(other.rule.facts().digest());
  }

  /** The content of the entry: JSON, UTF-8. */
  public byte[] write() {
    return file(tree());
  }

  /** The content of a file of the base. */
  static byte[] file(ObjectNode tree) {
    byte[] json = ExactJson.prettyBytes(tree);
    byte[] lines = Arrays.copyOf(json, json.length + 1);
    lines[json.length] = '\n';
    return lines;
  }

  ObjectNode tree() {
    ObjectNode tree = head();
    tree.set(RULE, rule.fields());
    return tree;
  }

  /** All but the tree of the rule, and its facts, for {@link #known}. */
  ObjectNode facts() {
    ObjectNode tree = head();
    tree.set(FACTS, rule.facts().write());
    return tree;
  }

  private ObjectNode head() {
    ObjectNode tree = ExactJson.object().put(UPDATED, updated);
    if (!fingerprints.isEmpty()) {
      ObjectNode known = tree.putObject(FINGERPRINTS);
      fingerprints.forEach(known::put);
    }
    if (!variables.isEmpty()) {
      ObjectNode texts = tree.putObject(VARIABLES);
      variables.forEach(texts::put);
    }
    seen.ifPresent(
        last -> {
          ObjectNode entry = tree.putObject(SEEN).put(UPDATED, last.updated());
          last.rule().ifPresent(had -> entry.set(RULE, had.fields()));
        });
    return tree;
  }

  /**
   * Reads the content of an entry.
   *
   * @throws InvalidFileException if it is none
   */
  public static BaseRule read(String path, byte[] content) {
    try {
      return of(path, ExactJson.read(content));
    } catch (JsonException e) {
      throw broken(path);
    }
  }

  /** As {@link #read}, from the tree of the content. */
  static BaseRule of(String path, JsonNode tree) {
    try {
      if (tree.get(RULE) instanceof ObjectNode fields) {
        return new BaseRule(
            new Rule(idAt(path), fields),
            tree.path(UPDATED).asText(""),
            texts(tree.path(FINGERPRINTS)),
            texts(tree.path(VARIABLES)),
            seen(idAt(path), tree.path(SEEN)));
      }
    } catch (RuleException e) {
      // Falls through to the one message below: how it is broken does not help anybody.
    }
    throw broken(path);
  }

  /**
   * The entry that {@link #facts} was made of; nothing where {@code tree} is something else.
   *
   * @param content gives the content of the entry
   */
  static Optional<BaseRule> known(String path, JsonNode tree, Supplier<byte[]> content) {
    return RuleFacts.read(tree.path(FACTS))
        .filter(facts -> pathOf(facts.id()).equals(path))
        .map(
            facts ->
                new BaseRule(
                    Rule.known(facts, () -> read(path, content.get()).rule().fields()),
                    tree.path(UPDATED).asText(""),
                    texts(tree.path(FINGERPRINTS)),
                    texts(tree.path(VARIABLES)),
                    seen(facts.id(), tree.path(SEEN))));
  }

  static InvalidFileException broken(String path) {
    return new InvalidFileException(
        List.of(
            new InvalidFileException.Problem(
                path,
                "is not an entry of the base",
                "the ref refs/rulekeeper/<site>/synced was changed by another program: delete the"
                    + " ref and run export")));
  }

  private static Optional<Seen> seen(RuleId id, JsonNode entry) {
    Optional<Rule> had =
        entry.get(RULE) instanceof ObjectNode fields
            ? Optional.of(new Rule(id, fields))
            : Optional.empty();
    return entry.isObject()
        ? Optional.of(new Seen(entry.path(UPDATED).asText(""), had))
        : Optional.empty();
  }

  private static SortedMap<String, String> texts(JsonNode object) {
    SortedMap<String, String> texts = new TreeMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}
