package dev.rulekeeper.plan;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.Selection;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.fingerprint.Fingerprints;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import dev.rulekeeper.secret.guard.Redactor;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.secret.render.ReverseSubstitution;
import dev.rulekeeper.secret.search.KnownValues;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes the plan of one site: reads what must be read, and compares rule by rule. */
public final class Planner {
  private final AutomationApi api;
  final CloudId cloud;
  final Rendering rendering;
  final ReverseSubstitution reverse;
  final Redactor redactor;
  final Fingerprints fingerprints;
  final Optional<TagFingerprints> lasting;
  final List<Check> checks;
  final Clock clock;

  /**
   * Plans for {@code site}.
   *
   * @param redactor learns the older values that are found on the site
   * @param checks may forbid a change
   * @param clock tells what was edited on the site a moment ago
   */
  public Planner(
      SiteContext site, KnownValues known, Redactor redactor, List<Check> checks, Clock clock) {
    this.api = site.api();
    this.cloud = site.cloud();
    this.rendering = site.rendering();
    this.fingerprints = site.fingerprints();
    this.lasting = site.lasting();
    PlanMasking masking = new PlanMasking(new Detector());
    this.reverse = new ReverseSubstitution(known, rendering, masking::unnamed);
    this.redactor = redactor;
    this.checks = List.copyOf(checks);
    this.clock = clock;
  }

  /** A reason to block a change that would be written. */
  public interface Check {
    /**
     * Why {@code change} must not be made, or nothing.
     *
     * @param live the rule on the site, where there is one; values in clear
     */
    Optional<String> objection(Change.Write change, Optional<ApiRule> live);

    /** What a reader should know of this check once all changes were shown to it. */
    default List<String> notes() {
      return List.of();
    }
  }

  /**
   * Plans.
   *
   * @throws PlanException if placeholders have no value; lists them all
   */
  public PlanResult plan(
      SiteName site, List<RuleFile> files, Baseline base, PlanOptions options, Progress progress) {
    Selection selection = options.selection();
    refuseUnresolved(files.stream().filter(selection::has).toList());
    Map<RuleId, RuleFile> byId = new TreeMap<>();
    files.forEach(file -> byId.put(file.rule().id(), file));
    PlanBuilder decisions = new PlanBuilder(this, byId, base, options);
    Set<RuleId> onSite = new RuleFetch(api, cloud, decisions, options, progress).read(byId);
    decisions.decideUnproven();
    byId.values().stream()
        .filter(file -> !onSite.contains(file.rule().id()) && selection.has(file))
        .forEach(file -> decisions.absent(file.rule().id()));
    Set<RuleId> all = new TreeSet<>(byId.keySet());
    all.addAll(onSite);
    return decisions.planned(site, files.isEmpty(), all.size());
  }

  private void refuseUnresolved(List<RuleFile> files) {
    Map<Tag, List<String>> missing = new TreeMap<>();
    for (RuleFile file : files) {
      rendering
          .unresolved(file.rule())
          .forEach(
              (tag, at) ->
                  missing.computeIfAbsent(tag, t -> new ArrayList<>()).add(file.where(at)));
    }
    if (!missing.isEmpty()) {
      throw unresolved(missing);
    }
  }

  private static PlanException unresolved(Map<Tag, List<String>> missing) {
    List<String> lines = new ArrayList<>();
    missing.forEach(
        (tag, places) ->
            lines.add(
                tag
                    + " has no value, needed at "
                    + String.join(", ", places.subList(0, Math.min(3, places.size())))
                    + (places.size() > 3 ? " and " + (places.size() - 3) + " more" : "")));
    boolean secrets = missing.keySet().stream().anyMatch(tag -> tag.kind() == Tag.Kind.SECRET);
    return new PlanException(
        Count.of(missing.size(), "placeholder") + " without a value; nothing was sent",
        lines,
        secrets
            ? "give the secret map with --secrets-file FILE, RULEKEEPER_SECRETS or "
                + "RULEKEEPER_SECRET_<NAME>"
            : "set the variables of the site in rulekeeper.yaml");
  }
}
