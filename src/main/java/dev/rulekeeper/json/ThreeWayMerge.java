package dev.rulekeeper.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Merges two edits of one tree, leaf by leaf; elements of arrays are aligned, not counted. What
 * only one side changed is taken from that side; what both changed differently is a conflict.
 */
public final class ThreeWayMerge {
  /**
   * One place that both sides changed.
   *
   * @param at where, in our tree (in theirs, where ours has no such place)
   * @param base what it was; missing where it was not there, as for the other two
   */
  public record Conflict(JsonPointer at, JsonNode base, JsonNode ours, JsonNode theirs) {}

  /**
   * What a merge gives.
   *
   * @param tree the merged tree, with our side where there is a conflict
   */
  public record Merged(JsonNode tree, List<Conflict> conflicts) {
    /** Copies the list. */
    public Merged {
      conflicts = List.copyOf(conflicts);
    }
  }

  private static final JsonNode MISSING = MissingNode.getInstance();
  private final List<Conflict> conflicts = new ArrayList<>();

  private ThreeWayMerge() {}

  /** Merges {@code ours} and {@code theirs}, which both come from {@code base}. */
  public static Merged merge(JsonNode base, JsonNode ours, JsonNode theirs) {
    ThreeWayMerge merge = new ThreeWayMerge();
    JsonNode tree = merge.node(base, ours, theirs, JsonPointer.empty());
    return new Merged(tree, merge.conflicts);
  }

  private JsonNode node(JsonNode base, JsonNode ours, JsonNode theirs, JsonPointer at) {
    if (Equality.same(ours, theirs) || Equality.same(base, theirs)) {
      return ours;
    }
    if (Equality.same(base, ours)) {
      return theirs;
    }
    if (ours.isObject() && theirs.isObject() && (base.isObject() || base.isMissingNode())) {
      return objects(base, ours, theirs, at);
    }
    if (ours.isArray() && theirs.isArray() && base.isArray()) {
      return arrays(base, ours, theirs, at);
    }
    conflicts.add(new Conflict(at, base, ours, theirs));
    return ours;
  }

  private JsonNode objects(JsonNode base, JsonNode ours, JsonNode theirs, JsonPointer at) {
    ObjectNode merged = ExactJson.object();
    ours.fieldNames().forEachRemaining(key -> field(merged, key, base, ours, theirs, at));
    theirs
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!ours.has(key)) {
                field(merged, key, base, ours, theirs, at);
              }
            });
    return merged;
  }

  private void field(
      ObjectNode merged,
      String key,
      JsonNode base,
      JsonNode ours,
      JsonNode theirs,
      JsonPointer at) {
    JsonNode value = node(get(base, key), get(ours, key), get(theirs, key), at.appendProperty(key));
    if (!value.isMissingNode()) {
      merged.set(key, value);
    }
  }

  private static JsonNode get(JsonNode object, String key) {
    JsonNode value = object.get(key);
    return value == null ? MISSING : value;
  }

  private JsonNode arrays(JsonNode base, JsonNode ours, JsonNode theirs, JsonPointer at) {
    Alignment toOurs = Alignment.of(base, ours);
    Alignment toTheirs = Alignment.of(base, theirs);
    boolean oursInOrder = inOrder(toOurs, ours.size());
    boolean theirsInOrder = inOrder(toTheirs, theirs.size());
    if (!oursInOrder && !theirsInOrder) {
      conflicts.add(new Conflict(at, base, ours, theirs));
      return ours;
    }
    List<Element> merged = new ArrayList<>();
    boolean leadIsOurs = theirsInOrder;
    JsonNode lead = leadIsOurs ? ours : theirs;
    Alignment leading = leadIsOurs ? toOurs : toTheirs;
    for (int i = 0; i < lead.size(); i++) {
      int origin = leading.before(i);
      JsonNode value = lead.get(i);
      if (origin >= 0) {
        int mine = toOurs.after(origin);
        int other = toTheirs.after(origin);
        value =
            node(
                base.get(origin),
                mine < 0 ? MISSING : ours.get(mine),
                other < 0 ? MISSING : theirs.get(other),
                at.appendIndex(i));
      }
      merged.add(new Element(origin, value));
    }
    JsonNode follow = leadIsOurs ? theirs : ours;
    Alignment following = leadIsOurs ? toTheirs : toOurs;
    insertAdditions(merged, follow, following);
    keepEditedElements(merged, base, ours, theirs, toOurs, toTheirs, leadIsOurs, at);
    ArrayNode tree = ExactJson.array();
    merged.stream().map(Element::value).filter(v -> !v.isMissingNode()).forEach(tree::add);
    return tree;
  }

  private record Element(int origin, JsonNode value) {}

  private static boolean inOrder(Alignment alignment, int size) {
    int last = -1;
    for (int i = 0; i < size; i++) {
      int origin = alignment.before(i);
      if (origin >= 0) {
        if (origin < last) {
          return false;
        }
        last = origin;
      }
    }
    return true;
  }

  /**
   * Puts the elements that the following side added behind the element that precedes them there.
   */
  private static void insertAdditions(List<Element> merged, JsonNode follow, Alignment following) {
    int at = 0;
    for (int i = 0; i < follow.size(); i++) {
      int origin = following.before(i);
      if (origin >= 0) {
        for (int k = 0; k < merged.size(); k++) {
          if (merged.get(k).origin() == origin) {
            at = k + 1;
          }
        }
        continue;
      }
      JsonNode added = follow.get(i);
      boolean addedByBoth =
          merged.stream().anyMatch(e -> e.origin() < 0 && Equality.same(e.value(), added));
      if (!addedByBoth) {
        merged.add(at, new Element(-1, added));
        at++;
      }
    }
  }

  /**
   * An element that the leading side removed while the other edited it is a conflict, not a loss.
   */
  private void keepEditedElements(
      List<Element> merged,
      JsonNode base,
      JsonNode ours,
      JsonNode theirs,
      Alignment toOurs,
      Alignment toTheirs,
      boolean leadIsOurs,
      JsonPointer at) {
    for (int origin = 0; origin < base.size(); origin++) {
      int lead = leadIsOurs ? toOurs.after(origin) : toTheirs.after(origin);
      int follow = leadIsOurs ? toTheirs.after(origin) : toOurs.after(origin);
      if (lead >= 0 || follow < 0) {
        continue;
      }
      JsonNode kept =
          node(
              base.get(origin),
              leadIsOurs ? MISSING : ours.get(follow),
              leadIsOurs ? theirs.get(follow) : MISSING,
              at.appendIndex(follow));
      if (!kept.isMissingNode()) {
        merged.add(Math.min(follow, merged.size()), new Element(origin, kept));
      }
    }
  }
}
