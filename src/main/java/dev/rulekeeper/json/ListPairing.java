package dev.rulekeeper.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Which items of two lists are the same ones: the pairing, in order, that keeps most. */
public final class ListPairing {
  private static final List<String> MARKS = List.of("component", "type", "id", "name");
  private static final int SAME = 20;

  /** Lists whose product is larger are paired by place: the table would take too much memory. */
  private static final long MAX_TABLE = 4_000_000;

  private ListPairing() {}

  /** The places of one item in both lists; −1 where it is in one only. */
  public record Pair(int left, int right) {}

  /** The pairs for {@code left} and {@code right}, in the order of the result. */
  public static List<Pair> of(JsonNode left, JsonNode right) {
    int head = 0;
    int common = Math.min(left.size(), right.size());
    while (head < common && ExactEquality.same(left.get(head), right.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < common - head
        && ExactEquality.same(
            left.get(left.size() - 1 - tail), right.get(right.size() - 1 - tail))) {
      tail++;
    }
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < head; i++) {
      pairs.add(new Pair(i, i));
    }
    pairs.addAll(between(left, right, head, left.size() - tail, right.size() - tail));
    for (int i = tail; i > 0; i--) {
      pairs.add(new Pair(left.size() - i, right.size() - i));
    }
    return pairs;
  }

  private static List<Pair> asPlaced(int start, int leftEnd, int rightEnd) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = start; i < Math.max(leftEnd, rightEnd); i++) {
      pairs.add(new Pair(i < leftEnd ? i : -1, i < rightEnd ? i : -1));
    }
    return pairs;
  }

  private static List<Pair> between(
      JsonNode left, JsonNode right, int start, int leftEnd, int rightEnd) {
    int rows = leftEnd - start;
    int columns = rightEnd - start;
    if ((long) rows * columns > MAX_TABLE) {
      return asPlaced(start, leftEnd, rightEnd);
    }
    int[][] best = new int[rows + 1][columns + 1];
    int[][] score = new int[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        score[i][j] = score(left.get(start + i), right.get(start + j));
        int paired = score[i][j] == 0 ? 0 : best[i][j] + score[i][j];
        best[i + 1][j + 1] = Math.max(paired, Math.max(best[i][j + 1], best[i + 1][j]));
      }
    }
    Deque<Pair> pairs = new ArrayDeque<>();
    int i = rows;
    int j = columns;
    while (i > 0 || j > 0) {
      if (j > 0 && best[i][j] == best[i][j - 1]) {
        j--;
        pairs.addFirst(new Pair(-1, start + j));
      } else if (i > 0 && best[i][j] == best[i - 1][j]) {
        i--;
        pairs.addFirst(new Pair(start + i, -1));
      } else {
        i--;
        j--;
        pairs.addFirst(new Pair(start + i, start + j));
      }
    }
    return List.copyOf(pairs);
  }

  private static int score(JsonNode left, JsonNode right) {
    if (ExactEquality.same(left, right)) {
      return SAME;
    }
    if (left.getNodeType() != right.getNodeType()) {
      return 0;
    }
    return 1
        + (int)
            MARKS.stream()
                .filter(mark -> left.has(mark) && left.get(mark).equals(right.get(mark)))
                .count();
  }
}
