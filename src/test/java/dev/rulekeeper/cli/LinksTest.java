package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No command follows a symbolic link below the root of a repository, to read or to write. */
class LinksTest {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("plan"),
          List.of("sync", "--prune"),
          List.of("export"),
          List.of("lint"),
          List.of("fmt"),
          List.of("secrets", "where"),
          List.of("undo"),
          List.of("secrets", "rename", "canary", "other"),
          List.of("schema", "--write"));

  @TempDir private static Path folder;
  private static Sandbox sandbox;
  private static SandboxRepository repository;

  @BeforeAll
  static void a_repository_whose_rule_was_written_once() throws IOException {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(8).build());
    repository = SandboxRepository.exported(sandbox, folder);
    Path rule = repository.fileOf(sandbox.rules().get(0).path("rule").path("uuid").asText());
    Files.writeString(
        rule, Files.readString(rule).replaceFirst("(?m)^name: .*$", "name: Once written"));
    repository.runWithSecrets("sync");
    for (String file :
        List.of("templates/fragments/a.txt", "templates/b.yaml.off", "sites/a.txt")) {
      Path path = repository.root().resolve(file);
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.writeString(path, "text\n");
    }
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  /** Moves what is there to another place, and has a link lead there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rules",
        "rules/site",
        "rulekeeper.yaml",
        "secrets.yaml",
        "templates",
        "templates/fragments",
        "templates/fragments/a.txt",
        "sites",
        ".rulekeeper",
        ".rulekeeper/journal",
      })
  void whatever_is_a_link_nothing_outside_is_read_or_written(String path) throws IOException {
    Path here = repository.root().resolve(path);
    assertThat(here).exists();
    Path outside = folder.resolve("outside");
    Files.move(here, outside);
    Files.createSymbolicLink(here, outside);
    try {
      String before = state(outside);
      boolean refused = false;
      for (List<String> command : COMMANDS) {
        CommandRun run = repository.runWithSecrets(command.toArray(String[]::new));
        refused |= run.exit() == 2 && run.err().contains("symbolic link");
        assertThat(run.said()).as("%s", command).doesNotContain("failed unexpectedly");
      }
      assertThat(refused).as("some command says that there is a link").isTrue();
      assertThat(state(outside)).isEqualTo(before);
      assertThat(here).isSymbolicLink();
    } finally {
      Files.deleteIfExists(here);
      Files.move(outside, here);
    }
  }

  private static String state(Path place) throws IOException {
    StringBuilder state = new StringBuilder();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted().toList()) {
        state.append(place.relativize(file));
        state.append(Files.isRegularFile(file) ? Files.readString(file) : "/").append('\n');
      }
    }
    return state.toString();
  }

  @Test
  void a_secret_map_is_written_to_a_plain_file_or_not_at_all() throws Exception {
    Path target = Files.writeString(folder.resolve("target.env"), "kept=1\n");
    Path link = Files.createSymbolicLink(folder.resolve("link.env"), target);
    Path pipe = folder.resolve("pipe.env");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    for (Path odd :
        List.of(link, pipe, Path.of("/dev/null"), Files.createDirectory(folder.resolve("d.env")))) {
      CommandRun run = repository.run("export", "--full", "--secrets-out", odd.toString());
      run.exitedWith(2);
      assertThat(run.err()).contains("not a plain file");
    }
    assertThat(link).isSymbolicLink();
    assertThat(target).hasContent("kept=1\n");
  }
}
