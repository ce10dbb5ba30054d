package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.sandbox.FaultKind;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A random sequence of what people, the network and the power supply do, and a model of what must
 * be left in the end. Every edit leaves a mark of its own in the rule; a mark must be on the site
 * and in Git in the end, unless somebody who saw it took it away, and then it must be gone, or the
 * tool named the rule as a conflict while the mark was there. The same seed does the same things.
 */
final class Storm {
  private static final int STEPS = 12;
  private static final List<String> WAYS =
      List.of("audience", "editors", "header", "owner", "scope", "trigger");

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final Random random;
  private final Sandbox sandbox;
  private final SandboxRepository repository;
  private final GitEdits git;
  private final SiteEdits site;
  private final Marks marks;
  private final List<String> history = new ArrayList<>();
  private final Set<String> oldValues = new TreeSet<>();

  /** Rules without secrets as they were, since a rotation changes the others. */
  private final Map<String, JsonNode> original = new TreeMap<>();

  private final Set<String> expected = new TreeSet<>();
  private final Set<String> named = new HashSet<>();

  Storm(long seed, Sandbox sandbox, Path folder) throws IOException {
    this.random = new Random(seed);
    this.sandbox = sandbox;
    this.repository = SandboxRepository.exported(sandbox, folder);
    this.marks = new Marks();
    this.git = new GitEdits(repository, random, marks);
    this.site = new SiteEdits(sandbox, random, marks);
    sandbox.rules().forEach(rule -> original.put(id(rule), rule));
    expected.addAll(original.keySet());
    git.files().stream()
        .filter(file -> file.text().contains("<<secret:"))
        .forEach(file -> original.remove(file.rule().id().toString()));
  }

  /** What was done, one line a step, for whoever must understand a failure. */
  List<String> history() {
    return history;
  }

  void rage() throws IOException {
    for (int step = 0; step < STEPS; step++) {
      int edits = random.nextInt(4);
      for (int i = 0; i < edits; i++) {
        edit();
      }
      run();
    }
    converge();
  }

  private void edit() throws IOException {
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3, 4 -> note(git.edit());
      case 5, 6, 7, 8 -> note(site.edit());
      case 9 -> rotate();
      case 10 -> note(random.nextBoolean() ? git.add(expected) : site.add(expected));
      default -> note(random.nextBoolean() ? git.remove(expected) : site.remove(expected));
    }
  }

  private void rotate() throws IOException {
    List<String> names = new ArrayList<>(new TreeSet<>(repository.secretMap().keySet()));
    String name = names.get(random.nextInt(names.size()));
    oldValues.add(repository.secretMap().getOrDefault(name, name));
    repository.rotate(name, "EXAMPLE-rotated-" + history.size() + "-" + random.nextInt(1 << 20));
    note("rotate " + name);
  }

  /** An edit in Git that widens who can reach a secret would wait for the ledger for ever. */
  private void allowAccess() throws IOException {
    Path file = repository.root().resolve("secrets.yaml");
    String text = Files.readString(file);
    JsonNode ledger = Yaml.read("secrets.yaml", text);
    for (JsonNode secret : ledger.path("secrets")) {
      ArrayNode access = ((ObjectNode) secret).putArray("access");
      WAYS.forEach(access::add);
    }
    Files.writeString(file, Yaml.rewrite("secrets.yaml", text, ledger));
  }

  private void run() throws IOException {
    allowAccess();
    int faultPercent = random.nextInt(3) == 0 ? 5 : 0;
    int editAt = random.nextInt(3) == 0 ? 5 + random.nextInt(40) : -1;
    int[] count = {0};
    sandbox.hook(
        (method, path) -> {
          synchronized (count) {
            if (++count[0] == editAt) {
              note("  meanwhile " + site.edit());
            }
            boolean fails = path.contains("/rule") && random.nextInt(100) < faultPercent;
            return fails ? fault() : FaultKind.NONE;
          }
        });
    String[] command =
        switch (random.nextInt(5)) {
          case 0, 1 -> export();
          case 2 -> sync();
          case 3 -> sync("--prune");
          default ->
              new String[] {
                "plan",
                "-o",
                "json",
                "--jobs",
                "1",
                "--request-timeout",
                "2",
                "--secrets-file",
                secrets()
              };
        };
    CommandRun run;
    if (random.nextInt(3) == 0) {
      run = MortalRun.of(repository, 1 + random.nextInt(60), random.nextInt(6) == 0, command);
    } else {
      run = repository.run(command);
    }
    sandbox.hook((method, path) -> FaultKind.NONE);
    heard(command, run);
  }

  private FaultKind fault() {
    return switch (random.nextInt(14)) {
      case 0, 1, 2 -> FaultKind.INTERNAL_ERROR;
      case 3, 4, 5 -> FaultKind.UNAVAILABLE;
      case 6, 7, 8 -> FaultKind.RESET;
      case 9, 10, 11 -> FaultKind.TRUNCATED;
      // These two cost a second and more.
      case 12 -> FaultKind.TOO_MANY_REQUESTS;
      default -> FaultKind.HANG;
    };
  }

  private String secrets() {
    return repository.secrets().toString();
  }

  private String[] export() {
    return new String[] {
      "export",
      "--jobs",
      "1",
      "--request-timeout",
      "2",
      "--secrets-file",
      secrets(),
      "--secrets-out",
      secrets()
    };
  }

  private String[] sync(String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sync",
                "-o",
                "json",
                "--jobs",
                "1",
                "--request-timeout",
                "2",
                "--max-changes",
                "100%",
                "--lock-timeout"));
    command.addAll(List.of("0", "--secrets-file", secrets()));
    command.addAll(List.of(more));
    return command.toArray(String[]::new);
  }

  private void heard(String[] command, CommandRun run) {
    note(String.join(" ", command).replaceAll(" --jobs.*", "") + " -> " + run.exit());
    assertThat(run.said()).doesNotContain("failed unexpectedly").doesNotContain("is locked");
    assertThat(run.exit()).as("%s", run.said()).isIn(-1, 0, 1, 4, 5, 7);
    if (run.exit() == 1) {
      assertThat(run.said()).as("a failure is the site's").contains(" at http://127.0.0.1");
    }
    notKept(run);
    for (String line : run.said().split("\n")) {
      if (line.matches("\\s*(conflict|blocked|skipped|failed)  .*")
          || line.contains("on the site")
          || line.contains("overwrites")) {
        conflict(line);
      }
    }
  }

  /**
   * An edit that falls between the last read and the write of its rule is lost, as the API has no
   * conditional write. Where a read still shows it afterwards, the rule is reported as not kept.
   */
  private void notKept(CommandRun run) {
    ExactJson.parse(run.out())
        .ifPresent(
            report -> {
              for (JsonNode rule : report.path("rules")) {
                if (rule.path("detail").asText().contains("did not keep")) {
                  name(rule.path("id").asText());
                }
              }
            });
  }

  /**
   * A line that names a rule, by its id or by its file, as one on which the tool did not decide.
   */
  private void conflict(String line) {
    boolean decided =
        !line.contains("conflict") && !line.contains("edited in Git") && !line.contains("overwr");
    if (decided && !line.contains("gone from Git")) {
      return;
    }
    Matcher id = ID.matcher(line);
    while (id.find()) {
      name(id.group());
    }
    for (RuleFile file : git.files()) {
      if (line.contains(file.path())) {
        name(file.rule().id().toString());
      }
    }
  }

  private void name(String id) {
    named.add(id);
    marks.excuse(id);
  }

  private void converge() throws IOException {
    for (int round = 0; round < 4; round++) {
      CommandRun run = repository.run(export());
      heard(export(), run);
      allowAccess();
      String[] plan = {
        "plan",
        "-o",
        "json",
        "--on-drift",
        "ours",
        "--secrets-file",
        secrets(),
        "--jobs",
        "1",
        "--request-timeout",
        "2"
      };
      if (run.exit() != 0) {
        namedBy(repository.run(plan));
      }
      String[] sync = run.exit() == 0 ? sync("--prune") : sync("--prune", "--on-drift", "ours");
      heard(sync, repository.run(sync));
    }
    repository.runWithSecrets("plan", "--exit-code", "--full", "--prune").exitedWith(0);
    CommandRun last = repository.runWithSecrets("export", "--full").succeeded();
    assertThat(last.out()).contains(" 0 files written");
    checkRules();
    checkMarks();
    checkSecrets();
  }

  private void namedBy(CommandRun plan) {
    for (JsonNode change : ExactJson.read(plan.out()).path("changes")) {
      if (change.path("reason").asText().contains("overwrites")
          || change.path("kind").asText().equals("conflict")
          || change.path("reason").asText().contains("made again")
          || change.path("kind").asText().equals("delete")) {
        name(change.path("id").asText());
      }
    }
  }

  private void checkRules() {
    Map<String, JsonNode> live = new TreeMap<>();
    sandbox.rules().forEach(rule -> live.put(id(rule), rule));
    Set<String> inGit = new TreeSet<>();
    git.files().forEach(file -> inGit.add(file.rule().id().toString()));
    assertThat(inGit).as("rules in Git and on the site").isEqualTo(live.keySet());
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(live.keySet());
    missing.removeAll(named);
    assertThat(missing).as("rules lost").isEmpty();
    Set<String> surplus = new TreeSet<>(live.keySet());
    surplus.removeAll(expected);
    surplus.removeAll(named);
    assertThat(surplus).as("rules that nobody made, or that somebody deleted").isEmpty();
    original.forEach(
        (id, rule) -> {
          JsonNode now = live.get(id);
          if (now != null && !marks.touched(id)) {
            assertThat(contentOf(now)).as("untouched rule %s", id).isEqualTo(contentOf(rule));
          }
        });
  }

  private void checkMarks() {
    Map<String, String> live = new TreeMap<>();
    sandbox.rules().forEach(rule -> live.put(id(rule), ExactJson.write(rule)));
    marks
        .alive()
        .forEach(
            (id, texts) -> {
              String rule = live.getOrDefault(id, "");
              texts.forEach(mark -> assertThat(rule).as("%s of rule %s", mark, id).contains(mark));
            });
    marks
        .takenAway()
        .forEach(
            (id, texts) -> {
              String rule = live.getOrDefault(id, "");
              texts.forEach(
                  mark ->
                      assertThat(rule)
                          .as("%s of rule %s, which somebody took away", mark, id)
                          .doesNotContain(mark));
            });
  }

  private void checkSecrets() throws IOException {
    Set<String> gone = new TreeSet<>(oldValues);
    gone.removeAll(repository.secretMap().values());
    for (JsonNode rule : sandbox.rules()) {
      for (String value : gone) {
        assertThat(ExactJson.write(rule)).as("an old value is left").doesNotContain(value);
      }
    }
  }

  private static JsonNode contentOf(JsonNode envelope) {
    ObjectNode rule = (ObjectNode) envelope.path("rule").deepCopy();
    rule.remove(List.of("updated", "created"));
    return rule;
  }

  private static String id(JsonNode envelope) {
    return envelope.path("rule").path("uuid").asText();
  }

  private void note(String what) {
    history.add(what);
  }
}
