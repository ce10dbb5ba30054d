package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.FaultKind;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import dev.rulekeeper.sandbox.SandboxOptionsBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sync says and does when the site, a colleague or the network gets in the way. */
class SyncTroubleTest {
  private static final String UNNAMED = "EXAMPLE0unnamed0token0Zk3vQ8";
  private static final Map<FaultKind, String> CAUSES =
      new EnumMap<>(
          Map.of(
              FaultKind.TOO_MANY_REQUESTS, "HTTP 429",
              FaultKind.INTERNAL_ERROR, "HTTP 500",
              FaultKind.UNAVAILABLE, "HTTP 503",
              FaultKind.RESET, "the connection broke before the answer was complete",
              FaultKind.TRUNCATED, "the connection broke before the answer was complete",
              FaultKind.HANG, "no answer came in time"));
  @TempDir private Path folder;
  private @Nullable Sandbox running;

  @AfterEach
  void stop_the_site() {
    if (running != null) {
      running.close();
    }
  }

  private SandboxRepository exported(UnaryOperator<SandboxOptionsBuilder> options) {
    running = Sandbox.start(options.apply(SandboxOptions.builder().rules(60)).build());
    return SandboxRepository.exported(running, folder);
  }

  @Test
  void a_token_that_expires_in_the_middle_ends_the_run_and_is_named() throws IOException {
    SandboxRepository repository = exported(options -> options);
    Sandbox sandbox = repository.sandbox();
    repository.rotate(nameOfBotToken(repository), sandbox.rotateTargetToken());
    AtomicInteger writes = new AtomicInteger();
    sandbox.hook(
        (method, path) -> {
          if (method.equals("PUT") && writes.incrementAndGet() == 3) {
            sandbox.revoke(sandbox.token());
          }
          return FaultKind.NONE;
        });
    CommandRun run = repository.runWithSecrets("sync", "-o", "json", "--jobs", "2").exitedWith(5);
    JsonNode report = ExactJson.read(run.out());
    assertThat(report.path("summary").path("not_attempted").asInt()).isGreaterThan(5);
    assertThat(report.path("summary").path("failed").asInt()).isLessThanOrEqualTo(2);
    assertThat(writes.get()).isLessThanOrEqualTo(5);
    assertThat(run.out()).contains("credentials are not valid").contains("any more");
    assertThat(run.out()).doesNotContain("could not be parsed");

    repository.environment().put("ATLASSIAN_API_TOKEN", sandbox.issueToken());
    repository.runWithSecrets("sync").succeeded();
    assertThat(sandbox.fireAll())
        .filteredOn(d -> d.sent())
        .isNotEmpty()
        .allMatch(d -> d.accepted());
  }

  @Test
  void a_rule_edited_between_plan_and_write_is_skipped_and_named_and_the_others_go_on()
      throws IOException {
    SandboxRepository repository = exported(options -> options);
    Sandbox sandbox = repository.sandbox();
    List<String> ids = plainRules(repository);
    for (String id : ids.subList(0, 3)) {
      edit(repository, id, text -> text.replaceFirst("(?m)^name: .*$", "name: From Git " + id));
    }
    AtomicInteger reads = new AtomicInteger();
    sandbox.hook(
        (method, path) -> {
          // The first read is the plan's, the second is made before the write.
          if (path.endsWith(ids.get(1)) && method.equals("GET") && reads.incrementAndGet() == 2) {
            sandbox.edit(ids.get(1), rule -> rule.put("description", "from the browser"));
          }
          return FaultKind.NONE;
        });
    CommandRun run = repository.runWithSecrets("sync").exitedWith(5);
    assertThat(run.out()).contains("skipped").contains(ids.get(1)).contains("changed on the site");
    assertThat(name(sandbox, ids.get(0))).startsWith("From Git");
    assertThat(name(sandbox, ids.get(1))).doesNotStartWith("From Git");
    assertThat(name(sandbox, ids.get(2))).startsWith("From Git");
    repository.runWithSecrets("sync").succeeded();
    assertThat(name(sandbox, ids.get(1))).startsWith("From Git");
    assertThat(sandbox.rule(ids.get(1)).path("rule").path("description").asText())
        .isEqualTo("from the browser");
  }

  @Test
  void where_the_first_rotation_is_skipped_the_next_one_goes_alone() throws IOException {
    SandboxRepository repository = exported(options -> options);
    Sandbox sandbox = repository.sandbox();
    repository.rotate(nameOfBotToken(repository), sandbox.rotateTargetToken());
    String first = repository.plan().path("changes").get(0).path("id").asText();
    AtomicInteger reads = new AtomicInteger();
    List<String> requests = new ArrayList<>();
    sandbox.hook(
        (method, path) -> {
          if (path.endsWith(first) && reads.incrementAndGet() == 2) {
            sandbox.edit(first, rule -> rule.put("description", "from the browser"));
          }
          synchronized (requests) {
            requests.add(method + path.substring(path.lastIndexOf('/')));
          }
          return FaultKind.NONE;
        });
    CommandRun run = repository.runWithSecrets("sync", "--full").exitedWith(5);
    assertThat(run.out()).contains("1 skipped");
    String canary = requests.stream().filter(r -> r.startsWith("PUT")).findFirst().orElseThrow();
    int written = requests.indexOf(canary);
    assertThat(canary).doesNotEndWith(first);
    assertThat(requests.get(written + 1)).isEqualTo(canary.replace("PUT", "GET"));
  }

  @Test
  void a_rule_that_the_plan_did_not_read_is_skipped_where_it_was_edited_since() throws IOException {
    SandboxRepository repository = exported(options -> options);
    Sandbox sandbox = repository.sandbox();
    repository.rotate(nameOfBotToken(repository), sandbox.rotateTargetToken());
    JsonNode changes = repository.plan().path("changes");
    String last = changes.get(changes.size() - 1).path("id").asText();
    AtomicInteger writes = new AtomicInteger();
    AtomicInteger reads = new AtomicInteger();
    sandbox.hook(
        (method, path) -> {
          writes.addAndGet(method.equals("PUT") ? 1 : 0);
          if (path.endsWith(last) && writes.get() > 0 && reads.incrementAndGet() == 1) {
            sandbox.edit(last, rule -> rule.put("description", "from the browser"));
          }
          return FaultKind.NONE;
        });
    CommandRun run = repository.runWithSecrets("sync").exitedWith(5);
    assertThat(run.out()).contains("1 skipped").contains(last).contains("changed on the site");
    repository.runWithSecrets("sync").succeeded();
    assertThat(sandbox.rule(last).path("rule").path("description").asText())
        .isEqualTo("from the browser");
    assertThat(sandbox.fireAll())
        .filteredOn(d -> d.sent())
        .isNotEmpty()
        .allMatch(d -> d.accepted());
  }

  @Test
  void a_rule_that_the_site_refuses_shows_its_words_and_the_others_go_on() throws IOException {
    SandboxRepository repository = exported(options -> options);
    List<String> ids = plainRules(repository);
    edit(
        repository,
        ids.get(0),
        text -> text.replaceFirst("(?m)^scope: .*$", "scope: ari:cloud:jira:other:project/1"));
    edit(repository, ids.get(0), text -> text.replaceFirst("(?m)^name: .*$", "name: Refused"));
    edit(repository, ids.get(1), text -> text.replaceFirst("(?m)^name: .*$", "name: Taken"));
    CommandRun run = repository.runWithSecrets("sync").exitedWith(5);
    assertThat(run.out())
        .contains("failed")
        .contains(ids.get(0))
        .contains("User does not have admin permission within this rule home");
    assertThat(name(repository.sandbox(), ids.get(1))).isEqualTo("Taken");
  }

  @Test
  void keys_that_the_site_drops_are_reported_by_pointer() throws IOException {
    SandboxRepository repository = exported(options -> options);
    String id = plainRules(repository).get(0);
    edit(
        repository,
        id,
        text ->
            text.replaceFirst(
                "(?m)^components:\n",
                """
                components:
                  - component: ACTION
                    type: jira.issue.comment
                    schemaVersion: 2
                    value:
                      comment: written in Git
                      colour: red
                """));
    CommandRun run = repository.runWithSecrets("sync", "-o", "json").exitedWith(1);
    JsonNode rule = ExactJson.read(run.out()).path("rules").get(0);
    assertThat(rule.path("dropped")).hasSize(1);
    assertThat(rule.path("dropped").get(0).asText()).isEqualTo("/components/0/value/colour");
    assertThat(rule.path("detail").asText()).contains("did not keep");
  }

  @Test
  void a_rule_that_the_site_switches_off_is_a_failure_that_says_why() throws IOException {
    SandboxRepository repository = exported(options -> options);
    Sandbox sandbox = repository.sandbox();
    String id =
        sandbox.rules().stream()
            .filter(rule -> rule.path("rule").path("state").asText().equals("ENABLED"))
            .filter(rule -> ofSomebodyElse(rule.path("connections")))
            .map(rule -> rule.path("rule").path("uuid").asText())
            .findFirst()
            .orElseThrow();
    edit(repository, id, text -> text.replaceFirst("(?m)^name: .*$", "name: Renamed"));
    CommandRun run = repository.runWithSecrets("sync", "--allow-disable").exitedWith(1);
    assertThat(run.out()).contains(id).contains("switched the rule off").contains("connection");
  }

  private static boolean ofSomebodyElse(JsonNode connections) {
    for (JsonNode connection : connections) {
      if (!connection.path("accountId").asText().equals("5f0e1a2b3c4d5e6f70819201")) {
        return true;
      }
    }
    return false;
  }

  @Test
  void stale_reads_of_five_seconds_are_waited_for_and_nothing_is_called_dropped()
      throws IOException {
    SandboxRepository repository = exported(options -> options.staleMillis(5_000));
    List<String> ids = plainRules(repository);
    for (String id : ids.subList(0, 3)) {
      edit(repository, id, text -> text.replaceFirst("(?m)^name: .*$", "name: From Git " + id));
    }
    long start = System.nanoTime();
    CommandRun run = repository.runWithSecrets("sync").succeeded();
    assertThat(run.out()).contains("3 rules written").doesNotContain("did not keep");
    assertThat((System.nanoTime() - start) / 1_000_000_000L).isBetween(4L, 25L);
    repository.runWithSecrets("plan", "--exit-code").succeeded();
  }

  @Test
  void an_edit_of_the_site_that_holds_an_unnamed_credential_gets_neither_into_git_nor_a_journal()
      throws IOException {
    SandboxRepository repository = exported(options -> options);
    Sandbox sandbox = repository.sandbox();
    String id = plainRules(repository).get(0);
    sandbox.edit(id, rule -> withRequest(rule));
    edit(repository, id, text -> text.replaceFirst("(?m)^name: .*$", "name: From Git"));
    CommandRun run = repository.runWithSecrets("sync").exitedWith(7);
    assertThat(run.said()).contains("blocked").contains(id).contains("--secrets-out");
    assertNowhere(repository, run);
    CommandRun ours = repository.runWithSecrets("sync", "--on-drift", "ours").succeeded();
    assertThat(name(sandbox, id)).isEqualTo("From Git");
    assertNowhere(repository, ours);
  }

  private static ObjectNode withRequest(ObjectNode rule) {
    ObjectNode value = ExactJson.object();
    value.put("url", "https://build.acme.example/start").put("method", "POST");
    value
        .putArray("headers")
        .addObject()
        .put("name", "Authorization")
        .put("value", "Bearer " + UNNAMED)
        .put("headerSecure", true);
    ObjectNode action = ExactJson.object().put("component", "ACTION").put("schemaVersion", 1);
    action.put("type", "jira.issue.outgoing.webhook").set("value", value);
    rule.withArray("components").add(action);
    return rule;
  }

  private static void assertNowhere(SandboxRepository repository, CommandRun run)
      throws IOException {
    assertThat(run.said()).doesNotContain(UNNAMED);
    try (Stream<Path> files = Files.walk(repository.root())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as("%s", file.getFileName())
            .doesNotContain(UNNAMED);
      }
    }
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      List<String> objects = new ArrayList<>();
      workTree.objects(
          (object, content) -> {
            objects.add(object);
            assertThat(new String(content, StandardCharsets.ISO_8859_1)).doesNotContain(UNNAMED);
          });
      assertThat(objects).as("what was looked through").isNotEmpty();
    }
  }

  @Test
  void a_rule_made_on_both_sides_under_one_id_is_a_conflict_and_not_an_overwrite()
      throws IOException {
    SandboxRepository repository = exported(options -> options);
    Sandbox sandbox = repository.sandbox();
    String id = "019ab7c0-1111-7222-8333-444455556666";
    String some = plainRules(repository).get(0);
    Files.writeString(
        repository.root().resolve("rules/new.yaml"),
        Files.readString(repository.fileOf(some)).replaceFirst("(?m)^id: .*$", "id: " + id));
    // What a run that was killed when it had created the rule leaves: the rule, and no base for it.
    ObjectNode made = (ObjectNode) sandbox.rule(some).path("rule");
    sandbox.add(made.put("uuid", id), (ArrayNode) sandbox.rule(some).path("connections"));
    assertThat(sandbox.has(id)).isTrue();
    sandbox.edit(id, rule -> rule.put("name", "Renamed in the browser"));
    CommandRun run = repository.runWithSecrets("sync").exitedWith(4);
    assertThat(run.said()).contains("conflict").contains(id);
    assertThat(name(sandbox, id)).isEqualTo("Renamed in the browser");
  }

  @Test
  void ten_percent_faults_do_not_stop_a_rotation_in_three_hundred_rules_and_each_repeat_is_named()
      throws IOException {
    SandboxRepository repository = exported(options -> options.rules(900));
    Sandbox sandbox = repository.sandbox();
    int rules = sandbox.rules().size();
    repository.rotate(nameOfBotToken(repository), sandbox.rotateTargetToken());
    List<FaultKind> faults = List.copyOf(CAUSES.keySet());
    List<String> spoilt = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger count = new AtomicInteger();
    sandbox.hook(
        (method, path) -> {
          int number = count.incrementAndGet();
          if (number % 10 != 7 || !path.contains("/rule/")) {
            return FaultKind.NONE;
          }
          FaultKind next = faults.get(number / 10 % faults.size());
          // Java's client itself repeats a read whose kept connection ends, and tells nobody.
          FaultKind fault =
              next == FaultKind.RESET && method.equals("GET") ? FaultKind.TRUNCATED : next;
          spoilt.add(method + " " + path + ": " + CAUSES.get(fault));
          return fault;
        });
    CommandRun run =
        repository.runWithSecrets("sync", "-o", "json", "--request-timeout", "1").succeeded();
    sandbox.hook((method, path) -> FaultKind.NONE);
    JsonNode report = ExactJson.read(run.out());
    assertThat(report.path("summary").path("applied").asInt()).isGreaterThanOrEqualTo(300);
    assertThat(report.path("summary").path("failed").asInt()).isZero();
    assertThat(report.path("summary").path("skipped").asInt()).isZero();
    assertThat(sandbox.rules()).hasSize(rules);
    assertThat(sandbox.fireAll())
        .filteredOn(d -> d.sent())
        .isNotEmpty()
        .allMatch(d -> d.accepted());
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();

    String base = "/automation/public/jira/" + sandbox.cloudId() + "/rest/v1";
    List<String> named = new ArrayList<>();
    for (JsonNode repeat : report.path("repeats").path("requests")) {
      named.add(
          "%s %s%s: %s"
              .formatted(
                  repeat.path("method").asText(),
                  base,
                  repeat.path("path").asText(),
                  repeat.path("cause").asText()));
    }
    assertThat(named).hasSizeGreaterThan(50).containsExactlyInAnyOrderElementsOf(spoilt);
    assertThat(report.path("repeats").path("causes")).hasSize(5);
    assertThat(journaled(repository, "repeat")).isEqualTo(named.size());
  }

  @Test
  void a_person_reads_how_often_and_why_and_for_which_rule_a_request_was_repeated()
      throws IOException {
    SandboxRepository repository = exported(options -> options);
    Sandbox sandbox = repository.sandbox();
    String id = plainRules(repository).get(0);
    edit(repository, id, text -> text.replaceFirst("(?m)^name: .*$", "name: From Git"));
    AtomicInteger writes = new AtomicInteger();
    sandbox.hook(
        (method, path) ->
            method.equals("PUT") && writes.incrementAndGet() < 3
                ? FaultKind.UNAVAILABLE
                : FaultKind.NONE);
    CommandRun run = repository.runWithSecrets("sync").succeeded();
    assertThat(run.out())
        .contains("Repeated 2 requests: 2 after: HTTP 503\n")
        .containsPattern(
            "\n  From Git \\(" + id + "\\): PUT, try 2 after 0\\.[0-9] s: HTTP 503; PUT, try 3 ");
  }

  private static long journaled(SandboxRepository repository, String event) throws IOException {
    try (Stream<Path> files = Files.list(repository.root().resolve(".rulekeeper/journal"))) {
      return Files.readAllLines(files.findFirst().orElseThrow()).stream()
          .filter(line -> ExactJson.read(line).path("event").asText().equals(event))
          .count();
    }
  }

  private static String name(Sandbox sandbox, String id) {
    return sandbox.rule(id).path("rule").path("name").asText();
  }

  private static void edit(SandboxRepository repository, String id, UnaryOperator<String> change)
      throws IOException {
    Path file = repository.fileOf(id);
    String before = Files.readString(file);
    String after = change.apply(before);
    assertThat(after).isNotEqualTo(before);
    Files.writeString(file, after);
  }

  /** Enabled rules with components and without secrets and connections. */
  private static List<String> plainRules(SandboxRepository repository) throws IOException {
    List<String> ids = new ArrayList<>();
    for (JsonNode envelope : repository.sandbox().rules()) {
      String id = envelope.path("rule").path("uuid").asText();
      String text = Files.readString(repository.fileOf(id));
      if (text.contains("state: ENABLED\n")
          && text.contains("\ncomponents:\n")
          && !text.contains("<<")
          && !text.contains("connectionId")) {
        ids.add(id);
      }
    }
    return ids;
  }

  private static String nameOfBotToken(SandboxRepository repository) throws IOException {
    for (Map.Entry<String, String> entry : repository.secretMap().entrySet()) {
      if (entry.getValue().equals(repository.sandbox().targetToken())) {
        return entry.getKey();
      }
    }
    throw new AssertionError("the map lacks the token of the target");
  }
}
