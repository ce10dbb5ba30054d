package dev.rulekeeper.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.placeholder.PlaceholderException;
import dev.rulekeeper.placeholder.PlaceholderText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One text for texts that differ: with the parameters there are, or with one more in its middle.
 */
final class TextGeneralization {
  /** A shorter value may stand in a text by chance. */
  private static final int SHORTEST_VALUE = 3;

  /** Less in common than this is not worth splitting a text for. */
  private static final int WORTH = 4;

  /** Nor is less than this part of the shortest text. */
  private static final int SHARE = 3;

  /** A text with more differences than this is another text, not the same with other words. */
  private static final int MOST_NEW = 2;

  private final ParameterCollector slots;
  private final List<String> texts;

  TextGeneralization(ParameterCollector slots, List<String> texts) {
    this.slots = slots;
    this.texts = texts;
  }

  /** The leaf of the template; {@code name} is for a parameter that is new. */
  String leaf(String name) {
    return wordByWord(name).orElseGet(() -> aroundOneStretch(name));
  }

  private String aroundOneStretch(String name) {
    List<String> replaced = withKnownParameters();
    String first = replaced.get(0);
    if (replaced.stream().allMatch(first::equals) && givesBack(first, slots.byName())) {
      return first;
    }
    int prefix = prefix();
    int suffix = suffix(prefix);
    if (texts.stream().anyMatch(t -> t.substring(prefix, t.length() - suffix).contains("\n"))) {
      return aroundLines(name, prefix, suffix);
    }
    return around(name, prefix, suffix);
  }

  /** Where lines differ, whole lines are the difference. */
  private String aroundLines(String name, int prefix, int suffix) {
    String first = texts.get(0);
    int lineEnd = first.indexOf('\n', first.length() - suffix);
    return around(
        name, first.lastIndexOf('\n', prefix - 1) + 1, lineEnd < 0 ? 0 : first.length() - lineEnd);
  }

  private String around(String name, int prefix, int suffix) {
    int shortest = texts.stream().mapToInt(String::length).min().orElse(0);
    if (prefix + suffix >= Math.max(WORTH, shortest / SHARE)) {
      List<JsonNode> middles = new ArrayList<>();
      texts.forEach(
          text -> middles.add(TextNode.valueOf(text.substring(prefix, text.length() - suffix))));
      Map<String, List<JsonNode>> trial = new HashMap<>(slots.byName());
      trial.put(name, middles);
      UnaryOperator<String> around =
          tag ->
              texts.get(0).substring(0, prefix)
                  + tag
                  + texts.get(0).substring(texts.get(0).length() - suffix);
      if (givesBack(around.apply(ParameterCollector.tag(name)), trial)) {
        return around.apply(slots.tag(name, middles));
      }
    }
    List<JsonNode> whole = new ArrayList<>();
    texts.forEach(text -> whole.add(TextNode.valueOf(text)));
    return slots.tag(name, whole);
  }

  /** Where all texts have as many words: each run of words that differ is a parameter. */
  private Optional<String> wordByWord(String name) {
    return WordAlignment.of(texts).flatMap(words -> wordByWord(name, words));
  }

  private Optional<String> wordByWord(String name, WordAlignment words) {
    ParameterCollector trial = slots.copy();
    StringBuilder leaf = new StringBuilder();
    boolean common = false;
    int end;
    for (int i = 0; i < words.count(); i = end) {
      end = words.endOfDifference(i);
      if (end == i) {
        common |= isWord(words.common(i), 0);
        leaf.append(words.common(i));
        end++;
        continue;
      }
      while (words.isJoined(end) && !trial.has(words.between(i, end))) {
        end = words.endOfDifference(end + 1);
      }
      leaf.append(trial.tag(name, words.between(i, end)));
    }
    if (!common
        || trial.byName().size() > slots.byName().size() + MOST_NEW
        || !givesBack(leaf.toString(), trial.byName())) {
      return Optional.empty();
    }
    slots.take(trial);
    return Optional.of(leaf.toString());
  }

  private List<String> withKnownParameters() {
    List<String> replaced = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      for (Map.Entry<String, List<JsonNode>> slot : slots.byName().entrySet()) {
        JsonNode value = slot.getValue().get(i);
        if (value.isTextual() && value.textValue().length() >= SHORTEST_VALUE) {
          text =
              Pattern.compile(
                      "(?<![\\p{Alnum}<:])" + Pattern.quote(value.textValue()) + "(?!\\p{Alnum})")
                  .matcher(text)
                  .replaceAll(Matcher.quoteReplacement(ParameterCollector.tag(slot.getKey())));
        }
      }
      replaced.add(text);
    }
    return replaced;
  }

  /** Whether {@code leaf} becomes each of the texts, whatever tags are in them. */
  private boolean givesBack(String leaf, Map<String, List<JsonNode>> slots) {
    try {
      PlaceholderText.parse(leaf);
      for (int i = 0; i < texts.size(); i++) {
        Map<String, JsonNode> values = new HashMap<>();
        int rule = i;
        slots.forEach((name, all) -> values.put(name, all.get(rule)));
        values.values().removeIf(value -> !value.isTextual());
        for (JsonNode value : values.values()) {
          PlaceholderText.parse(value.textValue());
        }
        if (!ParameterBinding.fill(PlaceholderText.parse(leaf), values)
            .equals(PlaceholderText.parse(texts.get(i)))) {
          return false;
        }
      }
      return true;
    } catch (PlaceholderException e) {
      // The cut went through a tag.
      return false;
    }
  }

  /** How many characters all texts begin with, whole words and tags only. */
  private int prefix() {
    String first = texts.get(0);
    int length = texts.stream().mapToInt(String::length).min().orElse(0);
    for (String text : texts) {
      int i = 0;
      while (i < length && text.charAt(i) == first.charAt(i)) {
        i++;
      }
      length = i;
    }
    while (length > 0 && !isBoundary(length)) {
      length--;
    }
    return length;
  }

  private boolean isBoundary(int at) {
    return !isInside("<<", ">>", at)
        && !isInside("{{", "}}", at)
        && texts.stream()
            .noneMatch(text -> at < text.length() && isWord(text, at - 1) && isWord(text, at));
  }

  /** Whether {@code at} of the first text lies between these two, or in one of them. */
  private boolean isInside(String open, String close, int at) {
    int start = texts.get(0).lastIndexOf(open, at - 1);
    return start >= 0 && texts.get(0).indexOf(close, start) + 1 >= at;
  }

  /** How many characters all texts end with behind the first {@code prefix}. */
  private int suffix(int prefix) {
    String first = texts.get(0);
    int length = texts.stream().mapToInt(String::length).min().orElse(0) - prefix;
    for (String text : texts) {
      int i = 0;
      while (i < length
          && text.charAt(text.length() - 1 - i) == first.charAt(first.length() - 1 - i)) {
        i++;
      }
      length = i;
    }
    while (length > 0 && !isBoundaryFromEnd(length)) {
      length--;
    }
    return length;
  }

  private boolean isBoundaryFromEnd(int length) {
    String suffix = texts.get(0).substring(texts.get(0).length() - length);
    return !beginsInside("<<", ">>", suffix)
        && !beginsInside("{{", "}}", suffix)
        && texts.stream()
            .noneMatch(
                text -> {
                  int at = text.length() - length;
                  return at > 0 && isWord(text, at - 1) && isWord(text, at);
                });
  }

  private static boolean beginsInside(String open, String close, String suffix) {
    int end = suffix.indexOf(close);
    int start = suffix.indexOf(open);
    return end >= 0 && (start < 0 || end < start);
  }

  private static boolean isWord(String text, int at) {
    return Character.isLetterOrDigit(text.charAt(at));
  }
}
