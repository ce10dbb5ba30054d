package dev.rulekeeper.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.rule.Equality;
import dev.rulekeeper.rule.ExactJson;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

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

  @Property(tries = 300)
  void applying_the_patch_gives_the_other_tree(
      @ForAll("trees") JsonNode before, @ForAll("trees") JsonNode after) {
    JsonNode patched = TreePatch.apply(TreePatch.between(before, after), before);
    assertThat(Equality.same(patched, after)).isTrue();
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
