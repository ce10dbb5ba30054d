package dev.rulekeeper.yaml;

import dev.rulekeeper.yaml.YamlNode.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What people wrote beside a node and inside it, without its values.
 *
 * @param above the lines above the node: comments and empty lines
 * @param beside the comment at the end of its first line, with its {@code #}, or empty
 * @param below the lines below it; only at the end of a document
 */
record YamlComments(
    String above,
    String beside,
    String below,
    Map<String, YamlComments> byKey,
    List<YamlComments> byIndex) {
  /** No comments. */
  static final YamlComments NONE = new YamlComments("", "", "", Map.of(), List.of());

  /** The comments of a whole document. */
  static YamlComments of(YamlSource source) {
    YamlNode root = source.root();
    // Above a collection they belong to its first entry.
    String above = root.entries().isEmpty() ? source.text().substring(0, root.start()) : "";
    return inside(source, root, above, "", source.tail());
  }

  private static YamlComments inside(
      YamlSource source, YamlNode node, String above, String beside, String below) {
    Map<String, YamlComments> byKey = new LinkedHashMap<>();
    List<YamlComments> byIndex = new ArrayList<>();
    for (Entry entry : node.entries()) {
      YamlComments comments =
          inside(source, entry.node(), source.lead(entry), source.comment(entry), "");
      if (node.value().isArray()) {
        byIndex.add(comments);
      } else {
        byKey.put(entry.key(), comments);
      }
    }
    return new YamlComments(above, beside, below, byKey, byIndex);
  }

  /** Those of the value of {@code key}. */
  YamlComments at(String key) {
    return byKey.getOrDefault(key, NONE);
  }

  /** Those of the item at {@code index}. */
  YamlComments at(int index) {
    return index < byIndex.size() ? byIndex.get(index) : NONE;
  }
}
