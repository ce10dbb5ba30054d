package dev.rulekeeper.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets whose value is a word that people write all the time. To replace it wherever it stands
 * would fill ordinary texts with placeholders, so only the places of credentials count for it. The
 * same holds for a word that stands where no placeholder can, such as {@code jenkins} as the
 * password of a user of that name on a host of that name: no export could ever be without it.
 *
 * @param texts in how many texts each of them stands
 * @param fixed those that stand in names of keys, hosts, rules or secrets
 */
record OrdinaryWordSecrets(Map<SecretName, Integer> texts, Set<SecretName> fixed) {
  private static final int COMMON = 100;
  private static final String ADVICE =
      ": it is replaced where credentials stand and nowhere else; give the secret a value that "
          + "nobody writes by chance";

  /** What generators of tokens and passwords do not make: letters in words. */
  private static final Pattern WORDS = Pattern.compile("\\A\\p{L}++(?:[ _.-]\\p{L}++){0,5}");

  /** A text of several words, in which a word is no credential. */
  private static final Pattern PROSE = Pattern.compile("(?s)\\A(?:\\S{1,200}+\\s++){3}\\S.*");

  /** Fields that hold the name of a header, of a field of an issue, of a component. */
  private static final List<String> NAMES =
      List.of("type", "name", "key", "fieldId", "propertyKey");

  private static final Pattern HOST =
      Pattern.compile("://(?:[^/@\\s]{0,1000}@)?([^/?#@\\s]{1,255})");

  /**
   * Those of {@code secrets} that are common in {@code rules}, the rules of a site in clear, or
   * part of {@code names}, the names of all secrets.
   */
  static OrdinaryWordSecrets of(SecretMap secrets, Collection<Rule> rules, Set<SecretName> names) {
    Map<SecretName, String> words = new TreeMap<>();
    for (SecretName name : secrets.names()) {
      String value = secrets.value(name).orElseThrow().reveal();
      if (WORDS.matcher(value).matches()) {
        words.put(name, value);
      }
    }
    if (words.isEmpty()) {
      return new OrdinaryWordSecrets(Map.of(), Set.of());
    }
    Map<SecretName, Integer> texts = new TreeMap<>();
    Set<String> fixed = new HashSet<>();
    names.forEach(name -> fixed.add(name.value()));
    for (Rule rule : rules) {
      Leaves.forEachText(
          rule.fields(),
          text -> {
            count(text, words, texts);
            addHosts(text, fixed);
          });
      addKeys(rule.fields(), fixed);
      // The file of a rule is named after it.
      fixed.add(rule.fields().path("name").asText().toLowerCase(Locale.ROOT));
    }
    texts.values().removeIf(count -> count < COMMON);
    words.values().removeIf(word -> fixed.stream().noneMatch(name -> name.contains(word)));
    words.keySet().removeAll(texts.keySet());
    return new OrdinaryWordSecrets(texts, words.keySet());
  }

  /** {@code older}, values with a name of each, without those that are ordinary words. */
  static Map<SecretValue, SecretName> without(
      Map<SecretValue, SecretName> older, Collection<Rule> rules, Set<SecretName> names) {
    Map<SecretValue, SecretName> left = new LinkedHashMap<>(older);
    left.keySet()
        .removeIf(
            value -> {
              SecretMap alone = SecretMap.of(Map.of(new SecretName("older"), value));
              return WORDS.matcher(value.reveal()).matches()
                  && of(alone, rules, names).removedFrom(alone).names().isEmpty();
            });
    return left;
  }

  private static void addHosts(String text, Set<String> fixed) {
    Matcher host = HOST.matcher(text);
    while (host.find()) {
      fixed.add(host.group(1));
    }
  }

  private static void addKeys(JsonNode node, Set<String> fixed) {
    node.fieldNames().forEachRemaining(fixed::add);
    for (String named : NAMES) {
      if (node.path(named).isTextual()) {
        fixed.add(node.path(named).textValue());
      }
    }
    node.forEach(inner -> addKeys(inner, fixed));
  }

  private static void count(
      String text, Map<SecretName, String> words, Map<SecretName, Integer> texts) {
    words.forEach(
        (name, word) -> {
          if (text.contains(word) && PROSE.matcher(text).matches()) {
            texts.merge(name, 1, Integer::sum);
          }
        });
  }

  /** These and those of {@code others}. */
  OrdinaryWordSecrets with(OrdinaryWordSecrets others) {
    Map<SecretName, Integer> all = new TreeMap<>(texts);
    all.putAll(others.texts());
    Set<SecretName> both = new TreeSet<>(fixed);
    both.addAll(others.fixed());
    both.removeAll(all.keySet());
    return new OrdinaryWordSecrets(all, both);
  }

  /** {@code secrets} without these. */
  SecretMap removedFrom(SecretMap secrets) {
    Set<SecretName> all = new TreeSet<>(fixed);
    all.addAll(texts.keySet());
    return secrets.without(all);
  }

  /** One sentence for each. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    texts.forEach(
        (name, count) ->
            warnings.add(
                "the value of "
                    + name
                    + " is an ordinary word that stands in "
                    + count
                    + " texts"
                    + ADVICE));
    fixed.forEach(
        name ->
            warnings.add(
                "the value of "
                    + name
                    + " is an ordinary word that stands in names of hosts, keys, rules or secrets"
                    + ADVICE));
    return warnings;
  }
}
