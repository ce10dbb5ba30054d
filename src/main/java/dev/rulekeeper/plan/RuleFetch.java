package dev.rulekeeper.plan;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleSummary;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.Selection;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
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

  /** Tells of every selected rule that the site has, and gives the ids of all that it has. */
  Set<RuleId> read(Map<RuleId, RuleFile> files) {
    return options.has(PlanOptions.Choice.SAMPLE)
        ? readSamplesFirst(files)
        : readWhileListed(files);
  }

  /**
   * While page after page of the list comes in, the rules on those before are read. One that was
   * listed and then went counts as it was when it was decided.
   */
  private Set<RuleId> readWhileListed(Map<RuleId, RuleFile> files) {
    Set<RuleId> onSite = new TreeSet<>();
    Set<RuleId> unread = new HashSet<>();
    progress.begin("Reading rules", -1);
    api.summariesAndRules(
        summary -> {
          // Rules come in on other threads.
          synchronized (decisions) {
            onSite.add(summary.id());
            boolean wanted = selected(summary, files) && !isUnchanged(summary);
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
          }
          progress.step();
        });
    progress.end();
    onSite.removeAll(unread);
    return onSite;
  }

  private boolean isUnchanged(RuleSummary summary) {
    return unmoved(summary).filter(decisions::unchanged).isPresent();
  }

  private Optional<BaseRule> unmoved(RuleSummary summary) {
    return options.has(PlanOptions.Choice.READ_EVERY_RULE)
        ? Optional.empty()
        : decisions.unmoved(summary);
  }

  private Set<RuleId> readSamplesFirst(Map<RuleId, RuleFile> files) {
    Set<RuleId> onSite = new TreeSet<>();
    List<RuleId> moved = new ArrayList<>();
    List<BaseRule> unmoved = new ArrayList<>();
    for (RuleSummary summary : api.summaries()) {
      onSite.add(summary.id());
      if (selected(summary, files)) {
        unmoved(summary).ifPresentOrElse(unmoved::add, () -> moved.add(summary.id()));
      }
    }
    unmoved.removeIf(decisions::unchanged);
    List<BaseRule> samples = samples(unmoved);
    onSite.removeAll(readAll(samples.stream().map(entry -> entry.rule().id()).toList()));
    unmoved.removeAll(samples);
    unmoved.removeIf(decisions::rotated);
    unmoved.forEach(entry -> moved.add(entry.rule().id()));
    onSite.removeAll(readAll(moved));
    return onSite;
  }

  private boolean selected(RuleSummary summary, Map<RuleId, RuleFile> files) {
    Selection selection = options.selection();
    RuleFile file = files.get(summary.id());
    return file == null ? selection.has(summary, cloud) : selection.has(file);
  }

  /** As few rules as hold every tag. */
  private static List<BaseRule> samples(List<BaseRule> entries) {
    Set<Tag> seen = new HashSet<>();
    return entries.stream()
        .filter(entry -> seen.addAll(TagFingerprints.tags(entry.rule())))
        .toList();
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
