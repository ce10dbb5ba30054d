package dev.rulekeeper.cli;

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
import dev.rulekeeper.sync.Outcome;
import dev.rulekeeper.sync.SyncReport;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a sync leaves in Git: the new base, and the edits of the site that it merged. */
final class Settlement {
  private final Session session;
  private final List<RuleFile> files;
  private final Optional<Base> base;

  Settlement(Session session, List<RuleFile> files, Optional<Base> base) {
    this.session = session;
    this.files = files;
    this.base = base;
  }

  void settle(Planned planned, SyncReport report, CommitOptions commit) {
    Map<RuleId, RuleFile> byId = new HashMap<>();
    files.forEach(file -> byId.put(file.rule().id(), file));
    Map<String, Optional<byte[]>> merged = new TreeMap<>();
    Map<RuleId, BaseRule> entries = new TreeMap<>(planned.agreed());
    BaseRules before = Session.rules(base);
    for (Outcome outcome : report.outcomes()) {
      Change change = outcome.change();
      boolean applied = outcome.status() == Outcome.Status.APPLIED;
      if (applied && change.after().isPresent()) {
        Rule after = change.after().get();
        entries.put(change.id(), new BaseRule(after, outcome.updated().orElse("")));
        RuleFile file = byId.get(change.id());
        if (file != null && !Equality.same(file.rule().fields(), after.fields())) {
          merged.put(
              file.path(),
              Optional.of(RuleRepository.text(after, file).getBytes(StandardCharsets.UTF_8)));
        }
      } else if (!(applied && change.kind() == ChangeKind.DELETE)) {
        before.read().apply(change.id()).ifPresent(entry -> entries.put(change.id(), entry));
      }
    }
    commit.apply(
        session,
        merged,
        "Sync "
            + session.site().name()
            + ": merge edits of the site in "
            + merged.size()
            + " rule(s)\n");
    Map<String, byte[]> content = new TreeMap<>();
    entries
        .values()
        .forEach(entry -> content.put(BaseRule.pathOf(entry.rule().id()), entry.write()));
    session
        .workTree()
        .base(session.site().name())
        .write(
            content, base.map(Base::id), "Sync " + session.site().name() + ", run " + report.run());
  }
}
