package dev.rulekeeper.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactEquality;
import dev.rulekeeper.json.ListPairing;
import dev.rulekeeper.json.ListPairing.Pair;
import dev.rulekeeper.yaml.YamlNode.Entry;
import dev.rulekeeper.yaml.YamlNode.Style;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes a text entry by entry: what is equal is copied with its comments and its style, what
 * differs is written anew. The result must be read back by the caller, since texts that use the
 * rarer parts of YAML may come out wrong.
 */
final class YamlRewriter {
  private final YamlSource source;
  private final String text;
  private final StringBuilder out = new StringBuilder();

  private YamlRewriter(YamlSource source) {
    this.source = source;
    this.text = source.text();
  }

  /** The text of {@code source} changed to hold {@code tree}, both block collections. */
  static String rewrite(YamlSource source, JsonNode tree) {
    YamlRewriter rewriter = new YamlRewriter(source);
    rewriter.out.append(source.text(), 0, source.root().start());
    rewriter.collection(source.root(), tree);
    rewriter.out.append(source.tail());
    return rewriter.out.toString();
  }

  /** Whether the entries of {@code node} can be kept where it becomes {@code value}. */
  static boolean canMerge(YamlNode node, JsonNode value) {
    return node.style() == Style.BLOCK
        && node.value().getNodeType() == value.getNodeType()
        && !value.isEmpty();
  }

  /** One entry of the result: an old one that stays or changes, a new one, or one that goes. */
  private record Step(List<Entry> old, String key, List<JsonNode> value) {
    static Step of(Entry old, List<JsonNode> value) {
      return new Step(List.of(old), old.key(), value);
    }

    static Step added(String key, JsonNode value) {
      return new Step(List.of(), key, List.of(value));
    }
  }

  private void collection(YamlNode node, JsonNode value) {
    int indent = node.start() - text.lastIndexOf('\n', node.start() - 1) - 1;
    boolean first = true;
    String kept = "";
    for (Step step : value.isArray() ? items(node, value) : fields(node, value)) {
      String above =
          kept
              + step.old().stream()
                  .filter(entry -> entry.start() > node.start())
                  .map(source::lead)
                  .findFirst()
                  .orElse("");
      if (step.value().isEmpty()) {
        kept = ofOthers(above, indent);
        continue;
      }
      open(above, indent, first);
      first = false;
      kept = "";
      if (step.old().isEmpty()) {
        JsonNode added = step.value().get(0);
        out.append(
            value.isArray()
                ? "-" + YamlWriter.item(added, indent, "")
                : YamlWriter.entry(step.key(), added, indent));
      } else {
        change(step.old().get(0), step.value().get(0), indent, value.isArray());
      }
    }
    out.append(kept);
  }

  /** Of the lines above an entry that goes, those that do not belong to it alone. */
  private static String ofOthers(String above, int indent) {
    int end = 0;
    int lineStart = 0;
    while (lineStart < above.length()) {
      int lineEnd = above.indexOf('\n', lineStart) + 1;
      String line = above.substring(lineStart, lineEnd);
      if (line.isBlank() || line.indexOf('#') > indent) {
        end = lineEnd;
      }
      lineStart = lineEnd;
    }
    String others = above.substring(0, end);
    return others.isBlank() ? "" : others;
  }

  /** Writes the lines above an entry and brings the cursor to its column. */
  private void open(String above, int indent, boolean first) {
    // An empty line below a block that keeps its line breaks would become part of its text.
    boolean afterEmpty = YamlWriter.endsInEmptyLine(out);
    String lines = first || afterEmpty ? above.stripLeading() : above;
    if (!first && out.charAt(out.length() - 1) != '\n') {
      out.append('\n');
    }
    out.append(lines);
    if (!first || !lines.isEmpty()) {
      out.append(" ".repeat(indent));
    }
  }

  private void change(Entry old, JsonNode value, int indent, boolean item) {
    if (ExactEquality.same(old.node().value(), value)) {
      out.append(text, old.start(), source.end(old));
    } else if (canMerge(old.node(), value)) {
      out.append(text, old.start(), old.node().start());
      collection(old.node(), value);
    } else {
      out.append(text, old.start(), old.indicatorEnd());
      String beside = source.comment(old);
      // The name of the old value would be a lie beside the new one.
      String comment = NameComments.isName(beside) ? "" : beside;
      out.append(
          item
              ? YamlWriter.item(value, indent, comment)
              : YamlWriter.value(value, indent, comment));
    }
  }

  /** Old fields in their order, new ones behind the field that they follow in the new tree. */
  private static List<Step> fields(YamlNode node, JsonNode value) {
    Map<String, List<Step>> added = new HashMap<>();
    String before = "";
    List<Step> atFront = new ArrayList<>();
    List<Step> following = atFront;
    for (var field : value.properties()) {
      if (node.value().has(field.getKey())) {
        before = field.getKey();
        following = added.computeIfAbsent(before, key -> new ArrayList<>());
      } else {
        following.add(Step.added(field.getKey(), field.getValue()));
      }
    }
    List<Step> steps = new ArrayList<>(atFront);
    for (Entry old : node.entries()) {
      JsonNode now = value.get(old.key());
      steps.add(Step.of(old, now == null ? List.of() : List.of(now)));
      steps.addAll(added.getOrDefault(old.key(), List.of()));
    }
    return steps;
  }

  private static List<Step> items(YamlNode node, JsonNode value) {
    List<Step> steps = new ArrayList<>();
    for (Pair pair : ListPairing.of(node.value(), value)) {
      List<JsonNode> now = pair.right() < 0 ? List.of() : List.of(value.get(pair.right()));
      steps.add(
          pair.left() < 0
              ? Step.added("", now.get(0))
              : Step.of(node.entries().get(pair.left()), now));
    }
    return steps;
  }
}
