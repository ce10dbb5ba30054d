package dev.rulekeeper.ruleset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rulekeeper.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are found in the order of their paths, read once, and never through a link. */
class RepositoryFilesTest {
  @TempDir private Path root;
  private RepositoryFiles files;

  @BeforeEach
  void some_files() throws IOException {
    files = new RepositoryFiles(root);
    for (String path : List.of("rules/b.yaml", "rules/a/c.yaml", "rules/a.yaml", "rules/x.txt")) {
      write(path, "id: 1\n");
    }
  }

  @Test
  void they_come_in_the_order_of_their_paths_as_deep_as_asked_for() {
    assertThat(yaml(Integer.MAX_VALUE))
        .containsExactly("rules/a.yaml", "rules/a/c.yaml", "rules/b.yaml");
    assertThat(yaml(1)).containsExactly("rules/a.yaml", "rules/b.yaml");
    assertThat(files.in("none", 1, name -> true)).isEmpty();
  }

  @Test
  void of_several_links_the_first_is_named() throws IOException {
    Files.createSymbolicLink(root.resolve("rules/z.yaml"), root.resolve("rules/a.yaml"));
    Files.createSymbolicLink(root.resolve("rules/m"), root.resolve("rules/a"));
    Files.createSymbolicLink(root.resolve("rules/l.txt"), root.resolve("rules/a.yaml"));
    assertThatThrownBy(() -> yaml(Integer.MAX_VALUE))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("rules/m: is a symbolic link");
  }

  @Test
  void whether_there_is_any_goes_by_the_name_and_takes_no_folder() throws IOException {
    assertThat(files.hasAny("rules", name -> name.equals("c.yaml"))).isTrue();
    assertThat(files.hasAny("rules", name -> name.equals("a"))).isFalse();
    assertThat(files.hasAny("none", name -> true)).isFalse();
    Files.createDirectories(root.resolve("empty/folder"));
    assertThat(files.hasAny("empty", name -> true)).isFalse();
  }

  @Test
  void a_file_that_was_seen_is_read_when_somebody_asks_for_its_text() throws IOException {
    assumeThat(root.getFileSystem().supportedFileAttributeViews()).contains("unix");
    Remembered seen = new Remembered();
    FileText read = files.text("rules/a.yaml", seen);
    assertThat(seen.learned).containsExactly("rules/a.yaml");

    FileText known = files.text("rules/a.yaml", seen);
    assertThat(seen.learned).as("nothing was read").hasSize(1);
    assertThat(known.key()).isEqualTo(read.key());
    assertThat(known.text()).isEqualTo("id: 1\n");

    FileText changed = files.text("rules/a.yaml", seen);
    write("rules/a.yaml", "id: 2\n");
    assertThatThrownBy(changed::text)
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("rules/a.yaml: was changed while it was read");
  }

  private List<String> yaml(int depth) {
    return files.in("rules", depth, name -> name.endsWith(".yaml"));
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  /** Knows the file that it learned, whatever its stamp. */
  private static final class Remembered implements SeenFiles {
    private final List<String> learned = new ArrayList<>();
    private Optional<String> key = Optional.empty();

    @Override
    public Optional<String> key(String path, FileStamp stamp) {
      return key;
    }

    @Override
    public void learn(String path, FileStamp stamp, FileText text) {
      learned.add(path);
      key = Optional.of(text.key());
    }
  }
}
