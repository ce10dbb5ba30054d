package dev.rulekeeper.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rulekeeper.Draws;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which element is which. An alignment is told as the place in the first list of each element of
 * the second, {@code -} for a new one.
 */
class AlignmentTest {
  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # before                                  | after                                  | alignment
          []                                        | []                                     | ``
          []                                        | [1,2]                                  | - -
          [1,2,3]                                   | [1,2,3]                                | 0 1 2
          [1,2,3]                                   | [1,3]                                  | 0 2
          [1,3]                                     | [1,2,3]                                | 0 - 1
          [1,2,3]                                   | [0,1,2,3]                              | - 0 1 2
          [1,2,3]                                   | [1,2,3,4]                              | 0 1 2 -
          [1,1,2]                                   | [1,2]                                  | 0 2
          [1,2]                                     | [1,1,2]                                | 0 - 1
          [1,2,3,4]                                 | [2,9,4,1]                              | 1 - 3 -
          [{'type':'a'},{'type':'b'}]               | [{'type':'b'},{'type':'a'}]            | 1 0
          [{'type':'a','v':1}]                      | [{'type':'a','v':2}]                   | 0
          [{'type':'a','v':1}]                      | [{'type':'b','v':1}]                   | -
          [{'type':'a','v':1},{'type':'a','v':2}]   | [{'type':'a','v':2}]                   | 1
          [{'type':'a','v':1},{'type':'a','v':2}]   | [{'type':'a','v':3},{'type':'a','v':2}]| 0 1
          [{'type':'a','v':1,'w':1},{'type':'b'}]   | [{'type':'b'},{'type':'a','v':2,'w':1}]| 1 0
          [{'type':'a','v':1,'w':1},{'type':'b'}]   | [{'type':'b'},{'type':'a','v':2}]      | 1 -
          [{'name':'Key','value':1}]                | [{'name':'KEY','value':2}]             | 0
          [{'name':'Key','value':1}]                | [{'name':'Other','value':1}]           | -
          [{'component':'ACTION','v':1}]            | [{'component':'BRANCH','v':1}]         | -
          [{'component':'ACTION','type':'a','v':1}] | [{'component':'ACTION','type':'b','v':1}] | -
          [{'fieldId':'x','type':'a','v':1}]        | [{'fieldId':'x','type':'b','v':2}]     | 0
          [{'fieldId':'x','type':'a'}]              | [{'fieldId':'y','type':'a'}]           | -
          [{'v':1}]                                 | [{'v':2}]                              | 0
          [{'v':1}]                                 | ['v']                                  | -
          [1,2]                                     | [2,1]                                  | 1 -
          """)
  void an_element_is_known_by_its_content_and_by_what_it_is(
      String before, String after, String alignment) {
    assertThat(aligned(json(before), json(after))).isEqualTo(alignment == null ? "" : alignment);
  }

  @Test
  void of_several_of_one_kind_the_most_alike_is_the_one_that_was_edited() {
    JsonNode before =
        json(
            "[{'type':'log','value':{'text':'one','level':'info','to':'a'}},"
                + "{'type':'log','value':{'text':'two','level':'warn','to':'b'}}]");
    JsonNode after = json("[{'type':'log','value':{'text':'two','level':'warn','to':'c'}}]");
    assertThat(aligned(before, after)).isEqualTo("1");
  }

  @Test
  void one_that_was_moved_and_edited_is_still_the_same() {
    JsonNode before =
        json(
            "[{'type':'mail','value':['a','b','c','d']},{'type':'log','v':1},{'type':'wait','v':2}]");
    JsonNode after =
        json(
            "[{'type':'log','v':1},{'type':'wait','v':2},{'type':'mail','value':['a','b','c','x']}]");
    assertThat(aligned(before, after)).isEqualTo("1 2 0");
  }

  @Test
  void of_thousands_only_what_is_equal_at_both_ends_is_aligned() {
    ArrayNode before = ExactJson.array();
    ArrayNode after = ExactJson.array();
    before.add("head");
    after.add("head");
    for (int i = 0; i < 1_001; i++) {
      before.add("old" + i);
      after.add("new" + i);
    }
    before.add("same").add("tail");
    after.add("same").add("between").add("tail");
    Alignment alignment = Alignment.of(before, after);
    assertThat(alignment.before(0)).isEqualTo(0);
    assertThat(alignment.before(1_004)).isEqualTo(1_003);
    assertThat(alignment.before(1_002)).as("in the middle, although it is equal").isEqualTo(-1);
  }

  @Property(seed = Draws.SEED, tries = 500)
  void no_element_is_two(@ForAll("lists") ArrayNode before, @ForAll("lists") ArrayNode after) {
    Alignment alignment = Alignment.of(before, after);
    List<Integer> used = new ArrayList<>();
    for (int j = 0; j < after.size(); j++) {
      int i = alignment.before(j);
      assertThat(i).isBetween(-1, before.size() - 1);
      if (i >= 0) {
        used.add(i);
        assertThat(alignment.after(i)).isEqualTo(j);
      }
    }
    assertThat(used).doesNotHaveDuplicates();
    for (int i = 0; i < before.size(); i++) {
      assertThat(alignment.after(i) >= 0).isEqualTo(used.contains(i));
    }
  }

  @Property(seed = Draws.SEED, tries = 200)
  void a_list_is_aligned_with_itself_place_by_place(@ForAll("lists") ArrayNode list) {
    for (int i = 0; i < list.size(); i++) {
      assertThat(Alignment.of(list, list).before(i)).isEqualTo(i);
    }
  }

  @Property(seed = Draws.SEED, tries = 300)
  void what_is_left_out_or_put_in_moves_nothing_else(
      @ForAll("distinct") ArrayNode list, @ForAll int at) {
    int place = Math.floorMod(at, list.size());
    ArrayNode shorter = list.deepCopy();
    shorter.remove(place);
    for (int j = 0; j < shorter.size(); j++) {
      assertThat(Alignment.of(list, shorter).before(j)).isEqualTo(j < place ? j : j + 1);
      assertThat(Alignment.of(shorter, list).after(j)).isEqualTo(j < place ? j : j + 1);
    }
    assertThat(Alignment.of(shorter, list).before(place)).isEqualTo(-1);
  }

  @Provide
  Arbitrary<ArrayNode> lists() {
    return Arbitraries.of(
            "1",
            "2",
            "'x'",
            "{'type':'a'}",
            "{'type':'a','v':1}",
            "{'type':'a','v':2,'w':3}",
            "{'type':'b','v':1}",
            "{'name':'N','v':1}",
            "[1]")
        .map(AlignmentTest::json)
        .list()
        .ofMaxSize(6)
        .map(items -> ExactJson.array().addAll(items));
  }

  @Provide
  Arbitrary<ArrayNode> distinct() {
    return Arbitraries.of("'x'", "{'type':'a'}", "{'type':'b','v':1}", "{'name':'N'}", "[1]", "7")
        .map(AlignmentTest::json)
        .set()
        .ofMinSize(1)
        .map(items -> ExactJson.array().addAll(items));
  }

  private static String aligned(JsonNode before, JsonNode after) {
    Alignment alignment = Alignment.of(before, after);
    List<String> places = new ArrayList<>();
    for (int j = 0; j < after.size(); j++) {
      places.add(alignment.before(j) < 0 ? "-" : String.valueOf(alignment.before(j)));
    }
    return String.join(" ", places);
  }

  private static JsonNode json(String text) {
    return ExactJson.read(text.replace('\'', '"'));
  }
}
