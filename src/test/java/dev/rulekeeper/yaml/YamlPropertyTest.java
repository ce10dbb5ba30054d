package dev.rulekeeper.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.json.ExactEquality;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.JsonTrees;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

/** The laws of YAML text and trees. */
class YamlPropertyTest {
  @Provide
  Arbitrary<JsonNode> trees() {
    return JsonTrees.trees(3);
  }

  @Provide
  Arbitrary<JsonNode> objects() {
    return JsonTrees.objects(JsonTrees.trees(2)).filter(tree -> !tree.isEmpty()).map(tree -> tree);
  }

  @Property(seed = Draws.SEED)
  void no_text_is_longer_than_its_bound(@ForAll("trees") JsonNode tree) {
    assertThat((long) Yaml.write(tree).length()).isLessThanOrEqualTo(YamlSize.bound(tree));
    assertThat(YamlSize.bound(tree)).isLessThanOrEqualTo(YamlSize.roughBound(tree));
  }

  @Provide
  Arbitrary<String> strings() {
    return JsonTrees.strings();
  }

  /** Texts that look like YAML, most of them broken. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "a",
            "b",
            ":",
            ": ",
            "- ",
            "\n",
            "\n  ",
            "# c",
            "'",
            "\"",
            "|",
            ">",
            "+",
            "-",
            "2",
            "{",
            "}",
            "[",
            "]",
            ",",
            "? ",
            "&x ",
            "*x",
            "!t ",
            "!<%zz>",
            "%YAML 1.2\n",
            "---",
            "...",
            "\t",
            "\r",
            "\\",
            "\\x4",
            "\\uD83D",
            "\u0000",
            "\uFEFF",
            "é",
            "😀",
            " ",
            "  ",
            "null",
            "1.10")
        .list()
        .ofMaxSize(14)
        .withSizeDistribution(RandomDistribution.uniform())
        .map(parts -> String.join("", parts));
  }

  @Property(seed = Draws.SEED, tries = 300, edgeCases = EdgeCasesMode.NONE)
  void reading_what_was_written_gives_the_same_tree_and_the_same_bytes(
      @ForAll("trees") JsonNode tree) {
    String text = Yaml.write(tree);

    JsonNode read = Yaml.read("x.yaml", text);

    assertThat(ExactEquality.same(read, tree)).as(text).isTrue();
    assertThat(Yaml.write(read)).isEqualTo(text);
  }

  @Property(seed = Draws.SEED, tries = 300, edgeCases = EdgeCasesMode.NONE)
  void a_string_stays_the_same_wherever_it_stands(@ForAll("strings") String string) {
    var tree = ExactJson.object();
    tree.put("k", string);
    tree.putArray("list").add(string).addObject().put("k", string).putArray("l").add(string);
    tree.put("last", string);

    assertThat(Yaml.read("x.yaml", Yaml.write(tree))).isEqualTo(tree);
  }

  @Property(seed = Draws.SEED, tries = 200, edgeCases = EdgeCasesMode.NONE)
  void rewriting_with_the_same_tree_changes_nothing(@ForAll("trees") JsonNode tree) {
    String text = Yaml.write(tree);

    assertThat(Yaml.rewrite("x.yaml", text, tree)).isEqualTo(text);
  }

  @Property(seed = Draws.SEED, tries = 300, edgeCases = EdgeCasesMode.NONE)
  void a_rewritten_text_holds_the_new_tree(
      @ForAll("trees") JsonNode old, @ForAll("trees") JsonNode tree) {
    String text = commented(Yaml.write(old));

    String rewritten = Yaml.rewrite("x.yaml", text, tree);

    assertThat(ExactEquality.same(Yaml.read("x.yaml", rewritten), tree)).as(rewritten).isTrue();
  }

  @Property(seed = Draws.SEED, tries = 300, edgeCases = EdgeCasesMode.NONE)
  void entries_of_what_was_written_can_be_changed_one_by_one(
      @ForAll("objects") JsonNode old, @ForAll("objects") JsonNode tree) {
    YamlSource source = YamlParser.parse("x.yaml", commented(Yaml.write(old)), true);
    Assume.that(YamlRewriter.canMerge(source.root(), tree));

    String rewritten = YamlRewriter.rewrite(source, tree);

    assertThat(ExactEquality.same(Yaml.read("x.yaml", rewritten), tree)).as(rewritten).isTrue();
  }

  /** A comment above each line that begins an entry at the left edge. */
  private static String commented(String text) {
    return text.replaceAll("(?m)^(?=[a-z]+:)", "\n# about\n");
  }

  @Property(seed = Draws.SEED, tries = 300, edgeCases = EdgeCasesMode.NONE)
  void a_text_is_read_or_refused_with_a_line_and_nothing_else_happens(
      @ForAll("texts") String text) {
    try {
      JsonNode tree = Yaml.read("x.yaml", text);
      assertThat(Yaml.rewrite("x.yaml", text, tree)).isEqualTo(text);
      JsonNode changed = ExactJson.object().put("a", "new").set("z", tree);
      assertThat(Yaml.read("x.yaml", Yaml.rewrite("x.yaml", text, changed))).isEqualTo(changed);
      assertThat(Yaml.read("x.yaml", Yaml.format("x.yaml", text, tree))).isEqualTo(tree);
    } catch (InvalidFileException e) {
      assertThat(e.problems().get(0).where()).matches("x\\.yaml:[1-9][0-9]*");
    }
  }
}
