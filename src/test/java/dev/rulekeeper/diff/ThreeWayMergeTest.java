package dev.rulekeeper.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.rule.Equality;
import dev.rulekeeper.rule.ExactJson;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ThreeWayMergeTest {
  @Test
  void edits_of_different_leaves_are_both_kept() {
    assertMerges(
        "{'name':'a','state':'ENABLED'}",
        "{'name':'b','state':'ENABLED'}",
        "{'name':'a','state':'DISABLED'}",
        "{'name':'b','state':'DISABLED'}");
  }

  @Test
  void the_same_edit_on_both_sides_is_no_conflict() {
    assertMerges("{'a':1}", "{'a':2}", "{'a':2}", "{'a':2}");
  }

  @Test
  void two_edits_of_one_leaf_are_a_conflict_that_names_the_place() {
    ThreeWayMerge.Merged merged = merge("{'a':{'b':1}}", "{'a':{'b':2}}", "{'a':{'b':3}}");
    assertThat(merged.conflicts()).hasSize(1);
    assertThat(merged.conflicts().get(0).at().toString()).isEqualTo("/a/b");
    assertThat(merged.tree()).isEqualTo(json("{'a':{'b':2}}"));
  }

  @Test
  void a_component_added_on_each_side_is_kept_from_both() {
    assertMerges(
        "[{'type':'log','value':'1'}]",
        "[{'type':'wait'},{'type':'log','value':'1'}]",
        "[{'type':'log','value':'1'},{'type':'mail'}]",
        "[{'type':'wait'},{'type':'log','value':'1'},{'type':'mail'}]");
  }

  @Test
  void an_edit_inside_a_component_survives_an_insertion_before_it() {
    assertMerges(
        "[{'type':'log','value':'1'}]",
        "[{'type':'wait'},{'type':'log','value':'1'}]",
        "[{'type':'log','value':'2'}]",
        "[{'type':'wait'},{'type':'log','value':'2'}]");
  }

  @Test
  void a_component_removed_on_one_side_and_untouched_on_the_other_is_removed() {
    assertMerges(
        "[{'type':'a'},{'type':'b'}]",
        "[{'type':'b'}]",
        "[{'type':'a'},{'type':'b'}]",
        "[{'type':'b'}]");
    assertMerges(
        "[{'type':'a'},{'type':'b'}]",
        "[{'type':'a'},{'type':'b'}]",
        "[{'type':'b'}]",
        "[{'type':'b'}]");
  }

  @Test
  void a_component_removed_on_one_side_and_edited_on_the_other_is_a_conflict() {
    assertThat(
            merge(
                    "[{'type':'a','value':'x'},{'type':'b'}]",
                    "[{'type':'b'}]",
                    "[{'type':'a','value':'y'},{'type':'b'}]")
                .conflicts())
        .isNotEmpty();
    assertThat(
            merge(
                    "[{'type':'a','value':'x'},{'type':'b'}]",
                    "[{'type':'a','value':'y'},{'type':'b'}]",
                    "[{'type':'b'}]")
                .conflicts())
        .isNotEmpty();
  }

  @Property(tries = 200)
  void a_side_that_did_not_change_takes_the_other(
      @ForAll("trees") JsonNode base, @ForAll("trees") JsonNode edited) {
    assertThat(ThreeWayMerge.merge(base, edited, base).tree()).isEqualTo(edited);
    assertThat(ThreeWayMerge.merge(base, base, edited).tree()).isEqualTo(edited);
    assertThat(ThreeWayMerge.merge(base, base, edited).conflicts()).isEmpty();
  }

  @Property(tries = 200)
  void whether_sides_conflict_does_not_depend_on_which_is_ours(
      @ForAll("trees") JsonNode base,
      @ForAll("trees") JsonNode one,
      @ForAll("trees") JsonNode two) {
    assertThat(ThreeWayMerge.merge(base, one, two).conflicts().isEmpty())
        .isEqualTo(ThreeWayMerge.merge(base, two, one).conflicts().isEmpty());
  }

  @Provide
  Arbitrary<JsonNode> trees() {
    return new TreePatchTest().trees();
  }

  private static void assertMerges(String base, String ours, String theirs, String expected) {
    ThreeWayMerge.Merged merged = merge(base, ours, theirs);
    assertThat(merged.conflicts()).isEmpty();
    assertThat(Equality.same(merged.tree(), json(expected))).as("%s", merged.tree()).isTrue();
  }

  private static ThreeWayMerge.Merged merge(String base, String ours, String theirs) {
    return ThreeWayMerge.merge(json(base), json(ours), json(theirs));
  }

  private static JsonNode json(String text) {
    return ExactJson.read(text.replace('\'', '"'));
  }
}
