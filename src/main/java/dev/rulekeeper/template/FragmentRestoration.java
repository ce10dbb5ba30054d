package dev.rulekeeper.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.json.Alignment;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.json.ExactJson;

/** Puts the fragments of a tree back into a tree that was made from what it stands for. */
final class FragmentRestoration {
  private final Fragments fragments;

  FragmentRestoration(Fragments fragments) {
    this.fragments = fragments;
  }

  /**
   * {@code target} as it is to be written.
   *
   * @param own as it was written
   * @param expanded what that stands for, in the same shape
   */
  JsonNode restore(JsonNode own, JsonNode expanded, JsonNode target) {
    if (Equality.same(expanded, target) && !own.isMissingNode()) {
      return own;
    }
    if (target.isObject()) {
      ObjectNode restored = ExactJson.object();
      target
          .properties()
          .forEach(
              e ->
                  restored.set(
                      e.getKey(),
                      restore(own.path(e.getKey()), expanded.path(e.getKey()), e.getValue())));
      return restored;
    }
    if (target.isArray()) {
      return elements(own, expanded.isArray() ? expanded : ExactJson.array(), target);
    }
    return target.isTextual() && own.isTextual()
        ? TextNode.valueOf(fragments.restore(own.textValue(), target.textValue()))
        : target;
  }

  private ArrayNode elements(JsonNode own, JsonNode expanded, JsonNode target) {
    Alignment alignment = Alignment.of(expanded, target);
    ArrayNode restored = ExactJson.array();
    for (int i = 0; i < target.size(); i++) {
      int before = alignment.before(i);
      restored.add(restore(own.path(before), expanded.path(before), target.get(i)));
    }
    return restored;
  }
}
