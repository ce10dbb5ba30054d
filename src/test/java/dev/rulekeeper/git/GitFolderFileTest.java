package dev.rulekeeper.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one run keeps for the next one is there, or nothing is. */
class GitFolderFileTest {
  @TempDir private Path folder;
  private WorkTree workTree;

  @BeforeEach
  void a_repository() {
    WorkTree.init(folder).close();
    workTree = WorkTree.open(folder, Map.of("HOME", folder.toString()));
  }

  @AfterEach
  void close() {
    workTree.close();
  }

  @Test
  void what_was_kept_is_there_and_the_last_one_counts() {
    assertThat(workTree.kept("notes", "1").read()).isEmpty();
    keep("first");
    keep("second");
    assertThat(workTree.kept("notes", "1").read()).contains("second".getBytes(UTF_8));
    assertThat(workTree.kept("others", "1").read()).isEmpty();
  }

  @Test
  void what_another_version_kept_is_not_taken() {
    keep("first");
    assertThat(workTree.kept("notes", "2").read()).isEmpty();
  }

  @Test
  void a_damaged_file_is_as_good_as_none() throws IOException {
    keep("first");
    Path file = folder.resolve(".git/rulekeeper/notes");
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(7);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= (byte) (1 + random.nextInt(255));
      Files.write(file, damaged);
      assertThat(workTree.kept("notes", "1").read()).as("byte %s", i).isEmpty();
    }
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThat(workTree.kept("notes", "1").read()).isEmpty();
  }

  @Test
  void that_it_cannot_be_kept_stops_nobody() throws IOException {
    Files.createDirectories(folder.resolve(".git/rulekeeper/notes/in the way"));
    keep("first");
    assertThat(workTree.kept("notes", "1").read()).isEmpty();
  }

  private void keep(String text) {
    workTree.kept("notes", "1").write(text.getBytes(UTF_8));
  }
}
