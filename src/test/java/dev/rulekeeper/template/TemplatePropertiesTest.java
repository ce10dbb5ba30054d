package dev.rulekeeper.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.JsonTrees;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.RuleTrees;
import dev.rulekeeper.template.RuleGeneralization.Extracted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** The laws of templates, for rules of any shape. */
class TemplatePropertiesTest {
  private static final RuleTemplates FRAGMENTS =
      new RuleTemplates(
          Map.of(), new Fragments(Map.of("sign", PlaceholderText.parse("Bye, <<secret:x>>"))));

  @Property(seed = Draws.SEED, tries = 60, shrinking = ShrinkingMode.OFF)
  void what_is_extracted_stands_for_the_same_rules(@ForAll("alike") List<ObjectNode> rules) {
    Extracted extracted = RuleGeneralization.of("family", rules, FRAGMENTS);
    RuleTemplates families = families(extracted);
    for (int i = 0; i < rules.size(); i++) {
      assertSame(families.expand(extracted.instances().get(i)), FRAGMENTS.expand(rules.get(i)));
    }
  }

  @Property(seed = Draws.SEED, tries = 25, shrinking = ShrinkingMode.OFF)
  void expanding_gives_the_same_every_time(@ForAll("alike") List<ObjectNode> rules) {
    Extracted extracted = RuleGeneralization.of("family", rules, FRAGMENTS);
    for (ObjectNode instance : extracted.instances()) {
      assertThat(ExactJson.write(families(extracted).expand(instance)))
          .isEqualTo(ExactJson.write(families(extracted).expand(instance)));
    }
    assertThat(RuleGeneralization.of("family", rules, FRAGMENTS)).isEqualTo(extracted);
  }

  @Property(seed = Draws.SEED, tries = 25, shrinking = ShrinkingMode.OFF)
  void what_stands_for_the_rule_already_is_left_as_it_is(@ForAll("alike") List<ObjectNode> rules) {
    Extracted extracted = RuleGeneralization.of("family", rules, FRAGMENTS);
    RuleTemplates families = families(extracted);
    for (ObjectNode instance : extracted.instances()) {
      assertThat(families.fold(instance, families.expand(instance))).isEqualTo(instance);
    }
    for (ObjectNode rule : rules) {
      assertThat(FRAGMENTS.fold(rule, FRAGMENTS.expand(rule))).isEqualTo(rule);
    }
  }

  @Property(seed = Draws.SEED, tries = 60, shrinking = ShrinkingMode.OFF)
  void an_instance_can_be_made_to_stand_for_any_edit(
      @ForAll("alike") List<ObjectNode> rules, @ForAll("alike") List<ObjectNode> edited) {
    Extracted extracted = RuleGeneralization.of("family", rules, FRAGMENTS);
    RuleTemplates families = families(extracted);
    ObjectNode instance = extracted.instances().get(0);
    for (ObjectNode edit : List.of(rules.get(1), edited.get(0))) {
      ObjectNode target = FRAGMENTS.expand(edit).deepCopy();
      target.set("id", instance.path("id"));
      ObjectNode folded = families.fold(instance, target);
      assertSame(families.expand(folded), target);
      assertThat(RuleTemplates.templateOf(folded)).contains("family");
      assertThat(families.fold(folded, target)).isEqualTo(folded);
    }
  }

  @Property(seed = Draws.SEED, tries = 25, shrinking = ShrinkingMode.OFF)
  void every_leaf_has_a_place_in_its_files(@ForAll("alike") List<ObjectNode> rules) {
    Extracted extracted = RuleGeneralization.of("family", rules, FRAGMENTS);
    RuleTemplates families = families(extracted);
    for (ObjectNode instance : extracted.instances()) {
      Leaves.forEach(
          families.expand(instance),
          (at, text) -> {
            String pointer = at.toString();
            if ((pointer + "/").contains("//") || pointer.indexOf(0) >= 0) {
              // Jackson's pointers lose an empty key when they are joined; NUL is our delimiter.
              return;
            }
            for (TemplateLocation place : families.places(instance, at)) {
              JsonNode file = place.template().isPresent() ? extracted.template() : instance;
              assertThat(file.at(place.at()).isMissingNode()).as("%s at %s", place, at).isFalse();
            }
          });
    }
  }

  private static RuleTemplates families(Extracted extracted) {
    return FRAGMENTS.with(RuleTemplate.read("family", extracted.template(), FRAGMENTS.fragments()));
  }

  private static void assertSame(JsonNode actual, JsonNode expected) {
    assertThat(Equality.same(actual, expected))
        .as("%s%nis%n%s", ExactJson.writePretty(actual), ExactJson.writePretty(expected))
        .isTrue();
  }

  /** A rule as a file has it, and one to three others that differ from it in some leaves. */
  @Provide
  Arbitrary<List<ObjectNode>> alike() {
    Arbitrary<ObjectNode> rules =
        RuleTrees.asSent()
            .map(rule -> FileForm.of(rule, RuleTrees.CLOUD).fields())
            .map(TemplatePropertiesTest::asWritten);
    return Combinators.combine(rules, rules, Arbitraries.longs().list().ofMinSize(1).ofMaxSize(3))
        .as(
            (model, other, seeds) -> {
              List<ObjectNode> alike = new ArrayList<>(List.of(model));
              seeds.forEach(seed -> alike.add(edited(model, other, seed)));
              return alike;
            });
  }

  /** Every text as a file holds it, some with a tag. */
  private static ObjectNode asWritten(ObjectNode fields) {
    return Leaves.map(
        fields,
        (at, text) -> {
          String source = PlaceholderText.literal(text).source();
          if (at.toString().equals("/id")) {
            return source;
          }
          return switch (Math.floorMod(text.hashCode(), 4)) {
            case 0 -> source.endsWith("<") ? source : source + "<<secret:key>> of <<var:host>>";
            case 1 -> source.endsWith("<") ? source : source + " <<>sign>>";
            default -> source;
          };
        });
  }

  /** {@code model} with some texts edited, a field of {@code other}, or its components. */
  private static ObjectNode edited(ObjectNode model, ObjectNode other, long seed) {
    ObjectNode edited =
        Leaves.map(
            model,
            (at, text) ->
                !at.toString().equals("/id") && Math.floorMod(at.hashCode() + seed, 5) == 0
                    ? "team " + seed + text
                    : text);
    if (seed % 3 == 0) {
      edited.set("components", other.path("components"));
    }
    if (seed % 2 == 0) {
      edited.set("labels", TextNode.valueOf("x"));
    }
    if (seed % 5 == 0) {
      edited.remove("description");
    }
    return edited;
  }

  @Property(seed = Draws.SEED, tries = 300)
  void a_literal_text_survives_parameters_around_it(@ForAll("texts") String text) {
    String source = PlaceholderText.literal(text).source();
    ObjectNode template = ExactJson.object();
    template.putObject("parameters").putObject("p");
    template.putObject("rule").put("name", "<<param:p>>").put("a", "(<<param:p>>)");
    RuleTemplates families =
        RuleTemplates.NONE.with(RuleTemplate.read("t", template, RuleTemplates.NONE.fragments()));
    ObjectNode instance = ExactJson.object().put("id", "1").put("template", "t");
    instance.putObject("with").put("p", source);
    ObjectNode rule = families.expand(instance);
    assertThat(PlaceholderText.parse(rule.path("a").asText()))
        .isEqualTo(PlaceholderText.literal("(" + text + ")"));
    assertThat(rule.path("name").asText()).isEqualTo(source);
  }

  @Provide
  Arbitrary<String> texts() {
    return JsonTrees.strings();
  }
}
