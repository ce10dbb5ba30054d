package dev.rulekeeper.plan;

import dev.rulekeeper.rule.Rule;

/** Changes of each kind for tests, with the parts that one of that kind has. */
public final class Changes {
  private Changes() {}

  /** A change of this kind of a rule that the site has as {@code before}. */
  public static Change of(ChangeKind kind, PlanEntry entry, Rule before, Rule wanted) {
    RuleOnSite live = new RuleOnSite(before, "", "1764424980");
    return switch (kind) {
      case CREATE -> new Change.Create(entry, wanted);
      case UPDATE, ROTATE, STATE, SCOPE -> new Change.Update(entry, kind, live, wanted);
      case DELETE -> new Change.Delete(entry, live);
      case DRIFT -> new Change.LeftAlone(entry, kind, live);
      case UNPROVEN, CONFLICT, BLOCKED ->
          new Change.HeldBack(kind, new Change.Update(entry, ChangeKind.UPDATE, live, wanted));
    };
  }

  /** A change of this kind, which is one that sync makes. */
  public static Change.Write write(ChangeKind kind, PlanEntry entry, Rule before, Rule wanted) {
    return (Change.Write) of(kind, entry, before, wanted);
  }
}
