package dev.rulekeeper.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.TreePatch;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.sandbox.seed.SeedRules;
import dev.rulekeeper.sandbox.seed.SeedSite;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Evidence;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.secret.render.ReverseSubstitution;
import dev.rulekeeper.secret.search.KnownValues;
import dev.rulekeeper.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What a run does with each rule, over a hundred rules of the sandbox: divide by a hundred for one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class HotPaths {
  private static final CloudId CLOUD = new CloudId("11111111-2222-4333-8444-555555555555");
  private static final String TOKEN =
      "ATATT3xFfGF0EXAMPLE-token-of-a-benchmark-and-of-nobody=3A9DCD7B";

  /** The least size of a rule as JSON. */
  @Param({"0", "10000"})
  public int bytes;

  private final List<Rule> live = new ArrayList<>();
  private final List<Rule> templates = new ArrayList<>();
  private final List<String> yaml = new ArrayList<>();
  private final List<String> json = new ArrayList<>();
  private final Detector detector = new Detector();
  private ReverseSubstitution reverse;
  private Rendering rendering;

  /** Makes the rules. */
  @Setup
  public void rules() {
    SecretMap secrets =
        SecretMap.of(new TreeMap<>(Map.of(new SecretName("bot"), SecretValue.of(TOKEN))));
    rendering = new Rendering(secrets, Map.of());
    reverse = new ReverseSubstitution(KnownValues.of(secrets), rendering);
    SeedSite site =
        new SeedSite(
            "http://127.0.0.1:1/target",
            CLOUD.toString(),
            "bot@acme.example",
            TOKEN,
            "a",
            "b",
            "c");
    SeedRules.of(site, 100, bytes)
        .forEach(
            envelope -> {
              RuleId id = new RuleId(new UUID(7L << 12, Long.MIN_VALUE + live.size()));
              ApiRule sent =
                  new ApiRule(
                      id,
                      (ObjectNode) envelope.get("rule"),
                      (ArrayNode) envelope.get("connections"));
              Rule rule = FileForm.of(sent, CLOUD);
              Rule template = substituted(rule);
              live.add(rule);
              templates.add(template);
              yaml.add(Yaml.write(template.fields()));
              json.add(ExactJson.write(template.fields()));
            });
  }

  private Rule substituted(Rule rule) {
    return reverse.apply(rule, List.of(), Evidence.none(Map.of())).rule();
  }

  /** Finds credentials. */
  @Benchmark
  public void detect(Blackhole hole) {
    templates.forEach(rule -> hole.consume(detector.find(rule.fields())));
  }

  /** Puts placeholders in the place of known values. */
  @Benchmark
  public void substitute(Blackhole hole) {
    live.forEach(rule -> hole.consume(substituted(rule)));
  }

  /** Puts values in the place of placeholders. */
  @Benchmark
  public void render(Blackhole hole) {
    templates.forEach(rule -> hole.consume(rendering.render(rule)));
  }

  /** Reads rule files. */
  @Benchmark
  public void readYaml(Blackhole hole) {
    yaml.forEach(text -> hole.consume(Yaml.read("rule.yaml", text)));
  }

  /** Writes rule files. */
  @Benchmark
  public void writeYaml(Blackhole hole) {
    templates.forEach(rule -> hole.consume(Yaml.write(rule.fields())));
  }

  /** Reads the same trees from JSON, for comparison. */
  @Benchmark
  public void readJson(Blackhole hole) {
    json.forEach(text -> hole.consume(ExactJson.read(text)));
  }

  /** Aligns two states of a rule and computes the patch between them. */
  @Benchmark
  public void diff(Blackhole hole) {
    for (int i = 0; i < live.size(); i++) {
      JsonNode edited = live.get(i).fields().deepCopy();
      ((ObjectNode) edited).put("name", "Edited");
      hole.consume(TreePatch.between(live.get(i).fields(), edited));
    }
  }

  /** Packs rules and makes their trees again. */
  @Benchmark
  public void pack(Blackhole hole) {
    live.forEach(rule -> hole.consume(rule.packed().fields()));
  }

  /** What a plan asks of a rule that it knows. */
  @Benchmark
  public void facts(Blackhole hole) {
    templates.forEach(rule -> hole.consume(new Rule(rule.id(), rule.fields()).facts()));
  }
}
