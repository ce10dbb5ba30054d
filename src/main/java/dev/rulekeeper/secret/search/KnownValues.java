package dev.rulekeeper.secret.search;

import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The values of a secret map, arranged to be found in text, raw and in every encoding. */
public final class KnownValues {
  private final ValueSearch<SecretName> search;
  private final ValueSubstitution substitution;

  /** Where the value of {@code name} stands in a text, in whatever spelling, in UTF-16 units. */
  public record Occurrence(SecretName name, int start, int end) {}

  private KnownValues(ValueSearch<SecretName> search, Map<Tag, String> values) {
    this.search = search;
    this.substitution = new ValueSubstitution(search, values);
  }

  /** Arranges {@code map}; of several names with one value the first in order is used. */
  public static KnownValues of(SecretMap map) {
    var values = new HashMap<Tag, String>();
    Map<String, SecretName> owners = owners(map);
    owners.forEach((value, name) -> values.put(Tag.secret(name.value()), value));
    return new KnownValues(ValueSearch.of(owners, UnaryOperator.identity()), values);
  }

  /** Whether there is no value to be found. */
  public boolean isEmpty() {
    return search.isEmpty();
  }

  /** The values of {@code map}, each with the first of its names. */
  static Map<String, SecretName> owners(SecretMap map) {
    var owners = new LinkedHashMap<String, SecretName>();
    map.names().forEach(name -> owners.putIfAbsent(map.value(name).orElseThrow().reveal(), name));
    return owners;
  }

  /** As {@link #owners}, with the values that are for somewhere else: what nobody may see. */
  public static Map<String, SecretName> guarded(SecretMap map) {
    Map<String, SecretName> guarded = owners(map);
    map.elsewhere().forEach((value, name) -> guarded.putIfAbsent(value.reveal(), name));
    return guarded;
  }

  /**
   * {@code template} with every known value of six characters or more, wherever it stands in a text
   * part raw or encoded, replaced by its placeholder; renders to the same text as before. Longest
   * value first, then the leftmost; holes that are there already stay. Replaced are the value
   * itself, JSON strings, percent-encoding and XML text of it up to three deep, and base64 text
   * that holds any of these, up to three deep; an encoding that no section writes (lower-case hex,
   * {@code \/}) stays.
   */
  public PlaceholderText substitute(PlaceholderText template) {
    return PlaceholderText.of(substitution.substitute(template.parts()));
  }

  /** As {@link #substitute(PlaceholderText)}, of a template text as it stands in a file. */
  public String substitute(String template) {
    boolean same = !PlaceholderText.holdsTags(template) && search.find(template).isEmpty();
    return same ? template : substitute(PlaceholderText.parse(template)).source();
  }

  /**
   * Where {@code text} gives a known value away, in the spellings that no section writes too; by
   * start, the longest first. RuleWalk may overlap; of base64 text they are the characters that
   * depend on the value alone. Names in tags are no places.
   */
  public List<Occurrence> find(String text) {
    return search.findOutsideTags(text).stream()
        .map(hit -> new Occurrence(hit.owner(), hit.start(), hit.end()))
        .toList();
  }
}
