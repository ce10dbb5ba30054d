package dev.rulekeeper.plan;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.diff.Graft;
import dev.rulekeeper.diff.ThreeWayMerge;
import dev.rulekeeper.diff.TreePatch;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.Equality;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.BaseRule;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.known.Rendering;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Decides what kind of change one rule is, from its three sides. Pure: reads nothing, writes
 * nothing.
 */
final class Comparison {
  private static final String EDITED = "edited on the site: export brings it into Git";
  private final CloudId cloud;
  private final Rendering rendering;
  private final Display display;
  private final DriftPolicy onDrift;
  private final boolean baseKnown;

  /**
   * Compares for one plan.
   *
   * @param baseKnown whether there is a base, so that a rule without one is news on both sides
   */
  Comparison(
      CloudId cloud, Rendering rendering, Display display, DriftPolicy onDrift, boolean baseKnown) {
    this.cloud = cloud;
    this.rendering = rendering;
    this.display = display;
    this.onDrift = onDrift;
    this.baseKnown = baseKnown;
  }

  /** The change of the rule {@code id}, or nothing where it is unchanged. */
  Optional<Change> compare(RuleId id, Sides sides) {
    Optional<Change> change = undecided(id, sides);
    return onDrift == DriftPolicy.SKIP ? change.map(Comparison::skipped) : change;
  }

  /** What both sides changed waits for nobody where it is to be skipped. */
  private static Change skipped(Change change) {
    return change.kind() == ChangeKind.CONFLICT
        ? change.withKind(ChangeKind.DRIFT, change.reason().orElseThrow() + ": skipped")
        : change;
  }

  private Optional<Change> undecided(RuleId id, Sides sides) {
    if (sides.git().isPresent()) {
      RuleFile file = sides.git().get();
      return sides.live().isPresent()
          ? bothThere(file, sides.base(), sides.live().get())
          : onlyInGit(file, sides.base());
    }
    return sides.live().flatMap(live -> onlyOnSite(id, sides.base(), live));
  }

  private Optional<Change> onlyInGit(RuleFile file, Optional<BaseRule> base) {
    if (base.isEmpty()) {
      return Optional.of(create(file, Optional.empty()));
    }
    if (onDrift == DriftPolicy.OURS) {
      return Optional.of(create(file, Optional.of("deleted on the site: made again")));
    }
    boolean edited = !Equality.same(base.get().rule().fields(), file.rule().fields());
    Change change =
        edited
            ? create(file, Optional.empty())
                .withKind(
                    ChangeKind.CONFLICT,
                    "deleted on the site after the last sync, and edited in Git")
            : create(file, Optional.empty())
                .withKind(ChangeKind.DRIFT, "deleted on the site after the last sync");
    return Optional.of(change);
  }

  private Change create(RuleFile file, Optional<String> reason) {
    ApiRule shown = FileForm.toApi(display.mask(file.rule()), cloud);
    ArrayNode patch = ExactJson.array();
    ObjectNode add = ExactJson.object().put("op", "add").put("path", "");
    add.set("value", shown.rule());
    patch.add(add);
    return new Change(
        file.rule().id(),
        ChangeKind.CREATE,
        file.rule().name(),
        Optional.of(file.path()),
        file.templatePath(),
        reason,
        new TreeSet<>(Rendering.secretsIn(file.rule())),
        patch,
        Optional.empty(),
        Optional.empty(),
        Optional.of(file.rule()));
  }

  private Optional<Change> onlyOnSite(RuleId id, Optional<BaseRule> base, Sides.Live live) {
    if (base.isEmpty()) {
      return Optional.of(
          change(ChangeKind.DRIFT, id, live, Optional.empty(), Set.of())
              .withKind(ChangeKind.DRIFT, "new on the site: export brings it into Git"));
    }
    if (onDrift != DriftPolicy.OURS && !base.get().isSameOrSwitchedOff(live.templates())) {
      return Optional.of(
          change(ChangeKind.CONFLICT, id, live, Optional.empty(), Set.of())
              .withKind(
                  ChangeKind.CONFLICT, "its file is gone from Git, and it was edited on the site"));
    }
    return Optional.of(change(ChangeKind.DELETE, id, live, Optional.empty(), Set.of()));
  }

  private Optional<Change> bothThere(RuleFile file, Optional<BaseRule> base, Sides.Live live) {
    Rule desired = file.rule();
    Rule rendered = rendering.render(desired);
    if (Equality.same(rendered.fields(), live.fileForm().fields())) {
      return Optional.empty();
    }
    if (base.isEmpty()) {
      return withoutBase(file, live);
    }
    Rule agreed = base.get().rule();
    boolean gitChanged = !Equality.same(agreed.fields(), desired.fields());
    boolean siteChanged = !Equality.same(agreed.fields(), live.templates().fields());
    if (!siteChanged) {
      return towards(file, desired, live, Optional.empty());
    }
    if (Equality.same(desired.fields(), live.templates().fields())) {
      return towards(file, desired, live, Optional.empty());
    }
    if (onDrift == DriftPolicy.OURS) {
      return towards(file, desired, live, Optional.of("overwrites an edit on the site"));
    }
    return gitChanged && onDrift != DriftPolicy.THEIRS
        ? merge(file, agreed, live)
        : drift(file, live);
  }

  /**
   * Without any base, Git is taken to be right. Where others have one, this rule is new on both
   * sides, as after a run that was killed when it had made it: nobody can say who changed it since.
   */
  private Optional<Change> withoutBase(RuleFile file, Sides.Live live) {
    boolean same = Equality.same(file.rule().fields(), live.templates().fields());
    if (same || !baseKnown || onDrift == DriftPolicy.OURS) {
      return towards(file, file.rule(), live, Optional.empty());
    }
    if (onDrift == DriftPolicy.THEIRS) {
      return drift(file, live);
    }
    return Optional.of(
        toward(ChangeKind.CONFLICT, file, file.rule(), live)
            .withKind(ChangeKind.CONFLICT, "edited in Git or on the site, and no base says which"));
  }

  /** An edit of the site may enter Git only when its credentials have names. */
  private Optional<Change> withEditOfSite(
      RuleFile file, Rule target, Sides.Live live, String reason) {
    Set<JsonPointer> unnamed = display.unnamed(target, file.rule());
    if (unnamed.isEmpty()) {
      return towards(file, target, live, Optional.of(reason));
    }
    return Optional.of(
        toward(ChangeKind.BLOCKED, file, target, live)
            .withKind(
                ChangeKind.BLOCKED,
                "edited on the site with a credential that has no name yet, at "
                    + unnamed
                    + ": run export with --secrets-out"));
  }

  /**
   * A rotation still reaches a rule that somebody edited on the site, and leaves that edit alone.
   */
  private Optional<Change> drift(RuleFile file, Sides.Live live) {
    boolean outdated =
        !rotated(live.templates(), live).isEmpty()
            || !Equality.same(display.onSite(live, rendering).fields(), live.templates().fields());
    if (onDrift != DriftPolicy.FAIL && outdated) {
      return withEditOfSite(file, live.templates(), live, EDITED + "; the edit stays");
    }
    return Optional.of(
        change(ChangeKind.DRIFT, file.rule().id(), live, Optional.of(file), Set.of())
            .withKind(ChangeKind.DRIFT, EDITED));
  }

  private Optional<Change> merge(RuleFile file, Rule agreed, Sides.Live live) {
    ThreeWayMerge.Merged merged =
        ThreeWayMerge.merge(agreed.fields(), file.rule().fields(), live.templates().fields());
    String places =
        merged.conflicts().stream()
            .map(conflict -> conflict.at().toString())
            .collect(Collectors.joining(", "));
    if (onDrift == DriftPolicy.SKIP) {
      return Optional.of(leftAlone(file, live, places.isEmpty() ? "" : " at " + places, "skipped"));
    }
    if (!merged.conflicts().isEmpty()) {
      Change change = toward(ChangeKind.CONFLICT, file, file.rule(), live);
      return Optional.of(
          change.withKind(
              ChangeKind.CONFLICT,
              "edited in Git and on the site: "
                  + places
                  + ". To settle it: sync --on-drift ours, or export --on-drift theirs, with --select "
                  + file.rule().id()));
    }
    if (onDrift == DriftPolicy.FAIL) {
      return Optional.of(leftAlone(file, live, " in different places", "not merged"));
    }
    Rule target = new Rule(file.rule().id(), (ObjectNode) merged.tree());
    if (Equality.same(target.fields(), live.templates().fields())) {
      return drift(file, live);
    }
    return withEditOfSite(file, target, live, "merged with an edit on the site");
  }

  private Change leftAlone(RuleFile file, Sides.Live live, String where, String what) {
    return change(ChangeKind.DRIFT, file.rule().id(), live, Optional.of(file), Set.of())
        .withKind(ChangeKind.DRIFT, "edited in Git and on the site" + where + ": " + what);
  }

  /** The change that makes {@code target} of the live rule. */
  private Optional<Change> towards(
      RuleFile file, Rule target, Sides.Live live, Optional<String> reason) {
    Rule onSite = display.onSite(live, rendering);
    Set<String> fields = differingFields(onSite.fields(), target.fields());
    ChangeKind kind = ChangeKind.UPDATE;
    Set<SecretName> rotated = rotated(target, live);
    if (fields.isEmpty()) {
      if (rotated.isEmpty()) {
        // What differs is hidden by the site, so there is nothing to compare and nothing to do.
        return Optional.empty();
      }
      kind = ChangeKind.ROTATE;
    } else if (rotated.isEmpty() && fields.equals(Set.of("state"))) {
      kind = ChangeKind.STATE;
    } else if (rotated.isEmpty() && fields.equals(Set.of("scope"))) {
      kind = ChangeKind.SCOPE;
    }
    Change change = toward(kind, file, target, live);
    return Optional.of(reason.isEmpty() ? change : change.withKind(kind, reason.get()));
  }

  private static Set<String> differingFields(ObjectNode live, ObjectNode target) {
    Set<String> keys = new TreeSet<>();
    live.fieldNames().forEachRemaining(keys::add);
    target.fieldNames().forEachRemaining(keys::add);
    keys.removeIf(key -> Equality.same(live.path(key), target.path(key)));
    return keys;
  }

  /** The secrets whose value on the site is another one than the map has, masked ones aside. */
  private Set<SecretName> rotated(Rule target, Sides.Live live) {
    return display.rotated(live, target, rendering);
  }

  private Change toward(ChangeKind kind, RuleFile file, Rule target, Sides.Live live) {
    Set<SecretName> secrets =
        kind == ChangeKind.ROTATE ? rotated(target, live) : Rendering.secretsIn(target);
    ArrayNode patch =
        TreePatch.between(
            Graft.onto(live.raw(), display.before(live, rendering), cloud).rule(),
            Graft.onto(live.raw(), display.mask(target), cloud).rule());
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
        Optional.of(target));
  }

  private Change change(
      ChangeKind kind,
      RuleId id,
      Sides.Live live,
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
        Optional.empty());
  }
}
