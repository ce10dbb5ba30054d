package dev.rulekeeper.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What two sequences have in common, in order: Myers' O(ND) difference algorithm, greedy form. */
public final class CommonRuns {
  /** Beyond so many insertions and deletions two texts have nothing to do with each other. */
  private static final int MOST_EDITS = 1_500;

  /** {@code length} equal items, from {@code left} in the one and {@code right} in the other. */
  public record Run(int left, int right, int length) {}

  private CommonRuns() {}

  /** The runs of a longest common subsequence, in order; none where the edits are too many. */
  public static List<Run> of(int[] left, int[] right) {
    var trace = new ArrayList<int[]>();
    int most = Math.min(left.length + right.length, MOST_EDITS);
    for (int edits = 0; edits <= most; edits++) {
      // furthest[diagonal + edits] is how far into left that diagonal comes with so many edits.
      var furthest = new int[2 * edits + 1];
      for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
        int x = edits == 0 ? 0 : step(trace.get(edits - 1), edits, diagonal);
        int y = x - diagonal;
        while (x < left.length && y >= 0 && y < right.length && left[x] == right[y]) {
          x++;
          y++;
        }
        furthest[diagonal + edits] = x;
        if (x >= left.length && y >= right.length) {
          trace.add(furthest);
          return runs(trace, left.length, right.length);
        }
      }
      trace.add(furthest);
    }
    return List.of();
  }

  /** Where the best path with one edit less enters {@code diagonal}. */
  private static int step(int[] before, int edits, int diagonal) {
    int index = diagonal + edits;
    int fromAbove = index < before.length ? before[index] : -1;
    int fromLeft = index >= 2 ? before[index - 2] + 1 : -1;
    return Math.max(fromAbove, fromLeft);
  }

  private static List<Run> runs(List<int[]> trace, int leftEnd, int rightEnd) {
    var runs = new ArrayList<Run>();
    int x = leftEnd;
    int y = rightEnd;
    for (int edits = trace.size() - 1; edits >= 0; edits--) {
      int diagonal = x - y;
      int start = edits == 0 ? 0 : step(trace.get(edits - 1), edits, diagonal);
      if (x > start) {
        runs.add(new Run(start, start - diagonal, x - start));
      }
      if (edits > 0) {
        int[] before = trace.get(edits - 1);
        int index = diagonal + edits;
        boolean above = index < before.length && before[index] == start;
        boolean deleted = !above;
        x = deleted ? start - 1 : start;
        y = deleted ? start - diagonal : start - diagonal - 1;
      }
    }
    Collections.reverse(runs);
    return runs;
  }

  /** The identity of {@code items} as numbers, for {@link #of}. */
  public static int[] numbers(List<?> items, java.util.Map<Object, Integer> numbers) {
    var ids = new int[items.size()];
    Arrays.setAll(ids, i -> numbers.computeIfAbsent(items.get(i), item -> numbers.size()));
    return ids;
  }
}
