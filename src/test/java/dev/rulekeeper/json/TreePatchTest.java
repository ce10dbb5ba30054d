package dev.rulekeeper.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreePatchTest {
  @Test
  void a_changed_leaf_is_tested_and_replaced() {
    assertThat(patch("{'a':{'b':1}}", "{'a':{'b':2}}"))
        .isEqualTo(
            json(
                "[{'op':'test','path':'/a/b','value':1},{'op':'replace','path':'/a/b','value':2}]"));
  }

  @Test
  void an_inserted_component_is_one_operation() {
    JsonNode patch =
        patch(
            "[{'type':'log','value':'one'},{'type':'log','value':'two'}]",
            "[{'type':'wait','value':0},{'type':'log','value':'one'},{'type':'log','value':'two'}]");
    assertThat(patch)
        .isEqualTo(json("[{'op':'add','path':'/0','value':{'type':'wait','value':0}}]"));
  }

  @Test
  void a_moved_component_is_one_move() {
    JsonNode patch =
        patch(
            "[{'type':'a','value':1},{'type':'b','value':2},{'type':'c','value':3}]",
            "[{'type':'b','value':2},{'type':'c','value':3},{'type':'a','value':1}]");
    assertThat(patch.get(1)).isEqualTo(json("{'op':'move','path':'/2','from':'/0'}"));
    assertThat(patch).hasSize(2);
  }

  @Test
  void an_edited_component_among_others_is_edited_in_place() {
    JsonNode patch =
        patch(
            "[{'type':'log','value':'one'},{'type':'mail','value':{'to':'a','text':'x'}}]",
            "[{'type':'wait'},{'type':'log','value':'one'},{'type':'mail','value':{'to':'a','text':'y'}}]");
    assertThat(patch)
        .isEqualTo(
            json(
                "[{'op':'add','path':'/0','value':{'type':'wait'}},"
                    + "{'op':'test','path':'/2/value/text','value':'x'},"
                    + "{'op':'replace','path':'/2/value/text','value':'y'}]"));
  }

  @Test
  void trees_with_thousands_of_differences_are_patched_by_whole_fields() {
    ObjectNode before = ExactJson.object().put("same", 1).put("gone", 2);
    ObjectNode after = ExactJson.object().put("same", 1).put("a/b", 3);
    ArrayNode olds = before.putArray("labels");
    ArrayNode news = after.putArray("labels");
    for (int i = 0; i < 20_000; i++) {
      olds.add("old" + i);
      news.add("new" + i);
    }
    JsonNode patch = TreePatch.between(before, after);
    assertThat(patch.findValuesAsText("op"))
        .containsExactly("test", "remove", "test", "replace", "add");
    assertThat(TreePatch.apply(patch, before)).isEqualTo(after);
    JsonNode ofLists = TreePatch.between(olds, news);
    assertThat(ofLists.findValuesAsText("op")).containsExactly("test", "replace");
    assertThat(TreePatch.apply(ofLists, olds)).isEqualTo(news);
  }

  @Test
  void trees_that_say_the_same_need_no_patch() {
    assertThat(patch("{'a':1,'b':1.0}", "{'b':1,'a':1}")).isEmpty();
  }

  @Test
  void a_patch_does_not_apply_where_the_tested_value_is_another() {
    JsonNode patch = patch("{'a':'old'}", "{'a':'new'}");
    assertThatExceptionOfType(PatchException.class)
        .isThrownBy(() -> TreePatch.apply(patch, json("{'a':'edited meanwhile'}")))
        .satisfies(e -> assertThat(e.path()).isEqualTo("/a"))
        .withMessageNotContaining("edited meanwhile");
  }

  @Property(seed = Draws.SEED, tries = 300)
  void applying_the_patch_gives_the_other_tree(
      @ForAll("trees") JsonNode before, @ForAll("trees") JsonNode after) {
    JsonNode patched = TreePatch.apply(TreePatch.between(before, after), before);
    assertThat(Equality.same(patched, after)).isTrue();
  }

  @Property(seed = Draws.SEED, tries = 300)
  void whatever_is_taken_away_is_tested_before_and_every_value_is_spelled_out(
      @ForAll("trees") JsonNode before, @ForAll("trees") JsonNode after) {
    ArrayNode patch = TreePatch.between(before, after);
    for (int i = 0; i < patch.size(); i++) {
      JsonNode operation = patch.get(i);
      String op = operation.path("op").asText();
      assertThat(op).isIn("test", "add", "remove", "replace", "move");
      if (op.equals("remove") || op.equals("replace") || op.equals("move")) {
        String from = operation.path(op.equals("move") ? "from" : "path").asText();
        assertThat(patch.get(i - 1).path("op").asText()).isEqualTo("test");
        assertThat(patch.get(i - 1).path("path").asText()).isEqualTo(from);
      }
    }
  }

  @Property(seed = Draws.SEED, tries = 200)
  void components_are_moved_no_more_often_than_needed(@ForAll Random random) {
    List<JsonNode> components = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      components.add(json("{'type':'t%d','value':{'text':'%d','at':%d}}".formatted(i, i, i)));
    }
    JsonNode before = array(components);
    Collections.shuffle(components, random);
    JsonNode after = array(components);
    ArrayNode patch = TreePatch.between(before, after);
    assertThat(TreePatch.apply(patch, before)).isEqualTo(after);
    assertThat(patch.findValuesAsText("op").stream().filter(op -> op.equals("move")))
        .hasSize(7 - longestRun(components));
    assertThat(patch.findValuesAsText("op")).isSubsetOf("move", "test");
  }

  /** How many components are in order already, at most; tried for every subset. */
  private static int longestRun(List<JsonNode> components) {
    int best = 0;
    for (int subset = 0; subset < 1 << components.size(); subset++) {
      int last = -1;
      boolean ordered = true;
      for (int i = 0; i < components.size(); i++) {
        if ((subset >> i & 1) == 1) {
          int at = components.get(i).at("/value/at").asInt();
          ordered &= at > last;
          last = at;
        }
      }
      best = ordered ? Math.max(best, Integer.bitCount(subset)) : best;
    }
    return best;
  }

  @Test
  void a_document_stays_as_it_is_where_a_patch_is_applied() {
    JsonNode before = json("{'a':{'b':[1]}}");
    JsonNode copy = before.deepCopy();
    assertThat(TreePatch.apply(patch("{'a':{'b':[1]}}", "{'a':{'b':[1,2]}}"), before))
        .isEqualTo(json("{'a':{'b':[1,2]}}"));
    assertThat(before).isEqualTo(copy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # the patch                                             | operation | path | reason
          [{'op':'remove','path':'/x'}]                           | 0 | /x   | there is no such place
          [{'op':'replace','path':'/x/y','value':1}]              | 0 | /x/y | there is no such place
          [{'op':'test','path':'/a','value':2}]                   | 0 | /a   | the value there is another one
          [{'op':'add','path':'/b','value':1},{'op':'test','path':'/a','value':2}] | 1 | /a | the value there is another one
          [{'op':'shout','path':'/a'}]                            | 0 | /a   | not an RFC 6902 operation
          [{'op':'add'}]                                          | 0 | ?    | not an RFC 6902 operation
          [7]                                                     | 0 | ?    | not an RFC 6902 operation
          """)
  void what_does_not_apply_is_named_by_its_operation_and_place(
      String patch, int operation, String path, String reason) {
    assertThatExceptionOfType(PatchException.class)
        .isThrownBy(() -> TreePatch.apply(json(patch), json("{'a':1}")))
        .withMessage("operation " + operation + " at " + path + ": " + reason)
        .satisfies(
            e -> {
              assertThat(e.operation()).isEqualTo(operation);
              assertThat(e.path()).isEqualTo(path);
              assertThat(e.reason()).isEqualTo(reason);
            });
  }

  @Provide
  Arbitrary<JsonNode> trees() {
    Arbitrary<JsonNode> leaf =
        Arbitraries.of("1", "2", "1.10", "null", "true", "'x'", "'y'", "{}", "[]")
            .map(TreePatchTest::json);
    return Arbitraries.recursive(
        () -> leaf,
        inner ->
            Arbitraries.oneOf(
                inner.list().ofMaxSize(4).map(TreePatchTest::array),
                Arbitraries.maps(Arbitraries.of("type", "value", "a", "b/c", "~"), inner)
                    .ofMaxSize(4)
                    .map(
                        fields -> {
                          var object = ExactJson.object();
                          fields.forEach(object::set);
                          return object;
                        })),
        3);
  }

  private static JsonNode array(java.util.List<JsonNode> elements) {
    var array = ExactJson.array();
    elements.forEach(array::add);
    return array;
  }

  private static JsonNode patch(String before, String after) {
    return TreePatch.between(json(before), json(after));
  }

  private static JsonNode json(String text) {
    return ExactJson.read(text.replace('\'', '"'));
  }
}
