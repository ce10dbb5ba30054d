package dev.rulekeeper.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Draws;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommonRunsTest {
  @ParameterizedTest
  @CsvSource({
    "abc,   abc,   0:0+3",
    "abc,   '',    ''",
    "'',    abc,   ''",
    "abc,   xyz,   ''",
    "abc,   abxc,  0:0+2 2:3+1",
    "abxc,  abc,   0:0+2 3:2+1",
    "abc,   xabc,  0:1+3",
    "abcd,  bcdx,  1:0+3",
  })
  void the_runs_are_what_both_have_in_order(String left, String right, String runs) {
    assertThat(
            CommonRuns.of(left.chars().toArray(), right.chars().toArray()).stream()
                .map(run -> run.left() + ":" + run.right() + "+" + run.length())
                .collect(Collectors.joining(" ")))
        .isEqualTo(runs);
  }

  @Property(seed = Draws.SEED, tries = 1000)
  void together_they_are_a_longest_common_subsequence(
      @ForAll @Size(max = 12) List<@IntRange(max = 3) Integer> left,
      @ForAll @Size(max = 12) List<@IntRange(max = 3) Integer> right) {
    List<CommonRuns.Run> runs = CommonRuns.of(ints(left), ints(right));
    int leftEnd = 0;
    int rightEnd = 0;
    int total = 0;
    for (CommonRuns.Run run : runs) {
      assertThat(run.length()).isPositive();
      assertThat(run.left()).isGreaterThanOrEqualTo(leftEnd);
      assertThat(run.right()).isGreaterThanOrEqualTo(rightEnd);
      leftEnd = run.left() + run.length();
      rightEnd = run.right() + run.length();
      total += run.length();
      assertThat(left.subList(run.left(), leftEnd)).isEqualTo(right.subList(run.right(), rightEnd));
    }
    assertThat(total).isEqualTo(longest(left, right));
  }

  /** The length of a longest common subsequence, by the table of the textbooks. */
  private static int longest(List<Integer> left, List<Integer> right) {
    int[][] best = new int[left.size() + 1][right.size() + 1];
    for (int i = 1; i <= left.size(); i++) {
      for (int j = 1; j <= right.size(); j++) {
        best[i][j] =
            left.get(i - 1).equals(right.get(j - 1))
                ? best[i - 1][j - 1] + 1
                : Math.max(best[i - 1][j], best[i][j - 1]);
      }
    }
    return best[left.size()][right.size()];
  }

  @Test
  void texts_that_have_too_little_in_common_have_nothing() {
    int[] left = IntStream.range(0, 751).toArray();
    int[] right = IntStream.range(1_000, 1_750).toArray();
    int[] common = IntStream.of(-1, -2, -3).toArray();
    assertThat(CommonRuns.of(joined(left, common), joined(right, common))).isEmpty();
    int[] shorter = Arrays.copyOf(left, 750);
    assertThat(CommonRuns.of(joined(shorter, common), joined(right, common)))
        .containsExactly(new CommonRuns.Run(750, 750, 3));
  }

  @Test
  void equal_items_have_one_number_in_both_lists() {
    Map<Object, Integer> numbers = new HashMap<>();
    assertThat(CommonRuns.numbers(List.of("a", "b", "a"), numbers)).containsExactly(0, 1, 0);
    assertThat(CommonRuns.numbers(List.of("c", "b"), numbers)).containsExactly(2, 1);
  }

  private static int[] joined(int[] first, int[] second) {
    return IntStream.concat(IntStream.of(first), IntStream.of(second)).toArray();
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
