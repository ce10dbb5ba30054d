package dev.rulekeeper.report;

import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.rule.Count;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A plan in the order in which it is read: what must not be overlooked first, rotations last.
 *
 * @param changes all but the rotations, the gravest first
 * @param rotations one for each secret
 * @param counts how many changes have each effect; the gravest first
 */
record PlanInReadingOrder(
    Plan plan, List<Change> changes, List<Rotation> rotations, Map<Effect, Integer> counts) {

  static PlanInReadingOrder of(Plan plan) {
    EnumMap<Effect, Integer> counts = new EnumMap<>(Effect.class);
    plan.changes().forEach(change -> counts.merge(Effect.of(change), 1, Integer::sum));
    return new PlanInReadingOrder(
        plan,
        plan.changes().stream()
            .filter(change -> Effect.of(change) != Effect.ROTATE)
            .sorted(Comparator.comparing(Effect::of))
            .toList(),
        Rotation.in(plan.changes().stream().filter(c -> Effect.of(c) == Effect.ROTATE).toList()),
        counts);
  }

  /**
   * {@code 405 to write (1 disable, 404 rotate) · 1 blocked · 774 unchanged}: what is written
   * first, then what is not.
   */
  String summary() {
    if (plan.isEmpty()) {
      return "No changes: " + Count.of(plan.unchanged(), "rule") + " unchanged";
    }
    int writes =
        counts.entrySet().stream()
            .filter(e -> e.getKey().writes())
            .mapToInt(Map.Entry::getValue)
            .sum();
    String written = "";
    if (writes > 0) {
      written = writes + " to write (" + counted(true, ", ") + ") · ";
    }
    String others = counted(false, " · ");
    return written + others + (others.isEmpty() ? "" : " · ") + plan.unchanged() + " unchanged";
  }

  private String counted(boolean written, String separator) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().writes() == written)
        .map(entry -> entry.getValue() + " " + entry.getKey().label())
        .collect(Collectors.joining(separator));
  }

  /** One sentence on what must not be overlooked; {@code ""} where there is nothing of the kind. */
  String warning() {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().grave())
        .map(entry -> warning(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String warning(Effect effect, int number) {
    String rules = Count.of(number, "rule");
    return switch (effect) {
      case DELETE -> rules + " to be DELETED";
      case DISABLE -> rules + " to be DISABLED";
      case CONFLICT -> rules + " in CONFLICT";
      default -> rules + " " + effect.name();
    };
  }
}
