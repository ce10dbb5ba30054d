package dev.rulekeeper.plan;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleState;
import dev.rulekeeper.rule.RuleSummary;
import dev.rulekeeper.secret.render.Rendering;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The site as it was when Git and site last agreed: what a plan is compared with that asks no site.
 * Values are those of the rendering, so none differs.
 */
public final class SiteAsAgreed implements AutomationApi {
  private final Baseline base;
  private final Rendering rendering;
  private final CloudId cloud;

  /** The site of {@code base}, whose scopes are told with {@code cloud}. */
  public SiteAsAgreed(Baseline base, Rendering rendering, CloudId cloud) {
    this.base = base;
    this.rendering = rendering;
    this.cloud = cloud;
  }

  @Override
  public List<RuleSummary> summaries() {
    return new TreeSet<>(base.ids())
        .stream()
            .flatMap(id -> rule(id).stream())
            .map(
                rule ->
                    new RuleSummary(
                        rule.id(),
                        rule.name(),
                        RuleState.valueOf(rule.rule().path("state").asText()),
                        List.of(),
                        labels(rule),
                        ""))
            .toList();
  }

  private static List<String> labels(ApiRule rule) {
    List<String> labels = new ArrayList<>();
    rule.rule().path("labels").forEach(label -> labels.add(label.asText()));
    return labels;
  }

  @Override
  public Optional<ApiRule> rule(RuleId id) {
    return base.read()
        .apply(id)
        .map(BaseRule::rule)
        .map(rule -> FileForm.toApi(rendering.render(rule), cloud));
  }

  @Override
  public void rules(Collection<RuleId> ids, Consumer<ApiRule> consumer) {
    ids.forEach(id -> rule(id).ifPresent(consumer));
  }

  @Override
  public Optional<ApiRule> redacted(RuleId id) {
    return Optional.empty();
  }

  @Override
  public Optional<String> accountId() {
    return Optional.empty();
  }

  @Override
  public void create(ApiRule rule) {
    throw readOnly();
  }

  @Override
  public void update(ApiRule rule) {
    throw readOnly();
  }

  @Override
  public void setState(RuleId id, RuleState state) {
    throw readOnly();
  }

  @Override
  public void setScope(RuleId id, List<String> scope) {
    throw readOnly();
  }

  @Override
  public void delete(RuleId id) {
    throw readOnly();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("what was agreed on cannot be changed");
  }

  @Override
  public void close() {}
}
