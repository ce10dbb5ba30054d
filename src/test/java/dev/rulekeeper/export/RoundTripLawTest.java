package dev.rulekeeper.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.Samples;
import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.file.FileContent;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.plan.Planner;
import dev.rulekeeper.plan.SiteContext;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleShape;
import dev.rulekeeper.rule.RuleState;
import dev.rulekeeper.rule.RuleSummary;
import dev.rulekeeper.rule.RuleTrees;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import dev.rulekeeper.secret.fingerprint.Fingerprints;
import dev.rulekeeper.secret.guard.Redactor;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.secret.search.KnownValues;
import dev.rulekeeper.yaml.Yaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The law that holds the tool together, through the whole way from a site to files and back. */
class RoundTripLawTest {
  private static final SiteName SITE = new SiteName("acme");

  @Provide
  Arbitrary<List<ApiRule>> sites() {
    return RuleTrees.asSent()
        .map(RuleTrees::asRead)
        .filter(rule -> RuleShape.problem(rule).isEmpty())
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .uniqueElements(ApiRule::id);
  }

  @Property(seed = Draws.SEED, tries = 150)
  void any_rules_survive_the_way_into_git_and_back(@ForAll("sites") List<ApiRule> live) {
    holds(live, RuleTrees.CLOUD);
  }

  @Test
  void the_rules_of_the_built_in_site_survive_it() {
    List<ApiRule> live = new ArrayList<>();
    CloudId cloud;
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder().rules(120).build())) {
      cloud = new CloudId(sandbox.cloudId());
      for (ObjectNode envelope : sandbox.rules()) {
        RuleId id = RuleId.of(envelope.path("rule").path("uuid").asText());
        live.add(
            new ApiRule(
                id, (ObjectNode) envelope.path("rule"), (ArrayNode) envelope.path("connections")));
      }
    }
    holds(live, cloud);
  }

  @ParameterizedTest
  @MethodSource("dev.rulekeeper.Samples#corpora")
  void rules_that_were_exported_from_real_sites_survive_it(Path corpus) throws IOException {
    Map<RuleId, ApiRule> live = new LinkedHashMap<>();
    for (Path file : Samples.json(corpus)) {
      RuleImport.read(file.toString(), Files.readString(file), RuleTrees.CLOUD)
          .forEach(rule -> live.put(rule.id(), rule));
    }
    assertThat(live).hasSizeGreaterThan(10);
    holds(List.copyOf(live.values()), RuleTrees.CLOUD);
  }

  private static void holds(List<ApiRule> live, CloudId cloud) {
    Export first = export(live, cloud, new Git(List.of(), Baseline.none(), Optional.empty()));
    List<RuleFile> files = new ArrayList<>();
    first
        .files()
        .contents()
        .forEach(
            (path, content) -> {
              if (!path.equals(RuleRepository.LEDGER)) {
                files.add(RuleFile.read(path, text(content)));
              }
            });
    assertThat(files).hasSameSizeAs(live);
    Rendering rendering = new Rendering(first.adopted(), Map.of());
    for (RuleFile file : files) {
      ApiRule rule =
          live.stream().filter(r -> r.id().equals(file.rule().id())).findFirst().orElseThrow();
      assertThat(
              Equality.same(
                  rendering.render(file.rule()).fields(), FileForm.of(rule, cloud).fields()))
          .as("rendering gives the rule back:%n%s", file.text())
          .isTrue();
      assertThat(file.text()).endsWith(RuleRepository.text(file.rule()));
      assertThat(RuleRepository.text(file.rule(), file)).isEqualTo(file.text());
    }
    Optional<String> ledger = first.files().text(RuleRepository.LEDGER);
    assertThat(ledger).isPresent();
    Baseline base = Baseline.of(first.base());
    Git git = new Git(files, base, ledger);
    assertThat(export(live, cloud, git, first.adopted()).files().paths()).isEmpty();
    assertThat(export(live, cloud, git).files().paths()).as("without values").isEmpty();
    assertThat(
            new Planner(
                    new SiteContext(
                        new Reading(live), cloud, rendering, Fingerprints.ofThisProcess()),
                    KnownValues.of(first.adopted()),
                    new Redactor(),
                    List.of(),
                    Clock.systemUTC())
                .plan(SITE, files, base, PlanOptions.careful(), Progress.SILENT)
                .plan()
                .changes())
        .isEmpty();
  }

  /** What Git holds before an export. */
  private record Git(List<RuleFile> files, Baseline base, Optional<String> ledger) {}

  private static Export export(List<ApiRule> live, CloudId cloud, Git git) {
    return export(live, cloud, git, SecretMap.of(Map.of()));
  }

  private static Export export(List<ApiRule> live, CloudId cloud, Git git, SecretMap secrets) {
    Ledger ledger =
        git.ledger()
            .map(text -> Ledger.read(Yaml.read(RuleRepository.LEDGER, text)))
            .orElseGet(Ledger::empty);
    return new RuleExporter(
            cloud,
            new RepositorySnapshot(
                git.files(), git.base(), ledger, git.ledger(), Set.of(), Set.of()),
            secrets,
            Map.of(),
            new Redactor())
        .export(
            SITE,
            new SiteReading.Read(
                new LiveRules(LiveRule.all(live, cloud), Map.of()), Set.of(), false, List.of()));
  }

  private static String text(Optional<FileContent> content) {
    return new String(content.orElseThrow().bytes(), StandardCharsets.UTF_8);
  }

  /** A site that is only read. */
  private record Reading(List<ApiRule> live) implements AutomationApi {
    @Override
    public List<RuleSummary> summaries() {
      return live.stream()
          .map(
              rule ->
                  new RuleSummary(
                      rule.id(), rule.name(), RuleState.ENABLED, List.of(), List.of(), ""))
          .toList();
    }

    @Override
    public Optional<ApiRule> rule(RuleId id) {
      return live.stream().filter(rule -> rule.id().equals(id)).findFirst();
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
      throw new AssertionError("a plan writes nothing");
    }

    @Override
    public void update(ApiRule rule) {
      throw new AssertionError("a plan writes nothing");
    }

    @Override
    public void setState(RuleId id, RuleState state) {
      throw new AssertionError("a plan writes nothing");
    }

    @Override
    public void setScope(RuleId id, List<String> scope) {
      throw new AssertionError("a plan writes nothing");
    }

    @Override
    public void delete(RuleId id) {
      throw new AssertionError("a plan writes nothing");
    }

    @Override
    public void close() {}
  }
}
