package dev.rulekeeper.cli;

import dev.rulekeeper.diff.ThreeWayMerge;
import dev.rulekeeper.git.Base;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.Planned;
import dev.rulekeeper.rule.Equality;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.BaseRule;
import dev.rulekeeper.ruleset.BaseRules;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.Selection;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import dev.rulekeeper.secret.known.Rendering;
import dev.rulekeeper.sync.Outcome;
import dev.rulekeeper.sync.SyncReport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What a run leaves in Git: the new base, and the edits of the site that a sync merged. */
final class Settlement {
  private final Session session;
  private final List<RuleFile> files;
  private final Optional<Base> base;
  private final Rendering rendering;
  private final Optional<TagFingerprints> lasting;
  private final Selection selection;
  private final Instant begun;

  /** Settles what a run that began at {@code begun} did with {@code inputs}. */
  Settlement(PlanInputs inputs, Optional<Base> base, Selection selection, Instant begun) {
    this.session = inputs.session();
    this.files = inputs.files();
    this.base = base;
    this.rendering = inputs.rendering();
    this.lasting = inputs.lasting();
    this.selection = selection;
    this.begun = begun;
  }

  /** After a sync: Git and site agree on what was written and on what did not differ. */
  void settle(Planned planned, SyncReport report, CommitOptions commit) {
    BaseRules before = Session.rules(base);
    Map<RuleId, BaseRule> entries = ReadStates.remembered(planned.agreed(), before, begun);
    if (!selection.isEverything()) {
      before.ids().forEach(id -> keep(before, id, entries));
    }
    Map<RuleId, Rule> files = new HashMap<>();
    this.files.forEach(file -> files.put(file.rule().id(), file.rule()));
    take(report, before, entries, id -> Optional.ofNullable(files.get(id)));
    Map<String, Optional<byte[]>> merged = merged(report, before);
    String message = "Sync " + session.site().name() + ", run " + report.run();
    Optional<String> newest = base.map(Base::id);
    Optional<String> committed;
    try {
      newest = Optional.of(write(entries, message, newest, session.workTree().head()));
    } finally {
      committed =
          commit.apply(
              session,
              merged,
              "Sync "
                  + session.site().name()
                  + ": merge edits of the site in "
                  + merged.size()
                  + " rule(s)\n");
    }
    if (committed.isPresent()) {
      // Two bases, since a checkout without this commit has not got the merged edits.
      Set<RuleId> shared = new HashSet<>();
      this.files.stream()
          .filter(file -> merged.containsKey(file.path()))
          .forEach(file -> shared.add(file.rule().id()));
      files.keySet().removeAll(shared);
      take(report, before, entries, id -> Optional.ofNullable(files.get(id)));
      write(entries, message, newest, committed);
    }
  }

  /** After an undo: the site has what it had before, Git is as it was. */
  void undone(SyncReport report) {
    Map<RuleId, BaseRule> entries = new TreeMap<>();
    BaseRules before = Session.rules(base);
    before.ids().forEach(id -> keep(before, id, entries));
    take(report, before, entries, id -> Optional.empty());
    write(
        entries,
        "Undo on " + session.site().name() + ", run " + report.run(),
        base.map(Base::id),
        session.workTree().head());
  }

  private static void keep(BaseRules before, RuleId id, Map<RuleId, BaseRule> entries) {
    before.read().apply(id).ifPresent(entry -> entries.putIfAbsent(id, entry));
  }

  /**
   * Takes what was written into the base.
   *
   * @param inGit the rule as the commit has it that the base is made from. An edit of the site that
   *     was merged is not in there yet, and the base must not say that Git has it; nothing where
   *     Git has what was sent
   */
  private void take(
      SyncReport report,
      BaseRules before,
      Map<RuleId, BaseRule> entries,
      Function<RuleId, Optional<Rule>> inGit) {
    for (Outcome outcome : report.outcomes()) {
      Change change = outcome.change();
      boolean applied = outcome.status() == Outcome.Status.APPLIED;
      if (applied && change.after().isPresent()) {
        Rule sent = change.after().get();
        Optional<BaseRule> then = before.read().apply(change.id());
        agreed(sent, inGit.apply(change.id()), then)
            .ifPresent(
                agreed ->
                    entries.put(
                        change.id(),
                        new BaseRule(
                            agreed,
                            // Without a time the rule is read again: it holds an edit that Git has
                            // not.
                            Equality.same(agreed.fields(), sent.fields())
                                ? outcome.updated().orElse("")
                                : "",
                            fingerprints(change, then),
                            rendering.variablesIn(agreed))));
      } else if (applied && change.kind() == ChangeKind.DELETE) {
        entries.remove(change.id());
      } else {
        keep(before, change.id(), entries);
      }
    }
  }

  /** What Git and site agree on after {@code sent}; nothing where they never did. */
  private static Optional<Rule> agreed(Rule sent, Optional<Rule> inGit, Optional<BaseRule> before) {
    if (inGit.isEmpty()) {
      return Optional.of(sent);
    }
    return holds(sent, inGit.get(), before) ? inGit : before.map(BaseRule::rule);
  }

  /** Whether {@code sent} has what Git edited: with {@code --on-drift theirs} that stays unsent. */
  private static boolean holds(Rule sent, Rule inGit, Optional<BaseRule> before) {
    return Equality.same(inGit.fields(), sent.fields())
        || before
            .map(then -> ThreeWayMerge.merge(then.rule().fields(), inGit.fields(), sent.fields()))
            .filter(merged -> Equality.same(merged.tree(), sent.fields()))
            .isPresent();
  }

  /** The values that the site has of a rule now: those that were sent, else those known before. */
  private SortedMap<String, String> fingerprints(Change change, Optional<BaseRule> before) {
    if (lasting.isEmpty()) {
      return Collections.emptySortedMap();
    }
    return change.kind().sendsBody()
        ? lasting.get().sent(change.after().orElseThrow())
        : before.map(BaseRule::fingerprints).orElseGet(TreeMap::new);
  }

  /** The files of the rules that hold an edit of the site beside what Git has. */
  private Map<String, Optional<byte[]>> merged(SyncReport report, BaseRules before) {
    Map<RuleId, RuleFile> byId = new HashMap<>();
    files.forEach(file -> byId.put(file.rule().id(), file));
    Map<String, Optional<byte[]>> merged = new TreeMap<>();
    for (Outcome outcome : report.outcomes()) {
      RuleFile file = byId.get(outcome.change().id());
      Optional<Rule> after = outcome.change().after();
      if (outcome.status() == Outcome.Status.APPLIED
          && file != null
          && after.isPresent()
          && !Equality.same(file.rule().fields(), after.get().fields())
          && holds(after.get(), file.rule(), before.read().apply(file.rule().id()))) {
        merged.put(
            file.path(),
            Optional.of(RuleRepository.text(after.get(), file).getBytes(StandardCharsets.UTF_8)));
      }
    }
    return merged;
  }

  private String write(
      Map<RuleId, BaseRule> entries,
      String message,
      Optional<String> newest,
      Optional<String> madeFrom) {
    Map<String, byte[]> content = new TreeMap<>();
    entries
        .values()
        .forEach(entry -> content.put(BaseRule.pathOf(entry.rule().id()), entry.write()));
    return session.workTree().base(session.site().name()).write(content, newest, message, madeFrom);
  }
}
