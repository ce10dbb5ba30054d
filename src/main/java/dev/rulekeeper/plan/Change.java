package dev.rulekeeper.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.ledger.AccessComparison;
import dev.rulekeeper.secret.ledger.AccessRisk;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** What is to happen to one rule, and why. Holds placeholders, never a value. */
public sealed interface Change {
  /** Stands where a live rule held a credential that has no name: there is no way back to it. */
  SecretName UNNAMED = new SecretName("unknown");

  /** A change that a sync makes on the site. */
  sealed interface Write extends Change {
    @Override
    Write with(PlanEntry entry);

    @Override
    default HeldBack waiting(ChangeKind kind, String why) {
      return new HeldBack(kind, with(entry().because(why)));
    }
  }

  /** The site has no such rule, and gets the one that is {@code wanted}. */
  record Create(PlanEntry entry, Rule wanted) implements Write {
    @Override
    public ChangeKind kind() {
      return ChangeKind.CREATE;
    }

    @Override
    public Create with(PlanEntry other) {
      return new Create(other, wanted);
    }

    @Override
    public Optional<RuleOnSite> seen() {
      return Optional.empty();
    }

    @Override
    public Optional<Rule> after() {
      return Optional.of(wanted);
    }
  }

  /** The {@code live} rule becomes the one that is {@code wanted}, in one of four ways. */
  record Update(PlanEntry entry, ChangeKind kind, RuleOnSite live, Rule wanted) implements Write {
    @Override
    public Update with(PlanEntry other) {
      return new Update(other, kind, live, wanted);
    }

    @Override
    public Optional<RuleOnSite> seen() {
      return Optional.of(live);
    }

    @Override
    public Optional<Rule> after() {
      return Optional.of(wanted);
    }
  }

  /** The {@code live} rule is switched off and removed. */
  record Delete(PlanEntry entry, RuleOnSite live) implements Write {
    @Override
    public ChangeKind kind() {
      return ChangeKind.DELETE;
    }

    @Override
    public Delete with(PlanEntry other) {
      return new Delete(other, live);
    }

    @Override
    public Optional<RuleOnSite> seen() {
      return Optional.of(live);
    }

    @Override
    public Optional<Rule> after() {
      return Optional.empty();
    }
  }

  /** A change that is not made until somebody decides, for the reason of its entry. */
  record HeldBack(ChangeKind kind, Write write) implements Change {
    @Override
    public PlanEntry entry() {
      return write.entry();
    }

    @Override
    public HeldBack with(PlanEntry other) {
      return new HeldBack(kind, write.with(other));
    }

    @Override
    public HeldBack waiting(ChangeKind other, String why) {
      return new HeldBack(other, write.with(entry().because(why)));
    }

    @Override
    public Optional<RuleOnSite> seen() {
      return write.seen();
    }

    @Override
    public Optional<Rule> after() {
      return write.after();
    }
  }

  /** What stands on the site and not in Git: nothing is to be made of it. */
  record LeftAlone(PlanEntry entry, ChangeKind kind, RuleOnSite live) implements Change {
    @Override
    public LeftAlone with(PlanEntry other) {
      return new LeftAlone(other, kind, live);
    }

    @Override
    public LeftAlone waiting(ChangeKind other, String why) {
      return new LeftAlone(entry.because(why), other, live);
    }

    @Override
    public Optional<RuleOnSite> seen() {
      return Optional.of(live);
    }

    @Override
    public Optional<Rule> after() {
      return Optional.empty();
    }
  }

  /** What a reader is told of it. */
  PlanEntry entry();

  /** What the plan says of the rule. */
  ChangeKind kind();

  /** The rule on the site, where the site has it. */
  Optional<RuleOnSite> seen();

  /** The rule as it is to be, or would be if nothing held it back, where it is to be. */
  Optional<Rule> after();

  /** The same change, told so. */
  Change with(PlanEntry entry);

  /** The same, not to be made for this reason. */
  Change waiting(ChangeKind kind, String why);

  /** The same change, for this reason. */
  default Change because(String why) {
    return with(entry().because(why));
  }

  /** The same change, shown by these operations. */
  default Change showing(ArrayNode operations) {
    return with(entry().showing(operations));
  }

  /** The same change, about these secrets. */
  default Change about(Set<SecretName> names) {
    return with(entry().about(names));
  }

  /** Of which rule. */
  default RuleId id() {
    return entry().id();
  }

  /** What the rule is called. */
  default String name() {
    return entry().name();
  }

  /** The rule file, where there is one, relative to the root of the rule repository. */
  default Optional<String> file() {
    return entry().file();
  }

  /** Why, where the kind does not say it all. */
  default Optional<String> reason() {
    return entry().reason();
  }

  /** The secrets that the rule uses, for a rotation those whose value differs. */
  default SortedSet<SecretName> secrets() {
    return entry().secrets();
  }

  /** The operations by which the change is shown, masked. */
  default ArrayNode patch() {
    return entry().patch();
  }

  /** The rule file and its template, where there are any, with a comma between. */
  default Optional<String> places() {
    return entry().places();
  }

  /** The live rule with placeholders, where the site has it. */
  default Optional<Rule> before() {
    return seen().map(RuleOnSite::rule);
  }

  /** The rule as it is to be, or as it is on the site where nothing is to be made of it. */
  default Rule rule() {
    return after().or(this::before).orElseThrow();
  }

  /**
   * Whether nothing differs but what the site may hide: nothing proves that a value there is the
   * current one, and nobody is known to have edited the rule.
   */
  default boolean isHidden() {
    return kind() == ChangeKind.UNPROVEN && this instanceof HeldBack;
  }

  /** What the change opens to more people, where it is to be made or was blocked. */
  default List<AccessRisk> risks() {
    boolean considered = this instanceof Write || kind() == ChangeKind.BLOCKED;
    return after()
        // What stays as it is opens nothing, and a rotation changes no template text.
        .filter(rule -> considered && before().filter(rule::says).isEmpty())
        .map(rule -> AccessComparison.between(before().map(Rule::fields), rule.fields()))
        .orElse(List.of());
  }
}
