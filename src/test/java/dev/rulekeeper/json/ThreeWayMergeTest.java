package dev.rulekeeper.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
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

  @Test
  void a_field_removed_on_one_side_and_edited_on_the_other_is_a_conflict() {
    ThreeWayMerge.Merged merged = merge("{'a':1,'b':1}", "{'b':1}", "{'a':2,'b':1}");
    assertThat(merged.conflicts()).extracting(c -> c.at().toString()).containsExactly("/a");
    assertThat(merged.conflicts().get(0).ours().isMissingNode()).isTrue();
    assertThat(merged.tree()).as("our side stays").isEqualTo(json("{'b':1}"));
  }

  @Test
  void a_field_that_both_sides_added_is_merged_where_it_is_an_object() {
    assertMerges("{}", "{'a':{'x':1}}", "{'a':{'y':2}}", "{'a':{'x':1,'y':2}}");
    assertThat(merge("{}", "{'a':1}", "{'a':2}").conflicts()).hasSize(1);
    assertThat(merge("{}", "{'a':[1]}", "{'a':[2]}").conflicts()).hasSize(1);
  }

  @Test
  void our_order_of_fields_stays_and_theirs_come_last() {
    JsonNode merged = merge("{'a':1}", "{'z':1,'a':1}", "{'y':1,'a':1,'b':1}").tree();
    assertThat(ExactJson.write(merged)).isEqualTo("{\"z\":1,\"a\":1,\"y\":1,\"b\":1}");
  }

  @Test
  void a_component_that_both_added_is_there_once() {
    assertMerges(
        "[{'type':'a'}]",
        "[{'type':'a'},{'type':'b'},{'type':'c'}]",
        "[{'type':'a'},{'type':'b'}]",
        "[{'type':'a'},{'type':'b'},{'type':'c'}]");
  }

  @Test
  void different_components_at_one_place_are_both_kept_ours_after_theirs() {
    assertMerges(
        "[{'type':'a'}]",
        "[{'type':'a'},{'type':'b'}]",
        "[{'type':'a'},{'type':'c'}]",
        "[{'type':'a'},{'type':'c'},{'type':'b'}]");
  }

  @Test
  void one_side_may_move_components_while_the_other_edits_them() {
    String base = "[{'type':'a','v':[1,2,3]},{'type':'b'},{'type':'c'}]";
    String moved = "[{'type':'b'},{'type':'c'},{'type':'a','v':[1,2,3]}]";
    String edited = "[{'type':'a','v':[1,2,4]},{'type':'b'},{'type':'c'}]";
    String both = "[{'type':'b'},{'type':'c'},{'type':'a','v':[1,2,4]}]";
    assertMerges(base, moved, edited, both);
    assertMerges(base, edited, moved, both);
  }

  @Test
  void components_that_both_sides_move_are_a_conflict_at_the_list() {
    ThreeWayMerge.Merged merged =
        merge(
            "{'components':[{'type':'a'},{'type':'b'},{'type':'c'}]}",
            "{'components':[{'type':'b'},{'type':'a'},{'type':'c'}]}",
            "{'components':[{'type':'a'},{'type':'c'},{'type':'b'}]}");
    assertThat(merged.conflicts())
        .extracting(c -> c.at().toString())
        .containsExactly("/components");
  }

  @Test
  void a_component_that_one_side_removed_stays_where_the_other_edited_it_and_is_named() {
    ThreeWayMerge.Merged theirs =
        merge(
            "[{'type':'a','v':1},{'type':'b'}]",
            "[{'type':'b'}]",
            "[{'type':'a','v':2},{'type':'b'}]");
    assertThat(theirs.conflicts()).extracting(c -> c.at().toString()).containsExactly("/0");
    assertThat(theirs.tree()).as("our side stays").isEqualTo(json("[{'type':'b'}]"));
    ThreeWayMerge.Merged ours =
        merge(
            "[{'type':'a','v':1},{'type':'b'}]",
            "[{'type':'a','v':2},{'type':'b'}]",
            "[{'type':'b'}]");
    assertThat(ours.conflicts()).extracting(c -> c.at().toString()).containsExactly("/0");
    assertThat(ours.tree()).isEqualTo(json("[{'type':'a','v':2},{'type':'b'}]"));
  }

  @Test
  void two_kinds_of_value_at_one_place_are_a_conflict() {
    assertThat(merge("{'a':1}", "{'a':[1]}", "{'a':{'b':1}}").conflicts()).hasSize(1);
    assertThat(merge("{'a':1}", "{'a':{'c':1}}", "{'a':{'b':1}}").conflicts()).hasSize(1);
  }

  @Property(seed = Draws.SEED, tries = 300)
  void the_same_edit_on_both_sides_is_that_edit(
      @ForAll("trees") JsonNode base, @ForAll("trees") JsonNode edited) {
    ThreeWayMerge.Merged merged = ThreeWayMerge.merge(base, edited, edited);
    assertThat(merged.conflicts()).isEmpty();
    assertThat(merged.tree()).isEqualTo(edited);
  }

  @Property(seed = Draws.SEED, tries = 300)
  void edits_of_different_fields_are_all_kept(
      @ForAll("trees") JsonNode one,
      @ForAll("trees") JsonNode two,
      @ForAll("trees") JsonNode base) {
    JsonNode both = ExactJson.object().<ObjectNode>set("left", base).set("right", base);
    JsonNode left = ExactJson.object().<ObjectNode>set("left", one).set("right", base);
    JsonNode right = ExactJson.object().<ObjectNode>set("left", base).set("right", two);
    ThreeWayMerge.Merged merged = ThreeWayMerge.merge(both, left, right);
    assertThat(merged.conflicts()).isEmpty();
    assertThat(Equality.same(merged.tree().get("left"), one)).isTrue();
    assertThat(Equality.same(merged.tree().get("right"), two)).isTrue();
  }

  @Property(seed = Draws.SEED, tries = 300)
  void to_merge_again_what_was_merged_changes_nothing(
      @ForAll("trees") JsonNode base,
      @ForAll("trees") JsonNode ours,
      @ForAll("trees") JsonNode theirs) {
    ThreeWayMerge.Merged merged = ThreeWayMerge.merge(base, ours, theirs);
    assertThat(ThreeWayMerge.merge(ours, merged.tree(), ours).tree()).isEqualTo(merged.tree());
    if (merged.conflicts().isEmpty() && merged.tree().isObject()) {
      assertThat(ThreeWayMerge.merge(theirs, merged.tree(), theirs).conflicts()).isEmpty();
    }
  }

  @Property(seed = Draws.SEED, tries = 200)
  void a_side_that_did_not_change_takes_the_other(
      @ForAll("trees") JsonNode base, @ForAll("trees") JsonNode edited) {
    assertThat(ThreeWayMerge.merge(base, edited, base).tree()).isEqualTo(edited);
    assertThat(ThreeWayMerge.merge(base, base, edited).tree()).isEqualTo(edited);
    assertThat(ThreeWayMerge.merge(base, base, edited).conflicts()).isEmpty();
  }

  @Property(seed = Draws.SEED, tries = 200)
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
