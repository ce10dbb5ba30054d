package dev.rulekeeper.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.TreePatch;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.LiveOverlay;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.render.Rendering;
import java.util.Optional;
import java.util.Set;

/** Writes a change down as a reader may see it: masked, and as operations on the live rule. */
final class MaskedChange {
  private final CloudId cloud;
  private final Rendering rendering;
  private final PlanMasking display;

  MaskedChange(CloudId cloud, Rendering rendering, PlanMasking display) {
    this.cloud = cloud;
    this.rendering = rendering;
    this.display = display;
  }

  /** The change that makes the rule of {@code file}. */
  Change.Create create(RuleFile file) {
    return new Change.Create(
        entry(file.rule(), Optional.of(file))
            .about(Rendering.secretsIn(file.rule()))
            .showing(whole("add", file.rule())),
        file.rule());
  }

  /** The operation on all of {@code rule}, masked. */
  ArrayNode whole(String operation, Rule rule) {
    ObjectNode node = ExactJson.object().put("op", operation).put("path", "");
    node.set("value", FileForm.toApi(display.mask(rule), cloud).rule());
    return ExactJson.array().add(node);
  }

  /** The operations that remove {@code rule}, masked. */
  ArrayNode removal(Rule rule) {
    return whole("test", rule).add(ExactJson.object().put("op", "remove").put("path", ""));
  }

  /** What was edited on the site since it agreed with Git on {@code agreed}. */
  ArrayNode edit(Rule agreed, RuleVersions.Live live) {
    return TreePatch.between(
        LiveOverlay.onto(live.raw(), display.mask(agreed), cloud).rule(),
        LiveOverlay.onto(live.raw(), display.mask(live.templates()), cloud).rule());
  }

  /** The secrets whose value on the site is another one than the map has, masked ones aside. */
  Set<SecretName> rotated(Rule target, RuleVersions.Live live) {
    return display.rotated(live, target, rendering);
  }

  /** The change that makes {@code target} of the live rule in this way. */
  Change.Update update(ChangeKind kind, RuleFile file, Rule target, RuleVersions.Live live) {
    PlanMasking.Searched there = search(live);
    Rule masked = there.masked();
    // A rotation has the same template texts on both sides, and they are searched once.
    Rule wanted = target.equals(there.rule()) ? masked : display.mask(target);
    ArrayNode patch =
        TreePatch.between(
            LiveOverlay.onto(live.raw(), display.before(live, masked, rendering), cloud).rule(),
            LiveOverlay.onto(live.raw(), wanted, cloud).rule());
    Set<SecretName> secrets =
        kind == ChangeKind.ROTATE ? rotated(target, live) : Rendering.secretsIn(target);
    return new Change.Update(
        entry(target, Optional.of(file)).about(secrets).showing(patch),
        kind,
        seen(there, live),
        target);
  }

  /** The change that removes the live rule. */
  Change.Delete delete(RuleVersions.Live live) {
    return new Change.Delete(
        entry(live.templates(), Optional.empty()).showing(removal(live.templates())),
        seen(search(live), live));
  }

  /** One that leaves the live rule as it is, with nothing to show of it yet. */
  Change leave(ChangeKind kind, RuleVersions.Live live, Optional<RuleFile> file, String reason) {
    return new Change.LeftAlone(
        entry(live.templates(), file).because(reason), kind, seen(search(live), live));
  }

  private static PlanEntry entry(Rule rule, Optional<RuleFile> file) {
    PlanEntry entry = PlanEntry.of(rule.id(), rule.name());
    return file.map(entry::in).orElse(entry);
  }

  private PlanMasking.Searched search(RuleVersions.Live live) {
    return display.search(display.onSite(live, rendering));
  }

  private static RuleOnSite seen(PlanMasking.Searched there, RuleVersions.Live live) {
    return new RuleOnSite(there.maskedCertainly(), live.fingerprint(), live.raw().updated());
  }
}
