package dev.rulekeeper.export;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.json.TextPacking;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleSummary;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.Selection;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.work.WorkQueue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads of a site what an export needs: the rules that somebody asked for and that moved. */
public final class SiteReading {
  private final RepositorySnapshot git;
  private final CloudId cloud;
  private final Selection selection;
  private final boolean full;
  private final boolean redacted;
  private boolean naming;
  private final Set<RuleId> unread = new TreeSet<>();
  private final Set<RuleId> filed = new TreeSet<>();
  private final Set<RuleId> selected = new TreeSet<>();
  private boolean found;

  /**
   * What was read.
   *
   * @param live the rules that were read, in clear, with the leaves that the site redacts where it
   *     is asked to, in file form
   * @param settled rules that were not read, because the base shows that they did not change, or
   *     because nobody asked for them
   * @param naming whether what has no value or no name gets them from this reading
   * @param notes what a person should know of the reading, one sentence each
   */
  public record Read(LiveRules live, Set<RuleId> settled, boolean naming, List<String> notes) {}

  /**
   * Reads for {@code git}.
   *
   * @param selection which rules are asked for
   * @param full whether rules are read that did not change since their file was written
   * @param redacted whether every rule is read a second time as the site redacts it
   */
  public SiteReading(
      RepositorySnapshot git, CloudId cloud, Selection selection, boolean full, boolean redacted) {
    this.git = git;
    this.cloud = cloud;
    this.selection = selection;
    this.full = full;
    this.redacted = redacted;
    for (RuleFile file : git.files()) {
      filed.add(file.rule().id());
      if (selection.has(file)) {
        selected.add(file.rule().id());
      }
    }
  }

  /** Also reads rules whose files use a secret that {@code values} lacks, for its value. */
  public SiteReading completing(SecretMap values) {
    naming = true;
    for (RuleFile file : git.files()) {
      if (!values.names().containsAll(Rendering.secretsIn(file.rule()))) {
        unread.add(file.rule().id());
      }
    }
    return this;
  }

  /** Reads from {@code api}. */
  public Read from(AutomationApi api, Progress progress) {
    Set<RuleId> settled = notSelected();
    List<LiveRule> live = live(api, progress, settled);
    if (!redacted) {
      return new Read(new LiveRules(live, Map.of()), settled, naming, List.of());
    }
    RedactedReading second = new RedactedReading(live, cloud);
    second.from(api, progress);
    return new Read(new LiveRules(live, second.sensitive()), settled, naming, second.notes());
  }

  /** While the site is asked for more, what was read is searched. */
  private List<LiveRule> live(AutomationApi api, Progress progress, Set<RuleId> settled) {
    Detector detector = new Detector();
    TextPacking packing = new TextPacking();
    progress.begin("Reading rules", -1);
    try (WorkQueue<LiveRule> work = new WorkQueue<>()) {
      api.summariesAndRules(
          summary -> {
            boolean asked = isSelected(summary);
            found |= asked;
            boolean wanted = asked && !isSettled(summary);
            if (wanted) {
              settled.remove(summary.id());
            } else {
              settled.add(summary.id());
            }
            return wanted;
          },
          rule -> {
            work.add(() -> LiveRule.of(rule, cloud, detector, packing));
            progress.step();
          });
      return work.finish();
    } finally {
      progress.end();
    }
  }

  /** Whether neither Git nor, as far as it was read, the site has a rule that was asked for. */
  public boolean foundNothing() {
    return selected.isEmpty() && !found;
  }

  /** The rules that Git or the base knows and nobody asked for. */
  private Set<RuleId> notSelected() {
    Set<RuleId> ids = new TreeSet<>();
    if (!selection.isEverything()) {
      ids.addAll(git.base().ids());
      ids.addAll(filed);
      ids.removeAll(selected);
    }
    return ids;
  }

  private boolean isSelected(RuleSummary summary) {
    return filed.contains(summary.id())
        ? selected.contains(summary.id())
        : selection.has(summary, cloud);
  }

  /** Whether the base shows that the site did not change this rule since its file was written. */
  private boolean isSettled(RuleSummary summary) {
    return !full
        && !unread.contains(summary.id())
        && !summary.updated().isEmpty()
        && filed.contains(summary.id())
        && git.agreed(summary.id()).filter(entry -> isSame(entry, summary)).isPresent();
  }

  private static boolean isSame(BaseRule entry, RuleSummary summary) {
    return entry.updated().equals(summary.updated())
        && entry.rule().name().equals(summary.name())
        && entry.rule().state().equals(summary.state().name());
  }
}
