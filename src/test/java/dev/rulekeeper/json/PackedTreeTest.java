package dev.rulekeeper.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A packed tree is the tree. */
class PackedTreeTest {
  @Provide
  Arbitrary<JsonNode> trees() {
    return JsonTrees.trees(3);
  }

  @Property(seed = Draws.SEED, tries = 60)
  void what_was_packed_comes_back_to_the_last_digit(@ForAll("trees") JsonNode tree) {
    JsonNode read = ExactJson.read(ExactJson.write(tree));
    PackedTree packed = PackedTree.of(read.deepCopy());
    System.gc();
    assertThat(ExactEquality.same(packed.get(), read)).isTrue();
    assertThat(ExactJson.write(packed.get())).isEqualTo(ExactJson.write(read));
  }

  @Example
  void nothing_of_it_is_shown() {
    ObjectNode tree = ExactJson.object().put("token", "EXAMPLE-of-nobody");
    assertThat(PackedTree.of(tree).toString()).doesNotContain("EXAMPLE");
  }
}
