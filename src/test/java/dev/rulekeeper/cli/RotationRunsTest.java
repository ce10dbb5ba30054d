package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.sandbox.SandboxOptions;
import dev.rulekeeper.secret.render.RotationTemplates;
import dev.rulekeeper.secret.render.RotationTemplates.Template;
import dev.rulekeeper.secret.render.RotationTemplates.Where;
import dev.rulekeeper.secret.render.RotationValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * The law of rotation over whole runs against a site: what sync writes is exact, and what it cannot
 * prove it names and does not end with 0. {@code -Drulekeeper.rotation-runs=N} makes N runs against
 * a clear and a masked site each instead of one, every other one with the key.
 */
class RotationRunsTest {
  private static final int RULES = Integer.getInteger("rulekeeper.rotation-rules", 12);
  private static final int RUNS = Integer.getInteger("rulekeeper.rotation-runs", 1);
  private static final String KEY = "EXAMPLE-key-of-the-state";

  /** One rule with its template and values. */
  private record Placed(String id, Template template, boolean edited) {}

  @Property(
      seed = Draws.SEED,
      tries = 1,
      shrinking = ShrinkingMode.OFF,
      edgeCases = EdgeCasesMode.NONE)
  void every_rotation_is_exact_or_named(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    for (int run = 0; run < RUNS; run++) {
      for (boolean masked : new boolean[] {false, true}) {
        // Of a masked site nothing is known without the key.
        boolean key = masked || run % 2 == 1;
        Path folder = Files.createTempDirectory("rotation");
        try {
          rotate(random, folder, masked, key, key ? 1 : 2);
        } finally {
          delete(folder);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  private void rotate(Random random, Path folder, boolean masked, boolean key, int rounds)
      throws IOException {
    SandboxOptions options = SandboxOptions.builder().rules(1).maskedReads(masked).build();
    try (RotationSite site = RotationSite.start(folder, options)) {
      if (key) {
        site.repository().environment().put("RULEKEEPER_STATE_KEY", KEY);
      }
      site.export(Map.of());
      List<String> hidden = fillIn(site);
      Map<String, String> values = new LinkedHashMap<>();
      List<Placed> placed = new ArrayList<>();
      for (int i = 0; i < RULES; i++) {
        placed.add(place(site, random, i, values));
      }
      ledger(site, values);
      site.secrets(values);
      List<String> sync = new ArrayList<>(List.of("sync", "--max-changes", "100%"));
      hidden.forEach(name -> sync.addAll(List.of("--rotate", name)));
      site.repository().runWithSecrets(sync.toArray(String[]::new)).succeeded();
      for (int round = 0; round < rounds; round++) {
        rotate(site, random, placed, values, round);
      }
    }
  }

  /** Gives values to the placeholders of headers that the site hides, and names them. */
  private static List<String> fillIn(RotationSite site) throws IOException {
    List<String> hidden = new ArrayList<>();
    JsonNode list =
        ExactJson.read(site.repository().run("secrets", "list", "-o", "json").succeeded().out());
    for (JsonNode secret : list) {
      String name = secret.path("name").asText();
      if (!site.repository().secretMap().containsKey(name)) {
        site.secrets(Map.of(name, "EXAMPLE-value-of-" + name));
        hidden.add(name);
      }
    }
    return hidden;
  }

  private static Placed place(RotationSite site, Random random, int i, Map<String, String> values)
      throws IOException {
    String one = "one-" + i;
    String two = "two-" + i;
    Template template = RotationTemplates.any(random).named(one, two);
    for (String name : List.of(one, two)) {
      String value;
      do {
        value = RotationValues.any(random);
        // The first value has to arrive; that a later one is refused is told below.
      } while (!template.holds(value) || value.contains("{{"));
      if (template.text().contains("<<secret:" + name + ">>")) {
        values.put(name, value);
      }
    }
    String id = String.format("019ab7c0-1111-7222-8333-%012x", i + 1);
    Files.writeString(
        site.repository().root().resolve("rules/rotated-" + i + ".yaml"), yaml(site, id, template));
    return new Placed(id, template, random.nextBoolean());
  }

  private static String yaml(RotationSite site, String id, Template template) throws IOException {
    String seed = site.sandbox().rules().get(0).path("rule").path("uuid").asText();
    boolean header = template.where() == Where.HEADER;
    boolean body = template.where() == Where.BODY;
    String url =
        template.where() == Where.ADDRESS ? template.text() : "https://ci.acme.example/start";
    ObjectNode request = ExactJson.object().put("url", url).put("method", "POST");
    request.put("contentType", body ? "custom" : "empty").put("sendIssue", false);
    if (body) {
      request.put("customBody", template.text());
    }
    if (header) {
      request
          .putArray("headers")
          .addObject()
          .put("name", "Authorization")
          .put("value", template.text())
          .put("headerSecure", true);
    }
    ObjectNode component = ExactJson.object().put("component", "ACTION");
    component.put("type", "jira.issue.outgoing.webhook").put("schemaVersion", 1);
    component.set("value", request);
    // JSON is YAML.
    return Files.readString(seedFile(site, seed))
        .replaceFirst("(?m)^id: .*$", "id: " + id)
        .replaceFirst("(?m)^description: .*$", "description: as it was")
        .replaceFirst(
            "(?s)\ncomponents:\n.*",
            java.util.regex.Matcher.quoteReplacement(
                "\ncomponents:\n  - " + ExactJson.write(component) + "\n"));
  }

  private static Path seedFile(RotationSite site, String seed) throws IOException {
    Path first = site.repository().root().resolve(".seed-file");
    if (!Files.exists(first)) {
      Files.copy(site.repository().fileOf(seed), first);
    }
    return first;
  }

  private static void ledger(RotationSite site, Map<String, String> values) throws IOException {
    Path ledger = site.repository().root().resolve("secrets.yaml");
    StringBuilder entries = new StringBuilder("secrets:\n");
    values
        .keySet()
        .forEach(n -> entries.append("  " + n + ":\n    hosts:\n      - ci.acme.example\n"));
    Files.writeString(
        ledger,
        Files.readString(ledger)
            .replaceFirst(
                "(?m)^secrets:\n", java.util.regex.Matcher.quoteReplacement(entries.toString())));
  }

  private static void rotate(
      RotationSite site, Random random, List<Placed> placed, Map<String, String> values, int round)
      throws IOException {
    Map<String, String> older = Map.copyOf(values);
    for (Placed rule : placed) {
      values.replaceAll(
          (name, old) ->
              rule.template().text().contains("<<secret:" + name + ">>")
                  ? next(random, rule.template(), old)
                  : old);
      if (rule.edited() == (round == 0)) {
        site.sandbox()
            .edit(rule.id(), fields -> fields.put("description", "edited " + older.size()));
      }
    }
    site.secrets(values);
    Map<String, String> files = site.files();
    CommandRun sync = site.repository().runWithSecrets("sync", "-o", "json");
    List<Placed> refused = new ArrayList<>();
    for (Placed rule : placed) {
      String now = text(site, rule);
      if (!now.equals(rendered(rule.template(), values))) {
        assertThat(now).isEqualTo(rendered(rule.template(), older));
        assertThat(sync.exit()).as(sync.said()).isNotZero();
        assertThat(sync.said())
            .as(
                "%s with %s instead of %s",
                rule.template().text(), values(rule, values), values(rule, older))
            .contains(rule.id());
        refused.add(rule);
      }
    }
    List<Placed> unproven = ofKind("unproven", refused, sync);
    List<Placed> blocked = ofKind("blocked", refused, sync);
    assertThat(sync.exit())
        .as(sync.err())
        .isEqualTo(!blocked.isEmpty() ? 7 : unproven.isEmpty() ? 0 : 4);
    System.out.printf(
        "runs: %d rotations, %d exact, %d refused with a reason, 0 silently wrong%n",
        placed.size(), placed.size() - refused.size(), refused.size());
    assertThat(refused.size()).isLessThan(placed.size() / 2);
    CommandRun export = site.repository().runWithSecrets("export", "--full");
    assertThat(export.exit()).as(export.said()).isEqualTo(unproven.isEmpty() ? 0 : 4);
    assertSameTemplates(files, site.files());
    verify(site, random, placed, refused);
    settle(site, unproven, blocked, older, values);
    for (Placed rule : placed) {
      assertThat(text(site, rule)).isEqualTo(rendered(rule.template(), values));
    }
    site.repository().runWithSecrets("plan", "--exit-code", "--full").succeeded();
    assertNothingLeft(site.everythingWritten(), older, values);
  }

  /** Those of {@code refused} that {@code sync} left alone as this kind. */
  private static List<Placed> ofKind(String kind, List<Placed> refused, CommandRun sync) {
    List<String> ids = new ArrayList<>();
    for (JsonNode rule : ExactJson.read(sync.out()).path("rules")) {
      if (rule.path("kind").asText().equals(kind)) {
        ids.add(rule.path("id").asText());
      }
    }
    return refused.stream().filter(rule -> ids.contains(rule.id())).toList();
  }

  /** Writes what is unproven in any case, and gives what no place can hold its older value back. */
  private static void settle(
      RotationSite site,
      List<Placed> unproven,
      List<Placed> blocked,
      Map<String, String> older,
      Map<String, String> values)
      throws IOException {
    blocked.forEach(rule -> values.putAll(values(rule, older)));
    site.secrets(values);
    if (!unproven.isEmpty()) {
      List<String> settle = new ArrayList<>(List.of("sync", "--on-drift", "ours"));
      unproven.forEach(rule -> settle.addAll(List.of("--select", rule.id())));
      site.repository().runWithSecrets(settle.toArray(String[]::new)).succeeded();
    }
  }

  private static Map<String, String> values(Placed rule, Map<String, String> all) {
    Map<String, String> used = new LinkedHashMap<>(all);
    used.keySet().removeIf(name -> !rule.template().text().contains("<<secret:" + name + ">>"));
    return used;
  }

  private static String next(Random random, Template template, String old) {
    String next;
    do {
      next = RotationValues.next(random, old);
    } while (!template.holds(next) || next.equals(old) || next.length() < 6);
    return next;
  }

  private static void assertSameTemplates(Map<String, String> before, Map<String, String> after) {
    assertThat(after.keySet()).isEqualTo(before.keySet());
    before.forEach(
        (path, text) ->
            assertThat(withoutDescription(after.getOrDefault(path, "")))
                .isEqualTo(withoutDescription(text)));
  }

  private static String withoutDescription(String text) {
    // What export writes anew it writes in its own style.
    return text.replaceFirst("(?m)^description: .*$", "").replaceFirst("(?s)\ncomponents:\n.*", "");
  }

  private static void verify(
      RotationSite site, Random random, List<Placed> placed, List<Placed> refused) {
    for (int i = 0; i < 2; i++) {
      verify(site, placed.get(random.nextInt(placed.size())), refused);
    }
    refused.stream().limit(2).forEach(rule -> verify(site, rule, refused));
  }

  private static void verify(RotationSite site, Placed rule, List<Placed> refused) {
    String name = rule.template().text().replaceAll("(?s).*?<<secret:(one-[0-9]+)>>.*", "$1");
    CommandRun verify = site.repository().runWithSecrets("secrets", "verify", name);
    if (!refused.contains(rule)) {
      assertThat(verify.exit()).as(verify.said()).isZero();
    } else if (!rule.template().text().contains("<<secret:two")) {
      verify.exitedWith(8);
    }
  }

  private static String text(RotationSite site, Placed rule) {
    return switch (rule.template().where()) {
      case HEADER -> site.header(rule.id());
      case BODY -> site.body(rule.id());
      case ADDRESS -> site.address(rule.id());
    };
  }

  private static String rendered(Template template, Map<String, String> values) {
    return PlaceholderText.parse(template.text())
        .render(tag -> Optional.ofNullable(values.get(tag.name())));
  }

  /** Nothing of an older value, but for what the current one shares with it. */
  private static void assertNothingLeft(
      String written, Map<String, String> older, Map<String, String> values) {
    assertThat(older).isNotEmpty();
    older.forEach(
        (name, old) -> {
          for (String part : List.of(old.substring(0, 6), old.substring(old.length() - 6))) {
            assertThat(written).as("part of the older value of %s", name).doesNotContain(part);
          }
        });
    values.values().forEach(v -> assertThat(written).doesNotContain(v.substring(0, 6)));
    assertThat(TextNode.valueOf(written).textValue()).contains("<<secret:");
  }
}
