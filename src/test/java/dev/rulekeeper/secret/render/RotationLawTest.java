package dev.rulekeeper.secret.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.secret.Rules;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.RotationTemplates.Template;
import dev.rulekeeper.secret.search.KnownValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever a value looks like: what stands in a rule is recognised as the template of Git, or
 * called unproven. {@code -Drulekeeper.rotations=N} tries N batches instead of 20.
 */
class RotationLawTest {
  private static final int BATCH = 150;
  private static final int BATCHES = Integer.getInteger("rulekeeper.rotations", 20);

  /** What became of the rotations of one batch. */
  private record Tally(int exact, int unproven, List<String> wrong) {
    Tally and(Tally other) {
      return new Tally(
          exact + other.exact,
          unproven + other.unproven,
          Stream.concat(wrong.stream(), other.wrong.stream()).toList());
    }

    @Override
    public String toString() {
      return "%d rotations: %d exact, %d refused with a reason, %d silently wrong"
          .formatted(exact + unproven + wrong.size(), exact, unproven, wrong.size());
    }
  }

  /** A rule whose secrets got other values, and that somebody may have edited beside them. */
  private record Rotation(
      Template template, Map<String, String> older, Map<String, String> newer, boolean edited) {
    static Rotation any(Random random) {
      Template template = RotationTemplates.any(random);
      Map<String, String> older = new LinkedHashMap<>();
      Map<String, String> newer = new LinkedHashMap<>();
      for (String name : List.of("one", "two")) {
        String old;
        String next;
        do {
          boolean brief = random.nextInt(10) == 0;
          old = brief ? RotationValues.brief(random) : RotationValues.any(random);
          next = brief ? RotationValues.brief(random) : RotationValues.next(random, old);
        } while (!template.holds(old) || !template.holds(next) || old.equals(next));
        older.put(name, old);
        newer.put(name, random.nextInt(4) == 0 ? old : next);
      }
      return new Rotation(template, older, newer, random.nextBoolean());
    }

    ObjectNode live() {
      return rule(template.text(), edited ? "edited" : "as it was").fields();
    }

    /** What the rule reads as, when the map has the newer values and the site the older ones. */
    ReverseSubstitution.Result read() {
      Rule inGit = rule(template.text(), "as it was");
      Rule onSite =
          new Rendering(Secrets.map(older), Map.of()).render(new Rule(inGit.id(), live()));
      SecretMap now = Secrets.map(newer);
      Evidence evidence =
          new Evidence(
              Map.of(),
              edited ? Optional.empty() : Optional.of(inGit),
              (tag, value) -> false,
              Map.of());
      return new ReverseSubstitution(KnownValues.of(now), new Rendering(now, Map.of()))
          .apply(onSite, List.of(inGit, inGit), evidence);
    }

    Tally tally() {
      ReverseSubstitution.Result result = read();
      boolean exact = result.rule().fields().equals(live());
      if (result.isUnproven()) {
        // Only an edit can make a value unproven, and then the text of Git stands in its place.
        return edited && exact ? new Tally(0, 1, List.of()) : new Tally(0, 0, List.of(toString()));
      }
      return exact ? new Tally(1, 0, List.of()) : new Tally(0, 0, List.of(toString()));
    }
  }

  @Property(
      seed = Draws.SEED,
      tries = 1,
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void an_untouched_rule_is_always_recognised_and_an_edited_one_never_wrongly(@ForAll long seed) {
    Random random = new Random(seed);
    Tally all = new Tally(0, 0, List.of());
    for (int i = 0; i < BATCHES; i++) {
      for (int j = 0; j < BATCH; j++) {
        all = all.and(Rotation.any(random).tally());
      }
      if (i % 20 == 19) {
        System.out.println(all);
      }
    }
    assertThat(all.wrong()).isEmpty();
    assertThat(all.exact()).isGreaterThan(all.unproven());
  }

  private static Rule rule(String text, String description) {
    ObjectNode fields = Rules.hiddenHeader("Authorization", text);
    fields.put("description", description);
    return new Rule(RuleId.of(fields.path("id").asText()), fields);
  }
}
