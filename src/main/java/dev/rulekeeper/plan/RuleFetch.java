package dev.rulekeeper.plan;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleSummary;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.Selection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads of the site what a plan cannot know otherwise, and no rule more. */
final class RuleFetch {
  private final AutomationApi api;
  private final CloudId cloud;
  private final PlanBuilder decisions;
  private final PlanOptions options;
  private final Progress progress;
  private final RuleSamples samples = new RuleSamples();
  private final List<RuleId> undecided = new ArrayList<>();

  RuleFetch(
      AutomationApi api,
      CloudId cloud,
      PlanBuilder decisions,
      PlanOptions options,
      Progress progress) {
    this.api = api;
    this.cloud = cloud;
    this.decisions = decisions;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Tells of every selected rule that the site has, and gives the ids of all that it has. While
   * page after page of the list comes in, the rules on those before are read and decided about. One
   * that was listed and then went counts as it was when it was decided.
   */
  Set<RuleId> read(Map<RuleId, RuleFile> files) {
    Set<RuleId> onSite = new TreeSet<>();
    Set<RuleId> unread = new HashSet<>();
    progress.begin("Reading rules", -1);
    api.summariesAndRules(
        summary -> {
          // Rules come in on other threads.
          synchronized (decisions) {
            onSite.add(summary.id());
            boolean wanted = selected(summary, files) && mustBeRead(summary);
            if (wanted) {
              unread.add(summary.id());
            }
            return wanted;
          }
        },
        raw -> {
          synchronized (decisions) {
            unread.remove(raw.id());
            decisions.live(raw);
            samples.read(raw.id()).forEach(this::decideLater);
          }
          progress.step();
        });
    progress.end();
    onSite.removeAll(unread);
    samples.waiting().forEach(this::decideLater);
    onSite.removeAll(readAll(undecided));
    return onSite;
  }

  private boolean mustBeRead(RuleSummary summary) {
    Optional<BaseRule> entry = unmoved(summary);
    if (entry.isEmpty()) {
      return true;
    }
    if (decisions.unchanged(entry.get())) {
      return false;
    }
    if (!options.has(PlanOptions.Choice.SAMPLE)) {
      return true;
    }
    return switch (samples.need(entry.get())) {
      case READ -> true;
      case WAIT -> false;
      case DECIDE -> !decisions.rotated(entry.get());
    };
  }

  private void decideLater(BaseRule entry) {
    if (!decisions.rotated(entry)) {
      undecided.add(entry.rule().id());
    }
  }

  private Optional<BaseRule> unmoved(RuleSummary summary) {
    return options.has(PlanOptions.Choice.READ_EVERY_RULE)
        ? Optional.empty()
        : decisions.unmoved(summary);
  }

  private boolean selected(RuleSummary summary, Map<RuleId, RuleFile> files) {
    Selection selection = options.selection();
    RuleFile file = files.get(summary.id());
    return file == null ? selection.has(summary, cloud) : selection.has(file);
  }

  /** Reads these rules and gives those that are gone. */
  private Set<RuleId> readAll(List<RuleId> ids) {
    progress.begin("Reading rules", ids.size());
    Set<RuleId> gone = new TreeSet<>(ids);
    api.rules(
        ids,
        raw -> {
          gone.remove(raw.id());
          decisions.live(raw);
          progress.step();
        });
    progress.end();
    return gone;
  }
}
