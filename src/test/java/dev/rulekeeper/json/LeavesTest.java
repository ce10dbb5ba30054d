package dev.rulekeeper.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LeavesTest {
  private static final ObjectNode TREE =
      (ObjectNode)
          json("{'b':'one','a':[{'x/y':'two','n':2},['three',true],null],'~':'four','':'five'}");

  @Test
  void texts_are_told_in_the_order_of_the_document_each_with_its_pointer() {
    List<String> told = new ArrayList<>();
    Leaves.forEach(TREE, (at, text) -> told.add(at + " " + text));
    assertThat(told)
        .containsExactly("/b one", "/a/0/x~1y two", "/a/1/0 three", "/~0 four", "/ five");
    List<String> texts = new ArrayList<>();
    Leaves.forEachText(TREE, texts::add);
    assertThat(texts).containsExactly("one", "two", "three", "four", "five");
  }

  @Test
  void a_text_alone_is_at_the_root() {
    List<String> told = new ArrayList<>();
    Leaves.forEach(json("'alone'"), (at, text) -> told.add(at + "=" + text));
    assertThat(told).containsExactly("=alone");
  }

  @Test
  void only_texts_that_are_wanted_are_told_and_changed() {
    List<String> told = new ArrayList<>();
    Leaves.forEach(TREE, text -> text.startsWith("t"), (at, text) -> told.add(text));
    assertThat(told).containsExactly("two", "three");
    assertThat(Leaves.map(TREE, text -> text.startsWith("f"), (at, text) -> "F"))
        .isEqualTo(
            json("{'b':'one','a':[{'x/y':'two','n':2},['three',true],null],'~':'F','':'F'}"));
  }

  @Test
  void a_change_knows_the_place() {
    assertThat(Leaves.map(TREE, (at, text) -> at.toString()))
        .isEqualTo(
            json(
                "{'b':'/b','a':[{'x/y':'/a/0/x~1y','n':2},['/a/1/0',true],null],'~':'/~0','':'/'}"));
    assertThat(Leaves.map((JsonNode) TREE, (at, text) -> at.toString()))
        .isEqualTo(Leaves.map(TREE, (at, text) -> at.toString()));
  }

  @Test
  void keys_keep_their_order_and_the_tree_itself_stays_as_it_is() {
    ObjectNode before = TREE.deepCopy();
    ObjectNode changed = Leaves.mapTexts(TREE, text -> text.toUpperCase(Locale.ROOT));
    assertThat(ExactJson.write(changed))
        .isEqualTo(
            "{\"b\":\"ONE\",\"a\":[{\"x/y\":\"TWO\",\"n\":2},[\"THREE\",true],null],\"~\":\"FOUR\","
                + "\"\":\"FIVE\"}");
    assertThat(TREE).isEqualTo(before);
  }

  @Test
  void what_does_not_change_is_shared() {
    assertThat(Leaves.mapTexts(TREE, text -> text)).isSameAs(TREE);
    assertThat(Leaves.map(TREE, (at, text) -> text)).isSameAs(TREE);
    ObjectNode changed = Leaves.mapTexts(TREE, text -> text.equals("one") ? "1" : text);
    assertThat(changed).isNotSameAs(TREE);
    assertThat(changed.get("a")).isSameAs(TREE.get("a"));
    ObjectNode deep = Leaves.map(TREE, (at, text) -> text.equals("three") ? "3" : text);
    assertThat(deep.at("/a/0")).isSameAs(TREE.at("/a/0"));
  }

  @Property(seed = Draws.SEED, tries = 300)
  void a_pointer_leads_to_its_text(@ForAll("trees") JsonNode tree) {
    Leaves.forEach(tree, (at, text) -> assertThat(tree.at(at).textValue()).isEqualTo(text));
  }

  @Property(seed = Draws.SEED, tries = 300)
  void both_ways_to_change_texts_give_the_same_tree(@ForAll("trees") JsonNode tree) {
    ObjectNode object = ExactJson.object().set("tree", tree);
    ObjectNode changed = Leaves.map(object, (at, text) -> text + "!");
    assertThat(Leaves.mapTexts(object, text -> text + "!")).isEqualTo(changed);
    assertThat(Leaves.mapTexts(changed, text -> text.substring(0, text.length() - 1)))
        .isEqualTo(object);
  }

  @Provide
  Arbitrary<JsonNode> trees() {
    return JsonTrees.trees(3);
  }

  private static JsonNode json(String text) {
    return ExactJson.read(text.replace('\'', '"'));
  }
}
