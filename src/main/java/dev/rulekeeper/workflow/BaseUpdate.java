package dev.rulekeeper.workflow;

import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.base.ReadFreshness;
import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.json.ThreeWayMerge;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.PlanResult;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.Selection;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.sync.Outcome;
import dev.rulekeeper.sync.SyncReport;
import dev.rulekeeper.work.WorkQueue;
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
final class BaseUpdate implements AutoCloseable {
  private final Session session;
  private final List<RuleFile> files;
  private final SiteBase base;
  private final Baseline before;
  private final Rendering rendering;
  private final Optional<TagFingerprints> lasting;
  private final Selection selection;
  private final Instant begun;
  private final WorkQueue<SiteBase.Look> looking = new WorkQueue<>();

  /** Settles what a run that began at {@code begun} did with {@code inputs}. */
  BaseUpdate(PlanInputs inputs, SiteBase base, Selection selection, Instant begun) {
    this.session = inputs.session();
    this.files = inputs.files();
    this.base = base;
    this.before = base.baseline();
    this.rendering = inputs.rendering();
    this.lasting = inputs.lasting();
    this.selection = selection;
    this.begun = begun;
  }

  /**
   * Begins to look, while rules are written, at what that does not change: the checkout, and the
   * rules on which Git and site agreed already.
   */
  void lookAhead(PlanResult planned) {
    looking.add(() -> look(planned));
  }

  private SiteBase.Look look(PlanResult planned) {
    return base.look(ReadFreshness.remembered(planned.agreed(), before, begun));
  }

  @Override
  public void close() {
    looking.close();
  }

  /**
   * After a sync: Git and site agree on what was written and on what did not differ.
   *
   * @return the branch of the remote that was made for edits of the site, where one was
   */
  Optional<String> settle(PlanResult planned, SyncReport report, CommitRequest commit) {
    Map<RuleId, Rule> inGit = new HashMap<>();
    files.forEach(file -> inGit.put(file.rule().id(), file.rule()));
    Learned learned = new Learned();
    take(report, learned, id -> Optional.ofNullable(inGit.get(id)));
    if (selection.isEverything()) {
      Set<RuleId> there = new HashSet<>(planned.agreed().keySet());
      planned.plan().changes().forEach(change -> there.add(change.id()));
      learned.gone.addAll(base.beside(there));
    }
    FileChanges merged = merged(report);
    String message = "Sync " + session.site().name() + ", run " + report.run();
    SiteBase now = base;
    CommitRequest.Shared shared;
    try {
      List<SiteBase.Look> looks = looking.finish();
      SiteBase.Look look = looks.isEmpty() ? look(planned) : looks.get(0);
      now = base.agree(look, learned.news(id -> Optional.empty()), message, true);
    } finally {
      shared =
          commit.share(
              session,
              merged,
              "Sync "
                  + session.site().name()
                  + ": merge edits of the site in "
                  + Count.of(merged.count(), "rule")
                  + "\n",
              "rulekeeper/merged-" + report.run());
    }
    if (shared.commit().isPresent()) {
      // Apart from the rest, since a checkout without this commit has not got the merged edits.
      Set<RuleId> ids = new HashSet<>();
      files.stream()
          .filter(file -> merged.paths().contains(file.path()))
          .forEach(file -> ids.add(file.rule().id()));
      Learned withMerge = new Learned();
      take(report, withMerge, id -> Optional.empty());
      withMerge.rules.keySet().retainAll(ids);
      withMerge.gone.clear();
      now.agree(withMerge.news(id -> shared.commit()), message, true);
    }
    return shared.branch();
  }

  /** After an undo: the site has what it had before, Git is as it was. */
  void undone(SyncReport report) {
    Learned learned = new Learned();
    take(report, learned, id -> Optional.empty());
    base.agree(
        learned.news(id -> Optional.empty()),
        "Undo on " + session.site().name() + ", run " + report.run(),
        true);
  }

  /** What a run shows that Git and site agree on. */
  private static final class Learned {
    private final Map<RuleId, BaseRule> rules = new TreeMap<>();
    private final Map<RuleId, BaseRule> known = new TreeMap<>();
    private final Set<RuleId> gone = new HashSet<>();

    SiteBase.News news(Function<RuleId, Optional<String>> commits) {
      return new SiteBase.News(rules, known, gone, commits);
    }
  }

  /**
   * Takes what was written into the base.
   *
   * @param inGit the rule as the commit has it that the base is made from. An edit of the site that
   *     was merged is not in there yet, and the base must not say that Git has it; nothing where
   *     Git has what was sent
   */
  private void take(SyncReport report, Learned learned, Function<RuleId, Optional<Rule>> inGit) {
    for (Outcome outcome : report.outcomes()) {
      Change change = outcome.change();
      if (outcome.status() != Outcome.Status.APPLIED) {
        continue;
      }
      if (change.after().isPresent()) {
        take(outcome, change.after().get(), learned, inGit.apply(change.id()));
      } else if (change.kind() == ChangeKind.DELETE) {
        learned.gone.add(change.id());
      }
    }
  }

  private void take(Outcome outcome, Rule sent, Learned learned, Optional<Rule> inGit) {
    Change change = outcome.change();
    String time = outcome.updated().orElse("");
    Optional<BaseRule> then = before.read().apply(change.id());
    boolean holds = inGit.isEmpty() || holds(sent, inGit.get(), then);
    Optional<Rule> agreed = holds ? inGit.or(() -> Optional.of(sent)) : then.map(BaseRule::rule);
    agreed.ifPresent(
        rule ->
            (holds ? learned.rules : learned.known)
                .put(
                    change.id(),
                    new BaseRule(
                        rule,
                        // Without a time the rule is read again: it holds an edit Git has not.
                        isSame(rule, sent) ? time : "",
                        fingerprints(change, then),
                        rendering.variablesIn(rule),
                        isSame(rule, sent)
                            ? Optional.empty()
                            : Optional.of(new BaseRule.Seen(time, Optional.of(sent))))));
  }

  private static boolean isSame(Rule left, Rule right) {
    return Equality.same(left.fields(), right.fields());
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
  private FileChanges merged(SyncReport report) {
    Map<RuleId, RuleFile> byId = new HashMap<>();
    files.forEach(file -> byId.put(file.rule().id(), file));
    FileChanges.Builder merged = FileChanges.builder();
    for (Outcome outcome : report.outcomes()) {
      RuleFile file = byId.get(outcome.change().id());
      Optional<Rule> after = outcome.change().after();
      if (outcome.status() == Outcome.Status.APPLIED
          && file != null
          && after.isPresent()
          && !Equality.same(file.rule().fields(), after.get().fields())
          && holds(after.get(), file.rule(), before.read().apply(file.rule().id()))) {
        merged.write(file.path(), RuleRepository.text(after.get(), file));
      }
    }
    return merged.build();
  }
}
