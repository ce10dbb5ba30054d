package dev.rulekeeper.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which elements of one array are the elements of another: by content first, then by what they are
 * (the component type, the header name), in order where possible and across a move where not.
 * Indexes say little in a rule, since one inserted component shifts all that follow. Of arrays with
 * thousands of elements only the equal ones at both ends are aligned.
 */
public final class Alignment {
  private static final double ALIKE = 0.5;

  /** Far more than a rule has; each pair is compared and takes memory. */
  private static final long MOST_PAIRS = 1_000_000;

  private final int[] beforeOfAfter;

  private Alignment(int[] beforeOfAfter) {
    this.beforeOfAfter = beforeOfAfter;
  }

  /** Aligns the elements of {@code after} with those of {@code before}. */
  public static Alignment of(JsonNode before, JsonNode after) {
    Pairing pairing = new Pairing(before, after);
    int head = 0;
    int shorter = Math.min(before.size(), after.size());
    while (head < shorter && Equality.same(before.get(head), after.get(head))) {
      pairing.pair(head, head);
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && Equality.same(
            before.get(before.size() - 1 - tail), after.get(after.size() - 1 - tail))) {
      pairing.pair(before.size() - 1 - tail, after.size() - 1 - tail);
      tail++;
    }
    long pairs = (long) (before.size() - head - tail) * (after.size() - head - tail);
    if (pairs <= MOST_PAIRS) {
      pairing.alignMiddle(head, tail);
      pairing.alignMoved();
    }
    return new Alignment(pairing.match);
  }

  /** The elements of two arrays while they are being paired. */
  private static final class Pairing {
    private final JsonNode before;
    private final JsonNode after;
    private final int[] match;
    private final boolean[] taken;

    Pairing(JsonNode before, JsonNode after) {
      this.before = before;
      this.after = after;
      this.match = new int[after.size()];
      Arrays.fill(match, -1);
      this.taken = new boolean[before.size()];
    }

    void pair(int old, int young) {
      match[young] = old;
      taken[old] = true;
    }

    /** The common subsequence of the greatest total likeness, between what is paired already. */
    void alignMiddle(int head, int tail) {
      int rows = before.size() - head - tail;
      int columns = after.size() - head - tail;
      double[][] likeness = new double[rows][columns];
      double[][] best = new double[rows + 1][columns + 1];
      for (int i = rows - 1; i >= 0; i--) {
        for (int j = columns - 1; j >= 0; j--) {
          likeness[i][j] = likeness(before.get(head + i), after.get(head + j));
          double together = likeness[i][j] > 0 ? likeness[i][j] + best[i + 1][j + 1] : 0;
          best[i][j] = Math.max(together, Math.max(best[i + 1][j], best[i][j + 1]));
        }
      }
      int i = 0;
      int j = 0;
      while (i < rows && j < columns) {
        double here = likeness[i][j];
        if (here > 0 && best[i][j] == here + best[i + 1][j + 1]) {
          pair(head + i, head + j);
          i++;
          j++;
        } else if (best[i][j] == best[i + 1][j]) {
          i++;
        } else {
          j++;
        }
      }
    }

    /** What is left on both sides: equal ones first, then the most alike. */
    void alignMoved() {
      for (double floor : new double[] {1, ALIKE}) {
        for (int j = 0; j < match.length; j++) {
          if (match[j] >= 0 || !after.get(j).isObject()) {
            continue;
          }
          int closest = -1;
          double closeness = 0;
          for (int i = 0; i < taken.length; i++) {
            double likeness = taken[i] ? 0 : likeness(before.get(i), after.get(j));
            if (likeness >= floor && likeness > closeness) {
              closest = i;
              closeness = likeness;
            }
          }
          if (closest >= 0) {
            pair(closest, j);
          }
        }
      }
    }
  }

  /** 1 for equal nodes, 0 for nodes that are different things, between for one thing edited. */
  private static double likeness(JsonNode before, JsonNode after) {
    if (Equality.same(before, after)) {
      return 1;
    }
    if (!before.isObject() || !after.isObject() || !sameKind(before, after)) {
      return 0;
    }
    List<String> left = leaves(before);
    List<String> right = leaves(after);
    int total = left.size() + right.size();
    left.sort(null);
    right.sort(null);
    int common = 0;
    for (int i = 0, j = 0; i < left.size() && j < right.size(); ) {
      int order = left.get(i).compareTo(right.get(j));
      if (order == 0) {
        common++;
        i++;
        j++;
      } else if (order < 0) {
        i++;
      } else {
        j++;
      }
    }
    // Of the same kind but otherwise unlike is still a match where order agrees.
    return 0.05 + 0.9 * (total == 0 ? 0 : 2.0 * common / total);
  }

  private static boolean sameKind(JsonNode before, JsonNode after) {
    for (String key : List.of("fieldId", "type", "component", "name")) {
      JsonNode left = before.path(key);
      JsonNode right = after.path(key);
      if (left.isTextual() || right.isTextual()) {
        boolean same =
            key.equals("name")
                ? left.asText().equalsIgnoreCase(right.asText())
                : left.equals(right);
        if (!same) {
          return false;
        }
        if (!key.equals("component")) {
          return true;
        }
      }
    }
    return true;
  }

  private static List<String> leaves(JsonNode node) {
    List<String> found = new ArrayList<>();
    collect(node, "", found);
    return found;
  }

  private static void collect(JsonNode node, String at, List<String> found) {
    if (node.isObject()) {
      node.properties().forEach(e -> collect(e.getValue(), at + "/" + e.getKey(), found));
    } else if (node.isArray()) {
      node.forEach(element -> collect(element, at + "/-", found));
    } else {
      found.add(at + "=" + node);
    }
  }

  /**
   * The index in the first array of element {@code index} of the second, or -1 for a new element.
   */
  public int before(int index) {
    return beforeOfAfter[index];
  }

  /**
   * The index in the second array of element {@code index} of the first, or -1 for a removed one.
   */
  public int after(int index) {
    for (int j = 0; j < beforeOfAfter.length; j++) {
      if (beforeOfAfter[j] == index) {
        return j;
      }
    }
    return -1;
  }
}
