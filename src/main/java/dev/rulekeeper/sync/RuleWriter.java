package dev.rulekeeper.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.atlassian.ApiException;
import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.json.PatchException;
import dev.rulekeeper.json.TreePatch;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.LiveStateId;
import dev.rulekeeper.plan.RuleOnSite;
import dev.rulekeeper.plan.SiteContext;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.LiveOverlay;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleState;
import dev.rulekeeper.secret.fingerprint.Fingerprints;
import dev.rulekeeper.secret.render.Rendering;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes one change on the site: read again, compare with the plan, write, read back. */
final class RuleWriter {
  private final AutomationApi api;
  private final CloudId cloud;
  private final Rendering rendering;
  private final Fingerprints fingerprints;
  private final ReadBack readBack;
  private final WriteObserver observer;

  RuleWriter(SiteContext site, ReadBack readBack, WriteObserver observer) {
    this.api = site.api();
    this.cloud = site.cloud();
    this.rendering = site.rendering();
    this.fingerprints = site.fingerprints();
    this.readBack = readBack;
    this.observer = observer;
  }

  /**
   * Makes {@code change}.
   *
   * @throws ApiException if the site refuses or cannot be reached
   * @throws PatchException if the change cannot be made of the rule, or would change what it must
   *     not
   */
  Outcome write(Change.Write change) {
    if (change instanceof Change.Create create) {
      return create(create);
    }
    Optional<ApiRule> fresh = api.rule(change.id());
    if (change instanceof Change.Delete delete) {
      return fresh.map(rule -> delete(delete, rule)).orElseGet(() -> Outcome.applied(delete, ""));
    }
    return fresh
        .map(rule -> update((Change.Update) change, rule))
        .orElseGet(
            () ->
                Outcome.of(
                    change, Outcome.Status.SKIPPED, "deleted on the site since the plan was made"));
  }

  private Outcome create(Change.Create change) {
    Rule wanted = rendering.render(change.wanted());
    Optional<ApiRule> existing = api.rule(change.id());
    if (existing.isPresent()
        && !Equality.same(FileForm.of(existing.get(), cloud).fields(), wanted.fields())) {
      return Outcome.of(
          change,
          Outcome.Status.SKIPPED,
          "the site has a rule with this id since the plan was made: plan again");
    }
    if (existing.isEmpty()) {
      api.create(FileForm.toApi(wanted, cloud));
    }
    return readBack(change, wanted, change.wanted(), Optional.empty());
  }

  private Outcome update(Change.Update change, ApiRule fresh) {
    Rule live = FileForm.of(fresh, cloud);
    if (!isAsPlanned(change.live(), fresh, live)) {
      return moved(change);
    }
    Rule wanted = rendering.render(change.wanted());
    if (Equality.same(live.fields(), wanted.fields())) {
      // The plan did not look at this rule itself, only at another one with the same secret.
      return Outcome.found(change, fresh.updated());
    }
    observer.overwriting(change, live);
    switch (change.kind()) {
      case STATE ->
          api.setState(
              change.id(), RuleState.valueOf(wanted.fields().path("state").asText("DISABLED")));
      case SCOPE -> api.setScope(change.id(), scopeOf(wanted));
      default -> api.update(patched(change, fresh, wanted));
    }
    return readBack(change, wanted, change.wanted(), Optional.of(live));
  }

  private boolean isAsPlanned(RuleOnSite planned, ApiRule fresh, Rule live) {
    return LiveStateId.is(planned.state(), fingerprints, live, fresh.updated());
  }

  private static Outcome moved(Change change) {
    return Outcome.of(
        change, Outcome.Status.SKIPPED, "changed on the site since the plan was made: plan again");
  }

  private ApiRule patched(Change.Update change, ApiRule fresh, Rule wanted) {
    ApiRule target = LiveOverlay.onto(fresh, wanted, cloud);
    ArrayNode patch = TreePatch.between(fresh.rule(), target.rule());
    if (change.kind() == ChangeKind.ROTATE) {
      refuseAnythingButSecrets(change, fresh, patch);
    }
    ObjectNode rule = (ObjectNode) TreePatch.apply(patch, fresh.rule());
    return new ApiRule(fresh.id(), rule, target.connections());
  }

  /** A rotation may replace leaves that hold a secret, and nothing else. */
  private void refuseAnythingButSecrets(Change.Update change, ApiRule fresh, ArrayNode patch) {
    ObjectNode templates = LiveOverlay.onto(fresh, change.wanted(), cloud).rule();
    for (int index = 0; index < patch.size(); index++) {
      JsonNode operation = patch.get(index);
      String path = operation.path("path").asText();
      JsonNode template = templates.at(path);
      boolean secret = template.isTextual() && !Rendering.secretsIn(template.textValue()).isEmpty();
      if (!secret || operation.path("op").asText().matches("add|remove|move|copy")) {
        throw new PatchException(index, path, "a rotation must not change it");
      }
    }
  }

  private List<String> scopeOf(Rule wanted) {
    List<String> scope = new ArrayList<>();
    FileForm.toApi(wanted, cloud)
        .rule()
        .path("ruleScopeARIs")
        .forEach(ari -> scope.add(ari.asText()));
    return scope;
  }

  private Outcome delete(Change.Delete change, ApiRule fresh) {
    Rule live = FileForm.of(fresh, cloud);
    if (!isAsPlanned(change.live(), fresh, live)) {
      return moved(change);
    }
    if (live.fields().path("state").asText().equals(RuleState.ENABLED.name())) {
      api.setState(change.id(), RuleState.DISABLED);
    }
    api.delete(change.id());
    return Outcome.applied(change, "");
  }

  private Outcome readBack(Change change, Rule sent, Rule wanted, Optional<Rule> before) {
    ReadBack.Seen seen = readBack.await(change.id(), sent, wanted, before);
    if (seen.arrived()) {
      return Outcome.applied(change, seen.updated());
    }
    if (seen.disabled()) {
      return Outcome.of(
          change,
          Outcome.Status.FAILED,
          "the site switched the rule off: it uses a connection of another user, or its actor may"
              + " not run it; open the rule in the browser, mend that and switch it on");
    }
    if (seen.dropped().isEmpty()) {
      return Outcome.of(
          change,
          Outcome.Status.FAILED,
          "the site took the change but does not show it yet: plan again in a minute");
    }
    return new Outcome(
        change,
        Outcome.Status.FAILED,
        Optional.of(
            "the site took the change but did not keep " + String.join(", ", seen.dropped())),
        seen.dropped(),
        Optional.of(seen.updated()));
  }
}
