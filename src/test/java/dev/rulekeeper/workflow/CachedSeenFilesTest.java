package dev.rulekeeper.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rulekeeper.Draws;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.ruleset.FileStamp;
import dev.rulekeeper.ruleset.FileText;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.SeenFiles;
import dev.rulekeeper.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that was read before is not read again, and one that somebody changed always is. */
class CachedSeenFilesTest {
  private static final String FILE = "rules/a.yaml";
  @TempDir private Path folder;
  private Path root;
  private WorkRepository repository;

  /** Whether a reading had to read the file, and what it says. */
  private record Read(boolean fromDisk, String text) {}

  @BeforeEach
  void a_committed_rule() throws IOException {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("unix");
    root = folder.resolve("clone");
    repository = WorkRepository.in(root);
    write("one");
    repository.commit("Add a rule");
    later(1); // What is known of the file comes with the first reading.
  }

  @Test
  void a_file_that_nobody_changed_is_not_read_again() throws IOException {
    assertThat(later(1)).isEqualTo(new Read(false, "one"));
  }

  @Test
  void a_file_that_was_written_just_now_is_read_again_next_time() throws IOException {
    write("two");
    later(0);
    assertThat(later(0).fromDisk()).isTrue();
  }

  @Test
  void a_text_of_the_same_length_with_the_old_time_is_seen() throws IOException {
    FileTime before = Files.getLastModifiedTime(root.resolve(FILE));
    write("two");
    Files.setLastModifiedTime(root.resolve(FILE), before);
    assertThat(later(1)).isEqualTo(new Read(true, "two"));
  }

  @Test
  void a_file_that_takes_the_place_of_another_is_seen() throws IOException {
    Path other = root.resolve("other");
    Files.writeString(other, WorkRepository.rule(WorkRepository.ID, "two"));
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(root.resolve(FILE)));
    Files.move(other, root.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
    assertThat(later(1).text()).isEqualTo("two");
  }

  @Test
  void a_link_that_takes_the_place_of_a_file_is_refused() throws IOException {
    Path file = root.resolve(FILE);
    Files.move(file, folder.resolve("elsewhere"));
    Files.createSymbolicLink(file, folder.resolve("elsewhere"));
    assertThatThrownBy(() -> later(1)).hasMessageContaining("symbolic link");
  }

  @Test
  void what_somebody_else_wrote_into_the_git_folder_costs_time_and_nothing_else() {
    String key = "0".repeat(40);
    for (String lines :
        List.of("", "\n\n", key, key + " a b c d " + FILE, key + " 1 2 3 4", "x 1 2 3 4 " + FILE)) {
      try (WorkTree workTree = WorkTree.open(root)) {
        workTree.kept("seen-files", "1").write(lines.getBytes(UTF_8));
      }
      assertThat(later(1)).as(lines).isEqualTo(new Read(true, "one"));
    }
  }

  @Test
  void a_command_that_leaves_everything_as_it_is_keeps_nothing_here_either() throws IOException {
    Path kept = root.resolve(".git/rulekeeper/seen-files");
    Files.delete(kept);
    try (WorkTree workTree = WorkTree.open(root);
        CachedSeenFiles seen = new CachedSeenFiles(workTree, clock(1))) {
      seen.leaveAsItIs();
      read(workTree, seen);
    }
    assertThat(kept).doesNotExist();
  }

  @Test
  void a_text_that_is_another_one_by_now_is_told() throws IOException {
    try (WorkTree workTree = WorkTree.open(root);
        CachedSeenFiles seen = new CachedSeenFiles(workTree, clock(1))) {
      List<FileText> texts = new ArrayList<>();
      RuleRepository.open(root)
          .knowing(new CachedRuleFiles(workTree), seen)
          .ruleFiles((file, text) -> texts.add(text));
      write("two");
      assertThatThrownBy(texts.get(0)::text)
          .isInstanceOf(InvalidFileException.class)
          .hasMessageContaining("rules/a.yaml: was changed while it was read");
    }
  }

  /** What may happen to a file between two runs. */
  enum Event {
    WRITTEN,
    WRITTEN_WITH_THE_OLD_TIME,
    WRITTEN_WITH_THE_OLD_LENGTH,
    REPLACED,
    TOUCHED,
    NOTHING
  }

  @Property(seed = Draws.SEED, tries = 25, shrinking = ShrinkingMode.OFF)
  void whatever_happens_to_a_file_the_next_run_reads_what_it_says_then(
      @ForAll @Size(min = 1, max = 6) List<Event> events) throws Exception {
    // jqwik knows no @TempDir; what is below the build folder goes with it.
    folder =
        Files.createTempDirectory(
            Files.createDirectories(Path.of("target", "laws").toAbsolutePath()), "seen");
    a_committed_rule();
    for (int i = 0; i < events.size(); i++) {
      Thread.sleep(12); // Longer than the steps in which a kernel counts the times of files.
      String text = happens(events.get(i), i);
      Read read = later(1);
      assertThat(read.text()).as("%s at %s", events, i).isEqualTo(text);
    }
  }

  private String happens(Event event, int number) throws IOException {
    Path file = root.resolve(FILE);
    FileTime before = Files.getLastModifiedTime(file);
    switch (event) {
      case WRITTEN -> write("text of " + number);
      case WRITTEN_WITH_THE_OLD_TIME -> {
        write("two" + number);
        Files.setLastModifiedTime(file, before);
      }
      case WRITTEN_WITH_THE_OLD_LENGTH ->
          write((number + "x".repeat(80)).substring(0, later(1).text().length()));
      case REPLACED -> {
        Path other = root.resolve("other");
        Files.writeString(other, WorkRepository.rule(WorkRepository.ID, "new" + number));
        Files.setLastModifiedTime(other, before);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      }
      case TOUCHED -> Files.setLastModifiedTime(file, FileTime.fromMillis(number));
      case NOTHING -> {}
    }
    // What Git does not have is not kept.
    repository.git("add", "-A");
    return said(RuleRepository.open(root).ruleFiles().get(0));
  }

  private void write(String text) throws IOException {
    repository.write(FILE, WorkRepository.rule(WorkRepository.ID, text));
  }

  private static String said(RuleFile file) {
    return file.rule().fields().at("/components/0/value").asText();
  }

  /** What a run reads so many hours from now. */
  private Read later(int hours) {
    try (WorkTree workTree = WorkTree.open(root);
        CachedSeenFiles seen = new CachedSeenFiles(workTree, clock(hours))) {
      return read(workTree, seen);
    }
  }

  private Read read(WorkTree workTree, CachedSeenFiles seen) {
    try (CachedRuleFiles known = new CachedRuleFiles(workTree)) {
      List<String> learned = new ArrayList<>();
      RuleFile file =
          RuleRepository.open(root).knowing(known, new Listening(seen, learned)).ruleFiles().get(0);
      return new Read(!learned.isEmpty(), said(file));
    }
  }

  /** Hears of every file that has to be read. */
  private record Listening(SeenFiles seen, List<String> read) implements SeenFiles {
    @Override
    public Optional<String> key(String path, FileStamp stamp) {
      return seen.key(path, stamp);
    }

    @Override
    public void learn(String path, FileStamp stamp, FileText text) {
      read.add(path);
      seen.learn(path, stamp, text);
    }
  }

  private static Clock clock(int hours) {
    return Clock.offset(Clock.systemUTC(), Duration.ofHours(hours));
  }
}
