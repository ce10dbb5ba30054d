package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.FaultKind;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One command takes a secret from its new value to the proof that the old one is gone. */
class RotateCommandTest {
  private static final int MANY = 400;
  private static final String NAME = "ci-bot";
  private static final String OLD = "ATATT3xFfGF0EXAMPLE-old-token-of-the-bot-0123456789=0A1B2C3D";
  private static final String NEW = "ATATT3xFfGF0EXAMPLE-new-token-of-the-bot-0123456789=4E5F6A7B";
  private final String oneYear =
      LocalDate.now(ZoneOffset.UTC).plusDays(365) + "\"\n    expires-from: latest";
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;

  @BeforeEach
  void start_a_site() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(1).build());
    repository = SandboxRepository.at(sandbox, folder);
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  /** Rules that send the token, as a header or inside of Basic credentials. */
  private void rules(int count) throws IOException {
    for (int number = 0; number < count; number++) {
      sandbox.add(rule(number), ExactJson.array());
    }
    repository = SandboxRepository.init(sandbox, folder);
    keep(repository.secrets(), ExactJson.write(ExactJson.object().put(NAME, OLD)));
    repository
        .runWithSecrets("export", "--secrets-out", repository.secrets().toString())
        .succeeded();
    repository.environment().put("NEW_TOKEN", NEW);
  }

  private static void keep(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private ObjectNode rule(int number) {
    ObjectNode rule = ((ObjectNode) sandbox.rules().get(0).path("rule")).deepCopy();
    rule.remove("uuid");
    rule.put("name", "Start build " + number)
        .put("state", number % 5 == 4 ? "DISABLED" : "ENABLED");
    ObjectNode action = rule.putArray("components").addObject();
    action
        .put("component", "ACTION")
        .put("schemaVersion", 1)
        .put("type", "jira.issue.outgoing.webhook");
    action.putArray("children");
    action.putArray("conditions");
    ObjectNode value =
        action
            .putObject("value")
            .put("url", "https://ci.acme.example/" + number)
            .put("method", "GET");
    value
        .putArray("headers")
        .addObject()
        .put("name", "Authorization")
        .put("value", "Bearer " + OLD)
        .put("headerSecure", true);
    return rule;
  }

  private List<JsonNode> site() {
    return sandbox.rules().stream()
        .map(envelope -> ((ObjectNode) envelope.path("rule")).without("updated"))
        .map(JsonNode.class::cast)
        .toList();
  }

  private long holding(String value) {
    return site().stream().filter(rule -> rule.toString().contains(value)).count();
  }

  private CommandRun rotate(String... more) {
    return repository.runWithSecrets(
        Stream.concat(Stream.of("rotate", NAME), Stream.of(more)).toArray(String[]::new));
  }

  private String ledger() throws IOException {
    return Files.readString(repository.root().resolve("secrets.yaml"));
  }

  private void declare(String line) throws IOException {
    String entry = "  " + NAME + ":\n";
    assertThat(ledger()).contains(entry);
    Files.writeString(
        repository.root().resolve("secrets.yaml"),
        ledger()
            .replaceFirst(
                entry + "    expires: .*\n    expires-from: .*\n", entry + "    " + line + "\n"));
  }

  @Test
  void four_hundred_rules_get_the_new_value_by_one_command_or_none_where_the_first_fails()
      throws IOException {
    rules(MANY);
    List<JsonNode> before = site();
    AtomicReference<String> canary = new AtomicReference<>("");
    sandbox.hook(
        (method, path) -> {
          String id = path.substring(path.lastIndexOf('/') + 1);
          if (method.equals("PUT") && canary.compareAndSet("", id)) {
            return FaultKind.NONE;
          }
          if (method.equals("GET") && id.equals(canary.get())) {
            canary.set("done");
            sandbox.edit(id, rule -> rule.put("state", "DISABLED").put("labels", "odd"));
          }
          return FaultKind.NONE;
        });
    CommandRun failed = rotate("--value-from-env", "NEW_TOKEN").exitedWith(1);
    assertThat(failed.out()).contains("as it was before, and no other was touched");
    assertThat(failed.said()).doesNotContain(OLD).doesNotContain(NEW);
    assertThat(site()).isEqualTo(before);
    sandbox.hook((method, path) -> FaultKind.NONE);

    CommandRun run = rotate("--value-from-env", "NEW_TOKEN").succeeded();
    assertThat(holding(OLD)).isZero();
    assertThat(holding(NEW)).isEqualTo(MANY);
    assertThat(run.out())
        .contains("the old value is gone. Safe to revoke it.")
        .contains("gh secret set RULEKEEPER_SECRETS")
        .contains("glab variable update")
        .contains("api.bitbucket.org");
    assertThat(run.said()).doesNotContain(OLD).doesNotContain(NEW);
    assertThat(ledger()).contains("expires: \"" + oneYear);
    repository.rotate(NAME, NEW);
    assertThat(repository.runWithSecrets("plan", "--exit-code", "--full").succeeded().out())
        .contains("unchanged");
  }

  @Test
  void where_three_of_four_hundred_rules_fail_after_the_first_everything_is_put_back()
      throws IOException {
    rules(MANY);
    List<JsonNode> before = site();
    Map<String, String> files = files();
    refuse(Set.of("Start build 131", "Start build 200", "Start build 377"));
    CommandRun failed = rotate("--value-from-env", "NEW_TOKEN").exitedWith(1);
    assertThat(failed.out())
        .containsPattern("so everything is as it was before: [1-9][0-9]+ rules put back")
        .contains("--keep-written")
        .contains("another rule failed, so this one was not tried")
        .doesNotContain("gh secret set");
    assertThat(failed.err()).contains("did not take the new value: putting back");
    assertThat(failed.said()).doesNotContain(OLD).doesNotContain(NEW);
    assertThat(site()).isEqualTo(before);
    assertThat(files()).isEqualTo(files);
    assertThat(repository.runWithSecrets("plan", "--exit-code", "--full").succeeded().out())
        .contains("unchanged");

    CommandRun kept = rotate("--value-from-env", "NEW_TOKEN", "--keep-written").exitedWith(5);
    assertThat(kept.out()).contains("397 rules written, 3 failed");
    assertThat(holding(NEW)).isEqualTo(MANY - 3);
    sandbox.hook((method, path) -> FaultKind.NONE);
    assertThat(rotate("--value-from-env", "NEW_TOKEN").succeeded().out())
        .contains("Safe to revoke");
    assertThat(holding(NEW)).isEqualTo(MANY);
  }

  /** The site answers every write of these rules with an error. */
  private void refuse(Set<String> names) {
    Set<String> paths = names.stream().map(this::id).collect(Collectors.toSet());
    sandbox.hook(
        (method, path) ->
            method.equals("PUT") && paths.contains(path.substring(path.lastIndexOf('/') + 1))
                ? FaultKind.INTERNAL_ERROR
                : FaultKind.NONE);
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(repository.root().resolve("rules"))) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        texts.put(path.toString(), Files.readString(path));
      }
    }
    return texts;
  }

  @Test
  void each_rule_gets_back_the_value_that_stood_in_it() throws IOException {
    rules(6);
    String older = OLD.replace("old-token", "older-one");
    for (JsonNode envelope : sandbox.rules().subList(2, 4)) {
      sandbox.edit(
          envelope.path("rule").path("uuid").asText(),
          rule -> (ObjectNode) ExactJson.read(ExactJson.write(rule).replace(OLD, older)));
    }
    assertThat(holding(older)).isEqualTo(2);
    List<JsonNode> before = site();
    refuse(Set.of("Start build 5"));
    CommandRun failed = rotate("--value-from-env", "NEW_TOKEN").exitedWith(1);
    assertThat(failed.said()).doesNotContain(older);
    assertThat(site()).isEqualTo(before);
  }

  @Test
  void on_a_site_that_hides_values_those_that_are_known_to_be_old_are_put_back()
      throws IOException {
    sandbox.close();
    sandbox = Sandbox.start(SandboxOptions.builder().rules(1).maskedReads(true).build());
    rules(6);
    repository.environment().put("RULEKEEPER_STATE_KEY", "EXAMPLE-key-of-the-state");
    String first = "hidden-start-build-0-authorization";
    String last = "hidden-start-build-5-authorization";
    repository.rotate(first, OLD);
    repository.rotate(last, OLD.replace("old-token", "second-one"));
    repository.environment().put("SECOND", NEW.replace("new-token", "second-new"));
    repository.runWithSecrets("sync", "--rotate", first, "--rotate", last);
    List<JsonNode> before = site();
    refuse(Set.of("Start build 5"));
    CommandRun failed =
        repository
            .runWithSecrets(
                "rotate",
                first,
                last,
                "--value-from-env",
                first + "=NEW_TOKEN",
                "--value-from-env",
                last + "=SECOND")
            .exitedWith(1);
    assertThat(failed.out()).contains("2 rules put back");
    assertThat(site()).isEqualTo(before);
  }

  @Test
  void what_cannot_be_put_back_is_named() throws IOException {
    rules(6);
    String failing = id("Start build 5");
    String stuck = id("Start build 2");
    AtomicInteger writes = new AtomicInteger();
    sandbox.hook(
        (method, path) -> {
          boolean refused =
              method.equals("PUT")
                  && (path.endsWith(failing)
                      || (path.endsWith(stuck) && writes.incrementAndGet() > 1));
          return refused ? FaultKind.INTERNAL_ERROR : FaultKind.NONE;
        });
    CommandRun failed = rotate("--value-from-env", "NEW_TOKEN").exitedWith(5);
    assertThat(failed.out())
        .contains("1 rule could not be put back:\n  " + stuck)
        .contains("--with-old FILE");
    assertThat(failed.said()).doesNotContain(OLD).doesNotContain(NEW);
    assertThat(holding(NEW)).isEqualTo(1);
  }

  private String id(String name) {
    return sandbox.rules().stream()
        .map(envelope -> envelope.path("rule"))
        .filter(rule -> rule.path("name").asText().equals(name))
        .map(rule -> rule.path("uuid").asText())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void where_every_rule_is_off_one_of_them_goes_first_all_the_same() throws IOException {
    rules(8);
    for (JsonNode envelope : sandbox.rules()) {
      String id = envelope.path("rule").path("uuid").asText();
      sandbox.edit(id, rule -> rule.put("state", "DISABLED"));
    }
    repository.runWithSecrets("export").succeeded();
    List<JsonNode> before = site();
    sandbox.hook(
        (method, path) -> method.equals("PUT") ? FaultKind.INTERNAL_ERROR : FaultKind.NONE);
    CommandRun failed = rotate("--value-from-env", "NEW_TOKEN");
    sandbox.hook((method, path) -> FaultKind.NONE);
    assertThat(failed.exit()).isIn(1, 5);
    assertThat(failed.out()).contains("the first rotation failed, so the others were not tried");
    assertThat(site()).isEqualTo(before);
  }

  @Test
  void a_value_that_is_refused_is_written_nowhere() throws IOException {
    rules(3);
    declare("check: " + sandbox.url() + "/target/check");
    List<JsonNode> before = site();
    assertThat(rotate("--value-from-env", "NEW_TOKEN").exitedWith(8).err())
        .contains("REFUSED")
        .contains("nothing was written");
    assertThat(site()).isEqualTo(before);
    rotate("--value-from-env", "NEW_TOKEN", "--skip-check").succeeded();
  }

  @Test
  void the_value_comes_from_the_map_a_file_or_a_person_who_types_it() throws IOException {
    rules(2);
    assertThat(rotate().succeeded().err()).contains("nothing to write");
    Path file = folder.resolve("new-token");
    keep(file, NEW + "1\n");
    rotate("--value-from-file", file.toString()).succeeded();
    assertThat(holding(NEW + "1")).isEqualTo(2);
    repository.rotate(NAME, NEW + "2");
    CommandRun fromMap = rotate().succeeded();
    assertThat(holding(NEW + "2")).isEqualTo(2);
    assertThat(fromMap.out()).contains("--old-from-env").doesNotContain("gh secret set");
    CommandRun typed =
        CommandRun.typing(
                NEW + "3\n",
                repository.environment(),
                repository.root(),
                "rotate",
                NAME,
                "--ask",
                "--no-progress",
                "--secrets-file",
                repository.secrets().toString())
            .succeeded();
    assertThat(typed.said()).contains("not shown").doesNotContain(NEW + "3");
    assertThat(holding(NEW + "3")).isEqualTo(2);
  }

  @Test
  void an_old_value_that_stands_somewhere_else_is_not_safe_to_revoke() throws IOException {
    rules(2);
    String other = sandbox.add(rule(7).put("name", "Not in Git"), ExactJson.array());
    repository.environment().put("OLD_TOKEN", OLD);
    CommandRun run =
        rotate("--value-from-env", "NEW_TOKEN", "--old-from-env", "OLD_TOKEN").exitedWith(8);
    assertThat(run.out()).contains("NOT safe").contains(other);
    JsonNode json =
        ExactJson.read(rotate("--value-from-env", "NEW_TOKEN", "-o", "json").exitedWith(8).out());
    assertThat(json.path("secrets").path(0).path("safeToRevoke").asBoolean(true)).isFalse();
  }

  @Test
  void what_else_is_pending_is_left_to_sync() throws IOException {
    rules(2);
    Path file = repository.fileOf("Start build 1");
    Files.writeString(file, Files.readString(file).replace("Start build 1", "Start the build"));
    CommandRun run = rotate("--value-from-env", "NEW_TOKEN").exitedWith(8);
    assertThat(run.err()).contains("Left to sync: update  Start the build");
    assertThat(holding(NEW)).isEqualTo(1);
    assertThat(holding("Start the build")).isZero();
  }

  @Test
  void secrets_that_expire_soon_are_rotated_together() throws IOException {
    rules(1);
    declare("expires: " + LocalDate.now(ZoneOffset.UTC).plusDays(5));
    assertThat(repository.runWithSecrets("rotate", "--expiring", "3d").exitedWith(2).err())
        .contains("no secret");
    repository.rotate(NAME, NEW);
    CommandRun run = repository.runWithSecrets("rotate", "--expiring", "30d").succeeded();
    assertThat(holding(NEW)).isEqualTo(1);
    assertThat(run.err()).contains("written by a person");
    assertThat(ledger()).contains("expires: \"" + oneYear);
  }

  @Test
  void a_wrong_request_writes_nothing() throws IOException {
    rules(1);
    Map<List<String>, String> requests =
        new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    requests.put(List.of("rotate"), "which secret");
    requests.put(List.of("rotate", "no-such"), "no-such");
    requests.put(List.of("rotate", NAME, "--value-from-env", "UNSET"), "UNSET is not set");
    requests.put(List.of("rotate", NAME, "--value-from-file", "none"), "holds no value");
    requests.put(
        List.of("rotate", NAME, "--value-from-env", "other=NEW_TOKEN"), "not rotated here");
    requests.put(List.of("rotate", "--expiring", "soon"), "number of days");
    Path map = folder.resolve("acme.env");
    keep(map, NAME + "=" + NEW + "\nother-name=EXAMPLE\n");
    requests.put(
        List.of("rotate", NAME, "--value-from-file", map.toString()), "new value is a secret map");
    requests.forEach(
        (arguments, message) ->
            assertThat(
                    repository.runWithSecrets(arguments.toArray(String[]::new)).exitedWith(2).err())
                .contains(message));
    assertThat(repository.run("rotate", NAME).exitedWith(2).err()).contains("no new value");
    assertThat(Set.of(holding(OLD))).containsExactly(1L);
  }
}
