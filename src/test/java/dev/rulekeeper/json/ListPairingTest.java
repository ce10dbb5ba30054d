package dev.rulekeeper.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rulekeeper.Draws;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two versions of a list in a file, side by side: {@code 0=1} is one item, {@code -} is none. */
class ListPairingTest {
  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # left                                   | right                                 | pairs
          [1,2]                                    | [1,2]                                 | 0=0 1=1
          [1]                                      | [1,2]                                 | 0=0 -=1
          [1,2]                                    | [2]                                   | 0=- 1=0
          []                                       | [1]                                   | -=0
          [1]                                      | [2]                                   | 0=0
          [1]                                      | ['x']                                 | 0=- -=0
          [1.10]                                   | [1.1]                                 | 0=0
          [1,2,3]                                  | [1,9,3]                               | 0=0 1=1 2=2
          [{'type':'a','v':1},{'type':'b','v':1}]  | [{'type':'b','v':2}]                  | 0=- 1=0
          [{'id':'1','v':1},{'id':'2','v':1}]      | [{'id':'2','v':2}]                    | 0=- 1=0
          [{'name':'p','v':1},{'name':'q','v':1}]  | [{'name':'q','v':2}]                  | 0=- 1=0
          [{'component':'A','v':1},{'component':'B','v':1}] | [{'component':'B','v':2}]    | 0=- 1=0
          [{'type':'a'}]                           | [{'type':'b'},{'type':'a','v':1}]     | -=0 0=1
          [{'v':1},'x']                            | ['x',{'v':1}]                         | 0=- 1=0 -=1
          """)
  void the_pairing_keeps_most(String left, String right, String pairs) {
    assertThat(told(ListPairing.of(json(left), json(right)))).isEqualTo(pairs);
  }

  @Property(seed = Draws.SEED, tries = 500)
  void every_item_of_both_lists_is_in_one_pair_and_in_order(
      @ForAll("lists") ArrayNode left, @ForAll("lists") ArrayNode right) {
    List<ListPairing.Pair> pairs = ListPairing.of(left, right);
    assertThat(pairs.stream().map(ListPairing.Pair::left).filter(i -> i >= 0))
        .containsExactlyElementsOf(upTo(left.size()));
    assertThat(pairs.stream().map(ListPairing.Pair::right).filter(i -> i >= 0))
        .containsExactlyElementsOf(upTo(right.size()));
    assertThat(pairs).doesNotContain(new ListPairing.Pair(-1, -1));
  }

  @Property(seed = Draws.SEED, tries = 200)
  void only_items_of_one_kind_are_paired(
      @ForAll("lists") ArrayNode left, @ForAll("lists") ArrayNode right) {
    for (ListPairing.Pair pair : ListPairing.of(left, right)) {
      if (pair.left() >= 0 && pair.right() >= 0) {
        assertThat(left.get(pair.left()).getNodeType())
            .isEqualTo(right.get(pair.right()).getNodeType());
      }
    }
  }

  @Test
  void lists_of_thousands_are_paired_by_place() {
    ArrayNode left = ExactJson.array();
    ArrayNode right = ExactJson.array();
    for (int i = 0; i < 2_001; i++) {
      left.add("old" + i);
      right.add("new" + i);
    }
    right.add("more");
    List<ListPairing.Pair> pairs = ListPairing.of(left, right);
    assertThat(pairs).hasSize(2_002);
    assertThat(pairs.get(0)).isEqualTo(new ListPairing.Pair(0, 0));
    assertThat(pairs.get(2_001)).isEqualTo(new ListPairing.Pair(-1, 2_001));
    assertThat(ListPairing.of(right, left).get(2_001)).isEqualTo(new ListPairing.Pair(2_001, -1));
  }

  @Provide
  Arbitrary<ArrayNode> lists() {
    return Arbitraries.of(
            "1", "'x'", "'y'", "{'type':'a'}", "{'type':'a','v':1}", "{'id':'1'}", "[]")
        .map(ListPairingTest::json)
        .list()
        .ofMaxSize(6)
        .map(items -> ExactJson.array().addAll(items));
  }

  private static List<Integer> upTo(int size) {
    return IntStream.range(0, size).boxed().toList();
  }

  private static String told(List<ListPairing.Pair> pairs) {
    return pairs.stream()
        .map(pair -> place(pair.left()) + "=" + place(pair.right()))
        .collect(Collectors.joining(" "));
  }

  private static String place(int index) {
    return index < 0 ? "-" : String.valueOf(index);
  }

  private static JsonNode json(String text) {
    return ExactJson.read(text.replace('\'', '"'));
  }
}
