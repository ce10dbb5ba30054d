package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export stores the texts of very many new files before it knows that it will write them. */
class RefusedExportTest {
  private static final int RULES = 300;

  @TempDir private Path folder;

  @Test
  void an_export_that_is_refused_leaves_no_file_no_object_and_no_ref() throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder().rules(RULES).build())) {
      SandboxRepository repository = SandboxRepository.init(sandbox, folder);
      Set<Path> before = files(repository.root());
      repository.run("export").exitedWith(6);
      assertThat(files(repository.root())).containsExactlyInAnyOrderElementsOf(before);
      repository.run("export", "--secrets-out", repository.secrets().toString()).succeeded();
      Set<Path> after = files(repository.root());
      assertThat(after).containsAll(before).hasSizeGreaterThan(before.size() + RULES);
      assertThat(after).noneMatch(file -> file.getFileName().toString().startsWith("insert_"));
    }
  }

  /** All but what a run may remember for the next one. */
  private static Set<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(root.resolve(".git/rulekeeper")))
          .filter(file -> !file.startsWith(root.resolve(".rulekeeper/names")))
          .collect(Collectors.toSet());
    }
  }
}
