package dev.rulekeeper.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.json.ExactEquality;
import dev.rulekeeper.json.ExactJson;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A rule of which facts are known, beside the same rule with its tree. */
class RuleTest {
  private static final RuleId ID = RuleId.of("01942462-76da-7349-ba67-16b6650b37a4");

  @Property(seed = Draws.SEED, tries = 200)
  void facts_survive_being_written_and_say_what_the_tree_says(@ForAll("rules") ApiRule sent) {
    Rule rule = FileForm.of(sent, RuleTrees.CLOUD);
    RuleFacts facts = RuleFacts.read(rule.facts().write()).orElseThrow();
    Rule known =
        Rule.known(
            facts,
            () -> {
              throw new AssertionError("the tree is not needed");
            });
    Rule fresh = new Rule(rule.id(), rule.fields());
    assertThat(known.id()).isEqualTo(fresh.id());
    assertThat(known.name()).isEqualTo(fresh.name());
    assertThat(known.state()).isEqualTo(fresh.state());
    assertThat(known.tagged()).containsExactlyElementsOf(fresh.tagged());
    assertThat(known.says(rule)).isTrue();
    assertThat(known).isEqualTo(rule);
  }

  @Property(seed = Draws.SEED, tries = 200)
  void one_digest_is_of_one_tree_to_the_last_digit(
      @ForAll("rules") ApiRule one, @ForAll("rules") ApiRule other) {
    Rule first = FileForm.of(one, RuleTrees.CLOUD);
    Rule second = new Rule(first.id(), FileForm.of(other, RuleTrees.CLOUD).fields());
    if (first.facts().digest().equals(second.facts().digest())) {
      assertThat(ExactEquality.same(first.fields(), second.fields())).isTrue();
    }
    assertThat(first.says(second)).isEqualTo(Equality.same(first.fields(), second.fields()));
  }

  @Provide
  net.jqwik.api.Arbitrary<ApiRule> rules() {
    return RuleTrees.asSent();
  }

  @Example
  void the_order_of_keys_and_the_spelling_of_numbers_count_for_the_digest_only() {
    Rule one = rule("{\"id\": 1, \"value\": 1.10, \"name\": \"A\"}");
    Rule other = rule("{\"name\": \"A\", \"id\": 1, \"value\": 1.1}");
    assertThat(one.facts().digest()).isNotEqualTo(other.facts().digest());
    assertThat(one.says(other)).isTrue();
  }

  @Example
  void a_tree_that_nobody_holds_is_made_again() {
    ObjectNode tree = rule("{\"name\": \"A\"}").fields();
    int[] made = {0};
    Rule rule =
        Rule.known(
            new Rule(ID, tree).facts(),
            () -> {
              made[0]++;
              return tree.deepCopy();
            });
    ObjectNode held = rule.fields();
    assertThat(rule.fields()).isSameAs(held);
    assertThat(made[0]).isEqualTo(1);
  }

  @Example
  void what_is_no_facts_is_not_taken_for_some() {
    assertThat(RuleFacts.read(ExactJson.read("{}"))).isEmpty();
    assertThat(RuleFacts.read(ExactJson.read("[]"))).isEmpty();
    assertThat(RuleFacts.read(ExactJson.read("{\"id\": \"x\", \"digest\": \"a\"}"))).isEmpty();
  }

  private static Rule rule(String json) {
    return new Rule(ID, (ObjectNode) ExactJson.read(json));
  }
}
