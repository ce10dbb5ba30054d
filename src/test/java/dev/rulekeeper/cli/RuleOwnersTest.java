package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Owner and actor of many rules are changed at once, in files that a reviewer sees. */
class RuleOwnersTest {
  private static final String NEW = "712020:9b7e2f10-64c3-4a0f-8e21-7c5d4b3a2f11";
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;
  private String old;

  @BeforeEach
  void export_from_a_site() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(6).build());
    repository = SandboxRepository.exported(sandbox, folder);
    old = rules().get(0).path("authorAccountId").asText();
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  private List<JsonNode> rules() {
    return sandbox.rules().stream().map(envelope -> envelope.path("rule")).toList();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(repository.root().resolve("rules"))) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .map(
              file -> {
                try {
                  return Files.readString(file);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              })
          .toList();
    }
  }

  @Test
  void all_rules_of_one_owner_get_another_and_comments_stay() throws IOException {
    Path file = repository.fileOf(rules().get(0).path("uuid").asText());
    Files.writeString(file, "# Ours since 2024\n" + Files.readString(file));
    repository.run("fmt", "--where", "owner=" + old, "--set", "owner=" + NEW).succeeded();
    assertThat(Files.readString(file)).contains("# Ours since 2024");
    assertThat(files())
        .isNotEmpty()
        .noneMatch(text -> text.contains("authorAccountId: " + old))
        .anyMatch(text -> text.contains("authorAccountId: " + NEW));
  }

  @Test
  void what_is_selected_is_changed_and_nothing_else_in_it() throws IOException {
    List<String> before = files();
    String id = rules().get(2).path("uuid").asText();
    CommandRun run =
        repository.run("fmt", "--select", id, "--set", "owner=" + NEW, "--set", "actor=" + NEW);
    assertThat(run.succeeded().out()).contains("1 of");
    List<String> after = files();
    List<String> changed =
        Stream.iterate(0, index -> index < after.size(), index -> index + 1)
            .filter(index -> !after.get(index).equals(before.get(index)))
            .map(after::get)
            .toList();
    assertThat(changed).hasSize(1);
    assertThat(changed.get(0))
        .contains("authorAccountId: " + NEW)
        .contains("actor: " + NEW)
        .contains(id);
    assertThat(
            repository.plan().path("summary").path("update").asInt()
                + repository.plan().path("summary").path("blocked").asInt())
        .isEqualTo(1);
  }

  @Test
  void a_request_that_makes_no_sense_changes_nothing() throws IOException {
    List<String> before = files();
    for (String set : List.of("owner", "owner=", "colour=red", "owner=a b", "=x")) {
      repository.run("fmt", "--set", set).exitedWith(2);
    }
    repository.run("fmt", "--where", "owner=" + old).exitedWith(2);
    assertThat(
            repository
                .run("fmt", "--select", "label:none-has-it", "--set", "owner=" + NEW)
                .exitedWith(2)
                .err())
        .contains("no rule");
    assertThat(files()).isEqualTo(before);
  }
}
