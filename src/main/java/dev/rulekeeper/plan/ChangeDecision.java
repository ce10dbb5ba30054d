package dev.rulekeeper.plan;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.ThreeWayMerge;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.render.Rendering;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Decides what kind of change one rule is, from its three sides. Pure: reads nothing, writes
 * nothing.
 */
final class ChangeDecision {
  private static final String EDITED = "edited on the site: export brings it into Git";
  private final Rendering rendering;
  private final PlanMasking display;
  private final MaskedChange draft;
  private final DriftPolicy onDrift;
  private final boolean baseKnown;

  /**
   * Compares for one plan.
   *
   * @param baseKnown whether there is a base, so that a rule without one is news on both sides
   */
  ChangeDecision(
      CloudId cloud,
      Rendering rendering,
      PlanMasking display,
      DriftPolicy onDrift,
      boolean baseKnown) {
    this.rendering = rendering;
    this.display = display;
    this.draft = new MaskedChange(cloud, rendering, display);
    this.onDrift = onDrift;
    this.baseKnown = baseKnown;
  }

  /** The change of the rule of {@code sides}, or nothing where it is unchanged. */
  Optional<Change> compare(RuleVersions sides) {
    Optional<Change> change = hidden(undecided(sides), sides);
    return onDrift == DriftPolicy.SKIP ? change.map(ChangeDecision::skipped) : change;
  }

  /** What both sides changed waits for nobody where it is to be skipped. */
  private static Change skipped(Change change) {
    return change.kind() == ChangeKind.CONFLICT
        ? change
            .showing(ExactJson.array())
            .waiting(ChangeKind.DRIFT, change.reason().orElse("edited on both sides") + ": skipped")
        : change;
  }

  /**
   * What is not written, and may hold another value where the site hides it, is unproven. Whatever
   * is written holds the current values.
   */
  private Optional<Change> hidden(Optional<Change> change, RuleVersions sides) {
    boolean drift = change.filter(made -> made.kind() == ChangeKind.DRIFT).isPresent();
    if (sides.git().isEmpty() || (change.isPresent() && !drift)) {
      return change;
    }
    return sides
        .live()
        .filter(live -> !live.masks().unknown().isEmpty())
        .map(live -> hidden(sides.git().get(), live, change))
        .or(() -> change);
  }

  private Change hidden(RuleFile file, RuleVersions.Live live, Optional<Change> drift) {
    Set<JsonPointer> places = live.masks().unknown();
    Set<SecretName> names = secretsAt(places, live);
    return drift
        .orElseGet(() -> draft.update(ChangeKind.UPDATE, file, live.templates(), live))
        .about(names)
        .waiting(
            ChangeKind.UNPROVEN,
            drift.flatMap(Change::reason).map(reason -> reason + ". Besides, ").orElse("")
                + UnprovenReason.hidden(places, names));
  }

  private static Set<SecretName> secretsAt(Set<JsonPointer> places, RuleVersions.Live live) {
    Set<SecretName> names = new TreeSet<>();
    places.forEach(
        at -> names.addAll(Rendering.secretsIn(live.templates().fields().at(at).asText())));
    return names;
  }

  private Optional<Change> undecided(RuleVersions sides) {
    if (sides.git().isPresent()) {
      RuleFile file = sides.git().get();
      return sides.live().isPresent()
          ? bothThere(file, sides.base(), sides.live().get())
          : Optional.of(onlyInGit(file, sides.base()));
    }
    return sides.live().map(live -> onlyOnSite(sides.base(), live));
  }

  private Change onlyInGit(RuleFile file, Optional<BaseRule> base) {
    Change.Create create = draft.create(file);
    if (base.isEmpty()) {
      return create;
    }
    if (onDrift == DriftPolicy.OURS) {
      return create.because("deleted on the site: made again");
    }
    boolean edited = !Equality.same(base.get().rule().fields(), file.rule().fields());
    return edited
        ? create.waiting(
            ChangeKind.CONFLICT, "deleted on the site after the last sync, and edited in Git")
        : create
            .waiting(ChangeKind.DRIFT, "deleted on the site after the last sync")
            .showing(draft.removal(file.rule()));
  }

  private Change onlyOnSite(Optional<BaseRule> base, RuleVersions.Live live) {
    if (base.isEmpty()) {
      return draft
          .leave(
              ChangeKind.DRIFT,
              live,
              Optional.empty(),
              "new on the site: export brings it into Git")
          .showing(draft.whole("add", live.templates()));
    }
    Change.Delete delete = draft.delete(live);
    return onDrift == DriftPolicy.OURS || base.get().isSameOrSwitchedOff(live.templates())
        ? delete
        : delete
            .waiting(
                ChangeKind.CONFLICT, "its file is gone from Git, and it was edited on the site")
            .showing(draft.edit(base.get().rule(), live));
  }

  private Optional<Change> bothThere(
      RuleFile file, Optional<BaseRule> base, RuleVersions.Live live) {
    Rule desired = file.rule();
    Rule rendered = rendering.render(desired);
    if (Equality.same(rendered.fields(), live.fileForm().fields())) {
      return Optional.empty();
    }
    if (!live.unproven().isEmpty() && onDrift != DriftPolicy.OURS && baseKnown) {
      return Optional.of(unproven(file, live));
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
      return towards(
          file,
          desired,
          live,
          Optional.of(
              live.unproven().isEmpty()
                  ? "overwrites an edit on the site"
                  : "overwrites what stands at " + UnprovenReason.list(live.unproven())));
    }
    return gitChanged && onDrift != DriftPolicy.THEIRS
        ? merge(file, agreed, live)
        : drift(file, agreed, live);
  }

  /** A rule with a place of which nobody can say whether its text is an older value or an edit. */
  private Change unproven(RuleFile file, RuleVersions.Live live) {
    return draft
        .leave(
            ChangeKind.UNPROVEN,
            live,
            Optional.of(file),
            UnprovenReason.edited(file.rule().id(), live.unproven()))
        .about(secretsAt(live.unproven(), live));
  }

  /**
   * Without any base, Git is taken to be right. Where others have one, this rule is new on both
   * sides, as after a run that was killed when it had made it: nobody can say who changed it since.
   */
  private Optional<Change> withoutBase(RuleFile file, RuleVersions.Live live) {
    boolean same = Equality.same(file.rule().fields(), live.templates().fields());
    if (same || !baseKnown || onDrift == DriftPolicy.OURS) {
      return towards(file, file.rule(), live, Optional.empty());
    }
    if (onDrift == DriftPolicy.THEIRS) {
      return drift(file, file.rule(), live);
    }
    return Optional.of(
        draft
            .update(ChangeKind.UPDATE, file, file.rule(), live)
            .waiting(ChangeKind.CONFLICT, "edited in Git or on the site, and no base says which"));
  }

  /** An edit of the site may enter Git only when its credentials have names. */
  private Optional<Change> withEditOfSite(
      RuleFile file, Rule target, RuleVersions.Live live, String reason) {
    Set<JsonPointer> unnamed = display.unnamed(target, file.rule());
    if (unnamed.isEmpty()) {
      return towards(file, target, live, Optional.of(reason));
    }
    return Optional.of(
        draft
            .update(ChangeKind.UPDATE, file, target, live)
            .waiting(
                ChangeKind.BLOCKED,
                "edited on the site with a credential that has no name yet, at "
                    + unnamed
                    + ": run export with --secrets-out"));
  }

  /**
   * A rotation still reaches a rule that somebody edited on the site, and leaves that edit alone.
   */
  private Optional<Change> drift(RuleFile file, Rule agreed, RuleVersions.Live live) {
    boolean outdated =
        !draft.rotated(live.templates(), live).isEmpty()
            || !Equality.same(display.onSite(live, rendering).fields(), live.templates().fields());
    if (onDrift != DriftPolicy.FAIL && outdated) {
      return withEditOfSite(file, live.templates(), live, EDITED + "; the edit stays");
    }
    return Optional.of(
        draft
            .leave(ChangeKind.DRIFT, live, Optional.of(file), EDITED)
            .showing(draft.edit(agreed, live)));
  }

  private Optional<Change> merge(RuleFile file, Rule agreed, RuleVersions.Live live) {
    ThreeWayMerge.Merged merged =
        ThreeWayMerge.merge(agreed.fields(), file.rule().fields(), live.templates().fields());
    String places =
        merged.conflicts().stream()
            .map(conflict -> conflict.at().toString())
            .collect(Collectors.joining(", "));
    if (onDrift == DriftPolicy.SKIP) {
      String where = places.isEmpty() ? "" : " at " + places;
      return Optional.of(leftAlone(file, live, where, "skipped").showing(draft.edit(agreed, live)));
    }
    if (!merged.conflicts().isEmpty()) {
      return Optional.of(
          draft
              .update(ChangeKind.UPDATE, file, file.rule(), live)
              .waiting(
                  ChangeKind.CONFLICT,
                  "edited in Git and on the site: "
                      + places
                      + ". To settle it: sync --on-drift ours, or export --on-drift theirs, with"
                      + " --select "
                      + file.rule().id()));
    }
    if (onDrift == DriftPolicy.FAIL) {
      return Optional.of(
          leftAlone(file, live, " in different places", "not merged")
              .showing(draft.edit(agreed, live)));
    }
    Rule target = new Rule(file.rule().id(), (ObjectNode) merged.tree());
    if (Equality.same(target.fields(), live.templates().fields())) {
      return drift(file, agreed, live);
    }
    return withEditOfSite(file, target, live, "merged with an edit on the site");
  }

  private Change leftAlone(RuleFile file, RuleVersions.Live live, String where, String what) {
    return draft.leave(
        ChangeKind.DRIFT,
        live,
        Optional.of(file),
        "edited in Git and on the site" + where + ": " + what);
  }

  /** The change that makes {@code target} of the live rule. */
  private Optional<Change> towards(
      RuleFile file, Rule target, RuleVersions.Live live, Optional<String> reason) {
    Rule onSite = display.onSite(live, rendering);
    Set<String> fields = differingFields(onSite.fields(), target.fields());
    ChangeKind kind = ChangeKind.UPDATE;
    Set<SecretName> rotated = draft.rotated(target, live);
    if (fields.isEmpty()) {
      if (rotated.isEmpty()) {
        // What differs is hidden by the site, so there is nothing to compare and nothing to do.
        return Optional.empty();
      }
      kind = ChangeKind.ROTATE;
    } else if (isCurrent(rotated, live) && fields.equals(Set.of("state"))) {
      kind = ChangeKind.STATE;
    } else if (isCurrent(rotated, live) && fields.equals(Set.of("scope"))) {
      kind = ChangeKind.SCOPE;
    }
    Change update = draft.update(kind, file, target, live);
    return Optional.of(reason.map(update::because).orElse(update));
  }

  /** Whether the rule holds all current values, so that an endpoint will do that sends none. */
  private static boolean isCurrent(Set<SecretName> rotated, RuleVersions.Live live) {
    return rotated.isEmpty() && live.masks().unknown().isEmpty();
  }

  private static Set<String> differingFields(ObjectNode live, ObjectNode target) {
    Set<String> keys = new TreeSet<>();
    live.fieldNames().forEachRemaining(keys::add);
    target.fieldNames().forEachRemaining(keys::add);
    keys.removeIf(key -> Equality.same(live.path(key), target.path(key)));
    return keys;
  }
}
