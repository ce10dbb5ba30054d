package dev.rulekeeper.export;

import dev.rulekeeper.rule.Leaves;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Secrets whose value is a word that people write all the time. To replace it wherever it stands
 * would fill ordinary texts with placeholders, so only the places of credentials count for it.
 *
 * @param texts in how many texts each of them stands
 */
record CommonWords(Map<SecretName, Integer> texts) {
  private static final int COMMON = 100;

  /** What generators of tokens and passwords do not make: letters in words. */
  private static final Pattern WORDS = Pattern.compile("\\p{L}+(?:[ _.-]\\p{L}+){0,5}");

  /** A text of several words, in which a word is no credential. */
  private static final Pattern PROSE = Pattern.compile("(?s)(?:\\S{1,200}\\s+){3,}\\S.*");

  /** Those of {@code secrets} that are common in {@code rules}, the rules of a site in clear. */
  static CommonWords of(SecretMap secrets, Collection<Rule> rules) {
    Map<SecretName, String> words = new TreeMap<>();
    for (SecretName name : secrets.names()) {
      String value = secrets.value(name).orElseThrow().reveal();
      if (WORDS.matcher(value).matches()) {
        words.put(name, value);
      }
    }
    Map<SecretName, Integer> texts = new TreeMap<>();
    if (!words.isEmpty()) {
      rules.forEach(rule -> Leaves.forEach(rule.fields(), (at, text) -> count(text, words, texts)));
    }
    texts.values().removeIf(count -> count < COMMON);
    return new CommonWords(texts);
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
  CommonWords with(CommonWords others) {
    Map<SecretName, Integer> all = new TreeMap<>(texts);
    all.putAll(others.texts());
    return new CommonWords(all);
  }

  /** {@code secrets} without these. */
  SecretMap removedFrom(SecretMap secrets) {
    return secrets.without(texts.keySet());
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
                    + " texts: it is replaced where credentials stand and nowhere else; give the "
                    + "secret a value that nobody writes by chance"));
    return warnings;
  }
}
