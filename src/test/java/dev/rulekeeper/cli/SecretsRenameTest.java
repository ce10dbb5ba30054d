package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One credential has one name, also when it turns up with an older value. */
class SecretsRenameTest {
  private static final String NEW_VALUE = "ATATT3xFfGF0EXAMPLE-the-next-token-of-the-bot=0A1B2C3D";
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;
  private String bot;
  private String old;

  @BeforeEach
  void export_from_a_site() throws IOException {
    sandbox = Sandbox.start(SandboxOptions.defaults());
    repository = SandboxRepository.exported(sandbox, folder);
    old = sandbox.targetToken();
    bot =
        repository.secretMap().entrySet().stream()
            .filter(entry -> entry.getValue().equals(old))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  @Test
  void a_rename_is_one_commit_of_ledger_files_and_secret_map_template() throws IOException {
    Path template = repository.root().resolve("secrets.env.example");
    assertThat(template).content().contains("\n" + bot + "=\n").doesNotContain(old);
    CommandRun run = repository.run("secrets", "rename", bot, "deploy-bot").succeeded();
    assertThat(run.out())
        .contains("RULEKEEPER_SECRET_DEPLOY_BOT")
        .contains("RULEKEEPER_SECRET_" + bot.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    assertThat(template).content().contains("\ndeploy-bot=\n").doesNotContain("\n" + bot + "=");
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      assertThat(workTree.changed("")).isEmpty();
    }
  }

  @Test
  void an_older_value_keeps_the_name_that_git_has_for_it() throws IOException {
    repository.rotate(bot, NEW_VALUE);
    String copy = copyOfTheRuleWithTheToken();

    repository.runWithSecrets("export", "--full").succeeded();

    assertThat(repository.fileOf(copy)).content().contains("<<secret:" + bot + ">>");
    assertThat(repository.run("secrets", "list").succeeded().out()).doesNotContain(bot + "-2");
    assertThat(kindsOf(copy)).containsExactly("rotate");
    repository.runWithSecrets("sync").succeeded();
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
    assertThat(sandbox.rules().toString()).doesNotContain(old).contains(NEW_VALUE);
  }

  @Test
  void an_older_value_that_nothing_tells_of_gets_a_name_that_a_rename_makes_one_with_the_first()
      throws IOException {
    repository.rotate(bot, NEW_VALUE);
    String copy = copyOfTheRuleWithTheToken();
    repository
        .runWithSecrets("export", "--secrets-out", repository.secrets().toString())
        .succeeded();
    String second = nameOf(old);
    assertThat(repository.fileOf(copy)).content().contains("<<secret:" + second + ">>");

    CommandRun run = repository.run("secrets", "rename", second, bot).succeeded();

    assertThat(run.out()).contains("was there before").doesNotContain(old);
    assertThat(repository.fileOf(copy))
        .content()
        .contains("<<secret:" + bot + ">>")
        .doesNotContain("<<secret:" + second + ">>");
    assertThat(repository.root().resolve("secrets.yaml"))
        .content()
        .doesNotContain("  " + second + ":\n")
        .contains("renamed:\n  " + second + ": " + bot + "\n");
    assertThat(repository.root().resolve("secrets.env.example"))
        .content()
        .doesNotContain(second + "=")
        .containsOnlyOnce("\n" + bot + "=");
    removeFromMap(second);
    assertThat(kindsOf(copy)).containsExactly("rotate");
    repository.runWithSecrets("sync").succeeded();
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
    assertThat(sandbox.rules().toString()).doesNotContain(old);
  }

  @Test
  void of_two_entries_of_the_ledger_the_one_that_stays_is_allowed_what_either_was()
      throws IOException {
    Path ledger = repository.root().resolve("secrets.yaml");
    Files.writeString(
        ledger,
        Files.readString(ledger)
            .replaceFirst(
                "(?m)^secrets:\n",
                "secrets:\n  aaa:\n    owner: ops\n    hosts:\n      - one.example\n"
                    + "  bbb:\n    owner: platform\n    expires: 2027-01-31\n    hosts:\n"
                    + "      - two.example\n    publish:\n      - log\n"));
    repository.run("secrets", "rename", "bbb", "aaa").succeeded();
    assertThat(ledger)
        .content()
        .contains(
            "  aaa:\n    owner: ops\n    expires: \"2027-01-31\"\n    hosts:\n      - one.example\n"
                + "      - two.example\n    publish:\n      - log\n")
        .doesNotContain("  bbb:\n")
        .contains("renamed:\n  bbb: aaa\n");
  }

  @Test
  void a_name_that_nothing_has_cannot_be_renamed() {
    assertThat(repository.run("secrets", "rename", "nobody", bot).exitedWith(2).err())
        .contains("secrets list");
  }

  private String copyOfTheRuleWithTheToken() {
    for (JsonNode envelope : sandbox.rules()) {
      String text = ExactJson.write(envelope.path("rule"));
      if (text.contains("Bearer " + old)) {
        ObjectNode copy = (ObjectNode) ExactJson.read(text);
        copy.remove("uuid");
        copy.put("name", "A copy that somebody made");
        return sandbox.add(copy, ExactJson.array());
      }
    }
    throw new AssertionError("no rule has the token in a Bearer header");
  }

  private List<String> kindsOf(String id) {
    List<String> kinds = new ArrayList<>();
    CommandRun plan = repository.runWithSecrets("plan", "-o", "json").succeeded();
    assertThat(plan.said()).doesNotContain(old).doesNotContain(NEW_VALUE);
    ExactJson.read(plan.out())
        .path("changes")
        .forEach(
            change -> {
              if (change.path("id").asText().equals(id)) {
                kinds.add(change.path("kind").asText());
              }
            });
    return kinds;
  }

  private String nameOf(String value) throws IOException {
    return repository.secretMap().entrySet().stream()
        .filter(entry -> entry.getValue().equals(value))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private void removeFromMap(String name) throws IOException {
    ObjectNode map = (ObjectNode) ExactJson.read(Files.readString(repository.secrets()));
    map.remove(name);
    Files.writeString(repository.secrets(), ExactJson.write(map));
  }
}
