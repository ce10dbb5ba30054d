package dev.rulekeeper.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.json.ThreeWayMerge;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.ruleset.RuleFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings an edit in Git and one on the site together, and notes where that is not possible. */
final class EditMerge {
  private final RepositorySnapshot git;
  private final ConflictPolicy onConflict;
  private final List<String> conflicts = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** What becomes of a file whose rule the site no longer has. */
  enum Gone {
    REMOVE,
    KEEP
  }

  EditMerge(RepositorySnapshot git, ConflictPolicy onConflict) {
    this.git = git;
    this.onConflict = onConflict;
  }

  /** The rule that {@code file} is to hold. */
  Rule merged(RuleFile file, Rule live) {
    Optional<BaseRule> agreed = git.agreed(live.id());
    return agreed.isPresent() ? merge(file, agreed.get().rule(), live) : taking(file, live);
  }

  private Rule merge(RuleFile file, Rule agreed, Rule live) {
    if (onConflict == ConflictPolicy.THEIRS) {
      JsonNode siteFirst =
          ThreeWayMerge.merge(agreed.fields(), live.fields(), file.rule().fields()).tree();
      return new Rule(live.id(), FileForm.ordered((ObjectNode) siteFirst));
    }
    ThreeWayMerge.Merged merged =
        ThreeWayMerge.merge(agreed.fields(), file.rule().fields(), live.fields());
    if (onConflict != ConflictPolicy.OURS) {
      merged
          .conflicts()
          .forEach(
              conflict ->
                  conflicts.add(
                      file.where(conflict.at())
                          + "  "
                          + conflict.at()
                          + "  edited in Git and on the site"));
    }
    return new Rule(live.id(), (ObjectNode) merged.tree());
  }

  /**
   * Without a base nobody knows which side is newer: what is not committed could not be had back.
   * Where other rules have one, this rule was made lately, and either side may have changed it.
   */
  private Rule taking(RuleFile file, Rule live) {
    if (Equality.same(file.rule().fields(), live.fields()) || onConflict == ConflictPolicy.THEIRS) {
      return live;
    }
    boolean known = git.base().known();
    if (!known && !git.hasUncommitted(file)) {
      return live;
    }
    if (onConflict == ConflictPolicy.OURS) {
      return file.rule();
    }
    conflicts.add(
        file.path()
            + (known
                ? "  different on the site, and no base says who changed it"
                : "  edited and not committed, and different on the site"));
    return live;
  }

  /**
   * Whether {@code live}, which has no file, gets none: to delete a file is an edit in Git like any
   * other, and export must not undo it.
   */
  boolean staysAway(Rule live, BaseRule agreed) {
    boolean edited = !agreed.isSameOrSwitchedOff(live);
    if (edited && onConflict == ConflictPolicy.THEIRS) {
      return false;
    }
    String rule = live.name() + " (" + live.id() + ")";
    if (edited && onConflict != ConflictPolicy.OURS) {
      conflicts.add(rule + "  its file is gone from Git, and it was edited on the site");
    } else {
      warnings.add(rule + ": its file is gone from Git; sync --prune deletes the rule");
    }
    return true;
  }

  /** What becomes of {@code file}, whose rule the site does not have. */
  Gone gone(RuleFile file) {
    Optional<BaseRule> agreed = git.agreed(file.rule().id());
    if (agreed.isEmpty()) {
      warnings.add(
          file.path() + ": the site has no such rule; sync will create it, or remove the file");
      return Gone.KEEP;
    }
    if (onConflict == ConflictPolicy.THEIRS
        || Equality.same(agreed.get().rule().fields(), file.rule().fields())) {
      return Gone.REMOVE;
    }
    if (onConflict == ConflictPolicy.OURS) {
      warnings.add(file.path() + ": deleted on the site and kept in Git; sync will make it again");
    } else {
      conflicts.add(file.path() + "  edited in Git, and deleted on the site");
    }
    return Gone.KEEP;
  }

  /**
   * Does nothing where nothing contradicts.
   *
   * @throws ExportException if both sides changed the same place
   */
  void refuseConflicts() {
    if (!conflicts.isEmpty()) {
      throw new ExportException(
          ExportException.Kind.CONFLICT,
          "edited on both sides: " + Count.of(conflicts.size(), "place") + "; nothing was written",
          conflicts,
          "commit or undo the edit in Git, or take one side with --on-drift ours or theirs");
    }
  }

  /** What a person should look at. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }
}
