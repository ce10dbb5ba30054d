package dev.rulekeeper.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

  /** One place in its three versions; missing where a version has no such place. */
  private record Versions(JsonNode base, JsonNode ours, JsonNode theirs) {
    Versions at(String key) {
      return new Versions(get(base, key), get(ours, key), get(theirs, key));
    }

    private static JsonNode get(JsonNode object, String key) {
      JsonNode value = object.get(key);
      return value == null ? MISSING : value;
    }
  }

  /** Three versions of an array, and which element of a side was which of the base. */
  private record Arrays(Versions versions, Alignment toOurs, Alignment toTheirs) {
    static Arrays of(Versions versions) {
      return new Arrays(
          versions,
          Alignment.of(versions.base(), versions.ours()),
          Alignment.of(versions.base(), versions.theirs()));
    }

    /** The element that was {@code origin} in the base. */
    Versions element(int origin) {
      return new Versions(
          versions.base().get(origin),
          get(versions.ours(), toOurs.after(origin)),
          get(versions.theirs(), toTheirs.after(origin)));
    }

    private static JsonNode get(JsonNode array, int index) {
      return index < 0 ? MISSING : array.get(index);
    }
  }

  private static final JsonNode MISSING = MissingNode.getInstance();
  private final List<Conflict> conflicts = new ArrayList<>();

  private ThreeWayMerge() {}

  /** Merges {@code ours} and {@code theirs}, which both come from {@code base}. */
  public static Merged merge(JsonNode base, JsonNode ours, JsonNode theirs) {
    ThreeWayMerge merge = new ThreeWayMerge();
    JsonNode tree = merge.node(new Versions(base, ours, theirs), JsonPointer.empty());
    return new Merged(tree, merge.conflicts);
  }

  private JsonNode node(Versions versions, JsonPointer at) {
    JsonNode base = versions.base();
    JsonNode ours = versions.ours();
    JsonNode theirs = versions.theirs();
    if (Equality.same(ours, theirs) || Equality.same(base, theirs)) {
      return ours;
    }
    if (Equality.same(base, ours)) {
      return theirs;
    }
    if (ours.isObject() && theirs.isObject() && (base.isObject() || base.isMissingNode())) {
      return objects(versions, at);
    }
    if (ours.isArray() && theirs.isArray() && base.isArray()) {
      return arrays(Arrays.of(versions), at);
    }
    return conflict(versions, at);
  }

  private JsonNode conflict(Versions versions, JsonPointer at) {
    conflicts.add(new Conflict(at, versions.base(), versions.ours(), versions.theirs()));
    return versions.ours();
  }

  private JsonNode objects(Versions versions, JsonPointer at) {
    Set<String> keys = new LinkedHashSet<>();
    versions.ours().fieldNames().forEachRemaining(keys::add);
    versions.theirs().fieldNames().forEachRemaining(keys::add);
    ObjectNode merged = ExactJson.object();
    for (String key : keys) {
      JsonNode value = node(versions.at(key), at.appendProperty(key));
      if (!value.isMissingNode()) {
        merged.set(key, value);
      }
    }
    return merged;
  }

  private JsonNode arrays(Arrays arrays, JsonPointer at) {
    JsonNode ours = arrays.versions().ours();
    JsonNode theirs = arrays.versions().theirs();
    boolean leadIsOurs = inOrder(arrays.toTheirs(), theirs.size());
    if (!leadIsOurs && !inOrder(arrays.toOurs(), ours.size())) {
      return conflict(arrays.versions(), at);
    }
    JsonNode lead = leadIsOurs ? ours : theirs;
    Alignment leading = leadIsOurs ? arrays.toOurs() : arrays.toTheirs();
    List<Element> merged = new ArrayList<>();
    for (int i = 0; i < lead.size(); i++) {
      int origin = leading.before(i);
      JsonNode value = origin < 0 ? lead.get(i) : node(arrays.element(origin), at.appendIndex(i));
      merged.add(new Element(origin, value));
    }
    JsonNode follow = leadIsOurs ? theirs : ours;
    Alignment following = leadIsOurs ? arrays.toTheirs() : arrays.toOurs();
    insertAdditions(merged, follow, following);
    keepEditedElements(merged, arrays, leading, following, at);
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
      List<Element> merged, Arrays arrays, Alignment leading, Alignment following, JsonPointer at) {
    for (int origin = 0; origin < arrays.versions().base().size(); origin++) {
      int follow = following.after(origin);
      if (leading.after(origin) >= 0 || follow < 0) {
        continue;
      }
      JsonNode kept = node(arrays.element(origin), at.appendIndex(follow));
      if (!kept.isMissingNode()) {
        merged.add(Math.min(follow, merged.size()), new Element(origin, kept));
      }
    }
  }
}
