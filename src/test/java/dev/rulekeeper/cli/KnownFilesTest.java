package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of files that Git has can save time, and decides nothing. */
class KnownFilesTest {
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;

  @BeforeEach
  void a_repository() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(12).build());
    repository = SandboxRepository.exported(sandbox, folder);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private List<Path> remembered() throws IOException {
    try (Stream<Path> files = Files.walk(repository.root().resolve(".git/rulekeeper"))) {
      List<Path> found =
          files
              .filter(Files::isRegularFile)
              .filter(file -> file.getFileName().toString().length() == 2)
              .toList();
      assertThat(found).as("what is remembered").isNotEmpty();
      return found;
    }
  }

  /** Some of everything: an edit in Git, one on the site, a rotation. */
  private void change() throws IOException {
    List<String> ids =
        sandbox.rules().stream().map(rule -> rule.path("rule").path("uuid").asText()).toList();
    Path file = repository.fileOf(ids.get(0));
    Files.writeString(file, Files.readString(file).replaceFirst("name: ", "name: Edited "));
    sandbox.edit(ids.get(1), rule -> rule.put("description", "edited on the site"));
    String secret = repository.secretMap().keySet().iterator().next();
    repository.rotate(secret, "EXAMPLE-rotated-value-of-nobody-1");
  }

  @Test
  void a_plan_says_the_same_with_and_without_what_is_remembered() throws IOException {
    change();
    String first = repository.runWithSecrets("plan", "-o", "json").out();
    assertThat(remembered()).isNotEmpty();
    assertThat(repository.runWithSecrets("plan", "-o", "json").out()).isEqualTo(first);
    for (Path file : remembered()) {
      Files.delete(file);
    }
    assertThat(repository.runWithSecrets("plan", "-o", "json").out()).isEqualTo(first);
  }

  @Test
  void what_is_remembered_wrongly_changes_no_plan() throws IOException {
    change();
    String first = repository.runWithSecrets("plan", "-o", "json").out();
    Random random = new Random(11);
    for (Path file : remembered()) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bytes);
    }
    assertThat(repository.runWithSecrets("plan", "-o", "json").out()).isEqualTo(first);
  }

  @Test
  void only_part_of_what_is_remembered_will_do_too() throws IOException {
    change();
    String first = repository.runWithSecrets("plan", "-o", "json").out();
    for (String part : List.of("rule-facts", "rule-files", "base-facts")) {
      for (Path file : remembered()) {
        if (Objects.requireNonNull(file.getParent()).getFileName().toString().equals(part)) {
          Files.delete(file);
        }
      }
      assertThat(repository.runWithSecrets("plan", "-o", "json").out()).isEqualTo(first);
    }
  }

  @Test
  void nothing_is_remembered_of_a_file_before_it_is_committed() throws IOException {
    repository.runWithSecrets("plan");
    Path file = repository.fileOf(sandbox.rules().get(0).path("rule").path("uuid").asText());
    Files.writeString(
        file, Files.readString(file).replaceFirst("name: ", "name: EXAMPLE-typed-by-hand "));
    List<byte[]> before = contents();
    repository.runWithSecrets("plan");
    assertThat(contents()).usingElementComparator(java.util.Arrays::compare).isEqualTo(before);
  }

  private List<byte[]> contents() throws IOException {
    List<byte[]> all = new java.util.ArrayList<>();
    for (Path file : remembered()) {
      all.add(Files.readAllBytes(file));
    }
    return all;
  }
}
