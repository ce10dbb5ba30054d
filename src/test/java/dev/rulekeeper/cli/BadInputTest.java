package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong is said with place and remedy, and leaves files and site as they were. */
class BadInputTest {
  private static final String NEW_ID = "019ab7c0-1111-7222-8333-444455556666";
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;

  @BeforeEach
  void export_from_a_site() {
    sandbox = Sandbox.start(SandboxOptions.defaults());
    repository = SandboxRepository.exported(sandbox, folder);
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  @Test
  void a_folder_without_configuration_is_told_to_run_init() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    for (String command : new String[] {"export", "plan", "sync", "lint"}) {
      CommandRun run = CommandRun.of(repository.environment(), empty, command).exitedWith(2);
      assertThat(run.err()).contains("rulekeeper.yaml").contains("init");
    }
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void a_folder_without_git_is_told_to_make_a_repository() throws IOException {
    Path plain = Files.createDirectory(folder.resolve("plain"));
    Files.copy(repository.root().resolve("rulekeeper.yaml"), plain.resolve("rulekeeper.yaml"));
    CommandRun run = CommandRun.of(repository.environment(), plain, "export").exitedWith(1);
    assertThat(run.err()).contains("no Git repository").contains("git init");
  }

  @Test
  void missing_credentials_are_named() throws IOException {
    Map<Path, String> before = files();
    for (String name : new String[] {"ATLASSIAN_EMAIL", "ATLASSIAN_API_TOKEN"}) {
      Map<String, String> environment = new TreeMap<>(repository.environment());
      environment.remove(name);
      CommandRun run = CommandRun.of(environment, repository.root(), "export").exitedWith(2);
      assertThat(run.err()).contains(name + " is not set").contains("classic API token");
    }
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void a_wrong_token_is_told_apart_from_a_refused_rule() throws IOException {
    edit(text -> text.replaceFirst("(?m)^name: .*$", "name: Renamed"));
    Map<Path, String> before = files();
    repository.environment().put("ATLASSIAN_API_TOKEN", "ATATT3xFfGF0EXAMPLEexpired");
    for (String command : new String[] {"export", "plan", "sync"}) {
      CommandRun run = repository.runWithSecrets(command).exitedWith(1);
      assertThat(run.err())
          .contains("401")
          .contains("ATLASSIAN_API_TOKEN")
          .doesNotContain("ATATT3xFfGF0EXAMPLEexpired");
    }
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void a_site_that_the_configuration_does_not_have_is_answered_with_those_it_has() {
    CommandRun run = repository.run("plan", "--site", "acme").exitedWith(2);
    assertThat(run.err()).contains("no site 'acme'").contains("sandbox");
  }

  @Test
  void an_address_without_a_site_is_said_to_be_none() {
    repository.environment().put("RULEKEEPER_SITE_URL", sandbox.url() + "/nowhere");
    CommandRun run = repository.runWithSecrets("plan").exitedWith(1);
    assertThat(run.err())
        .contains("no Atlassian Cloud site at " + sandbox.url())
        .contains("rulekeeper.yaml");
  }

  @Test
  void a_site_that_cannot_be_reached_is_named() throws IOException {
    Map<Path, String> before = files();
    sandbox.close();
    for (String command : new String[] {"export", "plan", "sync"}) {
      CommandRun run = repository.runWithSecrets(command).exitedWith(1);
      assertThat(run.err()).contains("127.0.0.1").doesNotContain("Exception");
    }
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void a_rule_file_that_is_no_yaml_is_named_with_its_line() throws IOException {
    Files.writeString(
        repository.root().resolve("rules/broken.yaml"), "id: " + NEW_ID + "\nname: [unclosed\n");
    refusesEverywhere("rules/broken.yaml:", "broken.yaml");
  }

  @Test
  void two_files_with_one_id_are_both_named() throws IOException {
    Path file = repository.fileOf(someRule());
    Files.copy(file, repository.root().resolve("rules/copy.yaml"));
    refusesEverywhere("rules/copy.yaml", file.getFileName().toString());
  }

  @Test
  void a_file_without_an_id_is_given_one_to_use() throws IOException {
    Path file = repository.fileOf(someRule());
    Files.writeString(
        repository.root().resolve("rules/new.yaml"),
        Files.readString(file).replaceFirst("(?m)^id: .*\n", ""));
    refusesEverywhere("rules/new.yaml", "id: 0");
  }

  @Test
  void an_unknown_tag_is_shown_with_its_line_and_the_way_to_write_it() throws IOException {
    Path file = edit(text -> text.replaceFirst("(?m)^name: .*$", "name: \"Old <<secrets:x>>\""));
    refusesEverywhere(file.getFileName() + ":3", "<<open>>");
  }

  @Test
  void all_secrets_without_a_value_are_named_at_once_and_no_rule_that_needs_one_is_sent()
      throws IOException {
    sandbox.forgetRequests();
    CommandRun run = repository.run("sync").exitedWith(7);
    for (String name : repository.secretMap().keySet()) {
      assertThat(run.said()).contains(name);
    }
    assertThat(run.said()).contains("no value").contains("--secrets-file");
    assertThat(sandbox.requestCounts().keySet())
        .isNotEmpty()
        .noneMatch(request -> request.startsWith("PUT"));
  }

  @Test
  void a_rule_that_the_site_refuses_comes_back_with_the_words_of_the_site() throws IOException {
    String id = someRule();
    JsonNode before = sandbox.rule(id);
    edit(text -> text.replaceFirst("(?m)^authorAccountId: .*$", "authorAccountId: nobody"));
    CommandRun run = repository.runWithSecrets("sync").exitedWith(1);
    assertThat(run.said()).contains(id).contains("400");
    assertThat(sandbox.rule(id)).isEqualTo(before);
    repository.runWithSecrets("plan", "--exit-code").exitedWith(3);
  }

  @Test
  void values_are_not_written_into_a_file_that_git_tracks() throws IOException {
    Path tracked = repository.root().resolve("values.json");
    Files.writeString(tracked, "{}\n");
    commit("values.json", "{}\n");
    CommandRun run = repository.run("export", "--secrets-out", "values.json").exitedWith(6);
    assertThat(run.err()).contains("tracked by Git").contains("git rm --cached");
    assertThat(tracked).content().isEqualTo("{}\n");
  }

  @Test
  void values_inside_of_the_work_tree_are_kept_from_git_add() throws IOException {
    CommandRun run = repository.run("export", "--full", "--secrets-out", "my values.json");
    assertThat(run.succeeded().err()).contains("my values.json").contains(".git/info/exclude");
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      assertThat(workTree.changed("")).isEmpty();
    }
    assertThat(repository.run("export", "--full", "--secrets-out", "my values.json").err())
        .doesNotContain("exclude");
  }

  @Test
  void a_secret_map_that_everybody_can_read_is_refused() throws IOException {
    Files.setPosixFilePermissions(
        repository.secrets(), PosixFilePermissions.fromString("rw-r--r--"));
    CommandRun run = repository.runWithSecrets("plan").exitedWith(2);
    assertThat(run.err()).contains("secrets.json").contains("chmod 600");
  }

  @Test
  void a_secret_map_is_refused_for_an_empty_or_a_second_value_without_showing_any()
      throws IOException {
    Files.writeString(repository.secrets(), "ci-bot=EXAMPLE-one\nci-bot=EXAMPLE-two\n");
    assertThat(repository.runWithSecrets("plan").exitedWith(2).err())
        .contains("line 2")
        .contains("ci-bot")
        .doesNotContain("EXAMPLE");
    Files.writeString(repository.secrets(), "other=EXAMPLE-one\nci-bot=\n");
    assertThat(repository.runWithSecrets("plan").exitedWith(2).err())
        .contains("line 2")
        .contains("ci-bot")
        .contains("empty")
        .doesNotContain("EXAMPLE");
  }

  @Test
  void a_secret_map_that_is_not_there_is_named() {
    assertThat(repository.run("plan", "--secrets-file", "nothing.env").exitedWith(2).err())
        .contains("nothing.env");
  }

  @Test
  void a_file_to_export_from_that_holds_no_rule_is_refused() throws IOException {
    Map<Path, String> before = files();
    Path file = folder.resolve("export.json");
    for (String text : new String[] {"", "{", "[]", "{\"a\":1}", "\"text\"", "{\"rules\":[{}]}"}) {
      Files.writeString(file, text);
      assertThat(repository.run("export", "--from", file.toString()).exitedWith(2).err())
          .contains("export.json");
    }
    assertThat(repository.run("export", "--from", "missing.json").exitedWith(1).err())
        .contains("missing.json");
    assertThat(files()).isEqualTo(before);
  }

  private void refusesEverywhere(String... words) throws IOException {
    Map<Path, String> before = files();
    sandbox.forgetRequests();
    for (String command : new String[] {"lint", "export", "plan", "sync"}) {
      CommandRun run =
          command.equals("lint")
              ? repository.run(command).exitedWith(2)
              : repository.runWithSecrets(command).exitedWith(2);
      assertThat(run.said()).contains(words).doesNotContain("Exception");
    }
    assertThat(files()).isEqualTo(before);
    // A plan begins to read rules while the files are read, and nothing is written.
    assertThat(sandbox.requestCounts().keySet())
        .isSubsetOf("GET /_edge/tenant_info", "GET rule/summary", "GET rule/{uuid}");
  }

  private interface Edit {
    String of(String text);
  }

  private Path edit(Edit edit) throws IOException {
    Path file = repository.fileOf(someRule());
    String before = Files.readString(file);
    String after = edit.of(before);
    assertThat(after).isNotEqualTo(before);
    Files.writeString(file, after);
    return file;
  }

  private String someRule() throws IOException {
    for (JsonNode envelope : sandbox.rules()) {
      String id = envelope.path("rule").path("uuid").asText();
      if (!Files.readString(repository.fileOf(id)).contains("<<")) {
        return id;
      }
    }
    throw new AssertionError("the seed has no rule without secrets");
  }

  private void commit(String path, String text) {
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      workTree.commit(FileChanges.writing(path, text), "Add " + path, Optional.empty());
    }
  }

  private Map<Path, String> files() throws IOException {
    Map<Path, String> files = new TreeMap<>();
    try (var paths = Files.walk(repository.root())) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        if (!file.toString().contains("/.git/") && !file.toString().contains("/journal/")) {
          files.put(file, Files.readString(file));
        }
      }
    }
    return files;
  }
}
