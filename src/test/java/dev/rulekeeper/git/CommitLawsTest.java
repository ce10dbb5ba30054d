package dev.rulekeeper.git;

import static dev.rulekeeper.git.RealGit.ALICE;
import static dev.rulekeeper.git.RealGit.bytes;
import static dev.rulekeeper.git.RealGit.git;
import static dev.rulekeeper.git.RealGit.repository;
import static dev.rulekeeper.git.RealGit.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Draws;
import dev.rulekeeper.file.FileChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class CommitLawsTest {
  private static final String STAGED = "users/staged.txt";

  /**
   * Whatever is written and removed, the commit is the model and the user's index is the user's.
   */
  @Property(seed = Draws.SEED, tries = 12, shrinking = ShrinkingMode.OFF)
  void commits_follow_the_model_and_leave_the_users_index_alone(
      @ForAll("steps") List<Map<String, Optional<String>>> steps) throws IOException {
    Path repository = repository(folder().resolve("r"));
    git(repository, "config", "commit.gpgSign", "false");
    write(repository, STAGED, "staged\n");
    git(repository, "add", STAGED);
    write(repository, STAGED, "edited after\n");
    Map<String, String> model = new TreeMap<>(Map.of("README", "hello\n"));
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      for (Map<String, Optional<String>> step : steps) {
        Map<String, String> before = new TreeMap<>(model);
        Map<String, Optional<byte[]>> files = new HashMap<>();
        step.forEach(
            (path, text) -> {
              files.put(path, text.map(RealGit::bytes));
              text.ifPresentOrElse(t -> model.put(path, t), () -> model.remove(path));
            });
        boolean committed =
            tree.commit(FileChanges.of(files), "Step", Optional.empty()).isPresent();
        assertThat(committed).isEqualTo(!model.equals(before));
      }
    }
    assertThat(git(repository, "ls-tree", "-r", "--name-only", "HEAD").lines())
        .containsExactlyInAnyOrderElementsOf(model.keySet());
    for (Map.Entry<String, String> file : model.entrySet()) {
      assertThat(Files.readAllBytes(repository.resolve(file.getKey())))
          .isEqualTo(bytes(file.getValue()));
    }
    assertThat(git(repository, "status", "--porcelain")).isEqualTo("AM " + STAGED);
    assertThat(git(repository, "show", ":" + STAGED)).isEqualTo("staged");
  }

  /** jqwik knows no {@code @TempDir}; what is below the build folder goes with it. */
  private static Path folder() throws IOException {
    return Files.createTempDirectory(
        Files.createDirectories(Path.of("target", "laws").toAbsolutePath()), "commit");
  }

  @Provide
  Arbitrary<List<Map<String, Optional<String>>>> steps() {
    Arbitrary<String> paths =
        Arbitraries.of(
            "a.yaml", "rules/a.yaml", "rules/x/b.yaml", "rules/x/y/c.yaml", "a b/c.yaml");
    Arbitrary<Optional<String>> texts =
        Arbitraries.of("", "one\n", "two\r\n", "no end of line").optional(0.7);
    return Arbitraries.maps(paths, texts).ofMaxSize(4).list().ofMinSize(1).ofMaxSize(5);
  }
}
