package dev.rulekeeper.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.TreePatch;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.LiveOverlay;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.render.Rendering;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes a change down as a reader may see it: masked, and as operations on the live rule. */
final class ChangeDraft {
  private final CloudId cloud;
  private final Rendering rendering;
  private final PlanMasking display;

  ChangeDraft(CloudId cloud, Rendering rendering, PlanMasking display) {
    this.cloud = cloud;
    this.rendering = rendering;
    this.display = display;
  }

  /** The change that makes the rule of {@code file}. */
  Change create(RuleFile file, Optional<String> reason) {
    return new Change(
        file.rule().id(),
        ChangeKind.CREATE,
        file.rule().name(),
        Optional.of(file.path()),
        file.templatePath(),
        reason,
        new TreeSet<>(Rendering.secretsIn(file.rule())),
        whole("add", file.rule()),
        Optional.empty(),
        Optional.empty(),
        Optional.of(file.rule()));
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

  /** A change of this kind that makes {@code target} of the live rule. */
  Change toward(ChangeKind kind, RuleFile file, Rule target, RuleVersions.Live live) {
    Set<SecretName> secrets =
        kind == ChangeKind.ROTATE ? rotated(target, live) : Rendering.secretsIn(target);
    ArrayNode patch =
        TreePatch.between(
            LiveOverlay.onto(live.raw(), display.before(live, rendering), cloud).rule(),
            LiveOverlay.onto(live.raw(), display.mask(target), cloud).rule());
    return new Change(
        target.id(),
        kind,
        target.name(),
        Optional.of(file.path()),
        file.templatePath(),
        Optional.empty(),
        new TreeSet<>(secrets),
        patch,
        Optional.of(live.fingerprint()),
        Optional.of(display.maskCertain(display.onSite(live, rendering))),
        Optional.of(target),
        Optional.of(live.raw().updated()));
  }

  /** One that leaves the live rule as it is, with nothing to show of it yet. */
  Change change(
      ChangeKind kind,
      RuleId id,
      RuleVersions.Live live,
      Optional<RuleFile> file,
      Set<SecretName> secrets) {
    return new Change(
        id,
        kind,
        live.templates().name(),
        file.map(RuleFile::path),
        file.flatMap(RuleFile::templatePath),
        Optional.empty(),
        new TreeSet<>(secrets),
        ExactJson.array(),
        Optional.of(live.fingerprint()),
        Optional.of(display.maskCertain(display.onSite(live, rendering))),
        Optional.empty(),
        Optional.of(live.raw().updated()));
  }
}
