package dev.rulekeeper.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.json.ExactEquality;
import dev.rulekeeper.json.JsonTrees;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Names of values stand beside them as comments, and change no value. */
class NameCommentsTest {
  private static final Map<String, String> NAMES =
      Map.of("project/1", "SHOP", "10004", "Done", "bad", "a\nb: c\u202Ed # e");

  private static String named(String text) {
    return Yaml.named("x", text, (at, id) -> Optional.ofNullable(NAMES.get(id)));
  }

  @Test
  void a_name_stands_beside_its_value_once_and_is_renewed() {
    String text = "scope: project/1\nlist:\n  - \"10004\"\n  - value: 10004\n  - none\n";
    String named =
        """
        scope: project/1 # = SHOP
        list:
          - "10004" # = Done
          - value: 10004 # = Done
          - none
        """;
    assertThat(named(text)).isEqualTo(named);
    assertThat(named(named)).isEqualTo(named);
    assertThat(named(named.replace("SHOP", "STORE"))).isEqualTo(named);
  }

  @Test
  void what_people_wrote_stays_and_what_has_no_line_of_its_own_gets_no_name() {
    String text =
        """
        scope: project/1 # ours
        flow: [project/1, project/1]
        text: |
          project/1
        key: none # = of something that nobody knows now
        """;
    assertThat(named(text)).isEqualTo(text);
  }

  @Test
  void a_name_cannot_leave_its_comment() {
    assertThat(named("a: bad\n")).isEqualTo("a: bad # = ab: cd # e\n");
  }

  @Test
  void a_changed_value_takes_its_name_along_and_another_stays() {
    String text = "a: project/1 # = SHOP\nb: project/2 # ours\nc: project/3 # = OPS\n";
    ObjectNode tree = (ObjectNode) Yaml.read("x", text);
    tree.put("a", "project/9").put("b", "project/8");
    assertThat(Yaml.rewrite("x", text, tree))
        .isEqualTo("a: project/9\nb: project/8 # ours\nc: project/3 # = OPS\n");
  }

  @Provide
  Arbitrary<JsonNode> trees() {
    return JsonTrees.trees(3);
  }

  @Provide
  Arbitrary<String> names() {
    return JsonTrees.strings();
  }

  @Property(seed = Draws.SEED)
  void no_name_changes_a_tree_and_fmt_keeps_it(
      @ForAll("trees") JsonNode tree, @ForAll("names") String name) {
    String named = Yaml.named("x", Yaml.write(tree), (at, text) -> Optional.of(name));
    assertThat(ExactEquality.same(Yaml.read("x", named), tree)).isTrue();
    assertThat(Yaml.named("x", named, (at, text) -> Optional.of(name))).isEqualTo(named);
    assertThat(Yaml.rewrite("x", named, tree)).isEqualTo(named);
    assertThat(Yaml.format("x", named, tree)).isEqualTo(named);
  }
}
