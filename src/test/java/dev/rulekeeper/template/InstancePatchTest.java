package dev.rulekeeper.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.JsonTrees;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstancePatchTest {
  private static final JsonNode RULE =
      json("{'name':'A','labels':['x'],'components':[{'type':'log','value':'one'}]}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # the patch                                         | places, what is wrong, what to do
          [{'op':'remove','path':'/state'}]                   | rule/patch/0, page/rule: the patch no longer applies: operation 1, remove /state: there is no such place -> the nearest place that is there is the rule itself: correct the operation, or remove it
          [{'op':'replace','path':'/components/3/value','value':1}] | rule/patch/0, page/rule/components: the patch no longer applies: operation 1, replace /components/3/value: there is no such place -> the nearest place that is there is '/components': correct the operation, or remove it
          [{'op':'test','path':'/name','value':'B'}]          | rule/patch/0, page/rule/name: the patch no longer applies: operation 1, test /name: the value there is another one -> the template was changed at this place: correct the operation, or remove it
          [{'op':'remove','path':'/name'},{'op':'remove','path':'/name'}] | rule/patch/1, page/rule: the patch no longer applies: operation 2, remove /name: there is no such place -> the nearest place that is there is the rule itself: correct the operation, or remove it
          [{'op':'move','path':'/x','from':'/y'}]             | rule/patch/0, page/rule: the patch no longer applies: operation 1, move /x from /y: there is no such place -> the nearest place that is there is the rule itself: correct the operation, or remove it
          [{'op':'put','path':'/name','value':1}]             | rule/patch/0, page/rule/name: the patch: operation 1, put /name: not an RFC 6902 operation -> op is one of add, remove, replace, move, copy, test
          [{'path':'/name'}]                                  | rule/patch/0, page/rule/name: the patch: operation 1, ? /name: not an RFC 6902 operation -> op is one of add, remove, replace, move, copy, test
          """)
  void an_operation_that_does_not_apply_names_the_nearest_place(String patch, String problem) {
    assertThat(
            TemplateSamples.problems(
                () -> InstancePatch.apply((ArrayNode) json(patch), RULE, "page")))
        .containsExactly(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # the rule after                                                                         | operations  | of them changes
          {'name':'A','labels':['x'],'components':[{'type':'log','value':'one'}]}                  | []          | 0
          {'name':'B','labels':['x'],'components':[{'type':'log','value':'one'}]}                  | [replace]   | 1
          {'name':'A','labels':['x'],'components':[{'type':'log','value':'two'}]}                  | [test, replace] | 1
          {'name':'A','labels':[],'components':[{'type':'log','value':'one'}]}                     | [test, remove]  | 1
          {'name':'A','labels':['x','y'],'components':[{'type':'log','value':'one'}]}              | [add]       | 1
          {'labels':['x'],'components':[{'type':'log','value':'one'}]}                             | [remove]    | 1
          """)
  void only_inside_of_lists_an_operation_says_what_it_expects(
      String after, String operations, int changes) {
    ArrayNode patch = InstancePatch.between(RULE, json(after));
    assertThat(patch.findValuesAsText("op")).hasToString(operations);
    assertThat(InstancePatch.count(patch)).isEqualTo(changes);
  }

  @Property(seed = Draws.SEED, tries = 200)
  void a_patch_makes_the_one_rule_of_the_other(
      @ForAll("trees") JsonNode before, @ForAll("trees") JsonNode after) {
    JsonNode patched = InstancePatch.apply(InstancePatch.between(before, after), before, "page");
    assertThat(Equality.same(patched, after)).isTrue();
  }

  @Provide
  Arbitrary<JsonNode> trees() {
    return JsonTrees.trees(2);
  }

  private static JsonNode json(String text) {
    return ExactJson.read(text.replace('\'', '"'));
  }
}
