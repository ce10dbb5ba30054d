package dev.rulekeeper.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that were taken out of rules go to one file of their owner, and Git never has it. */
class SecretsOutFileTest {
  @TempDir private Path folder;
  private WorkRepository repository;

  @BeforeEach
  void a_repository() throws IOException {
    repository = WorkRepository.in(folder.resolve("repository"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          secrets.env  | bot=EXAMPLE-1\\n
          secrets      | bot=EXAMPLE-1\\n
          secrets.yaml | bot: "EXAMPLE-1"\\n
          secrets.json | {\\n  "bot" : "EXAMPLE-1"\\n}\\n
          """)
  void a_file_is_written_in_the_form_that_its_name_says(String name, String text)
      throws IOException {
    Path file = folder.resolve(name);
    add(file, Map.of("bot", "EXAMPLE-1"));
    assertThat(Files.readString(file)).isEqualToIgnoringWhitespace(text.replace("\\n", "\n"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void what_the_file_held_stays_and_a_new_value_goes_before_it() throws IOException {
    Path file = folder.resolve("secrets.env");
    add(file, Map.of("bot", "EXAMPLE-1", "key", "EXAMPLE-2"));
    add(file, Map.of("bot", "EXAMPLE-3"));
    assertThat(Files.readString(file)).isEqualTo("bot=EXAMPLE-3\nkey=EXAMPLE-2\n");
  }

  @Test
  void without_values_the_file_is_made_and_one_that_is_there_stays_as_it_is() throws IOException {
    Path file = folder.resolve("secrets.env");
    add(file, Map.of());
    assertThat(file).isEmptyFile();
    Files.writeString(file, "# mine\nbot=EXAMPLE-1\n");
    add(file, Map.of());
    assertThat(file).hasContent("# mine\nbot=EXAMPLE-1\n");
  }

  @Test
  void within_the_work_tree_git_is_told_to_leave_it_alone_and_a_person_is_told_once()
      throws IOException {
    Path file = folder.resolve("repository/mine.env");
    add(file, Map.of("bot", "EXAMPLE-1"));
    assertThat(repository.said).singleElement().asString().startsWith("Warning: mine.env lies in");
    repository.git("add", "-A");
    assertThat(repository.git("status", "--porcelain")).isEmpty();
    add(file, Map.of("bot", "EXAMPLE-2"));
    assertThat(repository.said).hasSize(1);
  }

  @Test
  void a_file_that_git_tracks_receives_nothing() throws IOException {
    repository.write("mine.env", "bot=EXAMPLE-1\n");
    repository.commit("Keep a secret, which is wrong");
    assertThatThrownBy(() -> add(folder.resolve("repository/mine.env"), Map.of("bot", "EXAMPLE-2")))
        .isInstanceOfSatisfying(
            WorkflowException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(WorkflowException.Kind.LEAK))
        .hasMessage("mine.env is tracked by Git, so it must not receive secrets");
    assertThat(repository.read("mine.env")).isEqualTo("bot=EXAMPLE-1\n");
  }

  @Test
  void what_is_no_plain_file_receives_nothing() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.env"), folder.resolve("elsewhere"));
    for (Path odd : new Path[] {link, folder}) {
      assertThatThrownBy(() -> add(odd, Map.of("bot", "EXAMPLE-1")))
          .hasMessageContaining("is not a plain file");
    }
    assertThat(folder.resolve("elsewhere")).doesNotExist();
  }

  @Test
  void what_a_killed_process_left_of_it_goes_and_other_files_stay() throws IOException {
    Path left = Files.writeString(folder.resolve(".secrets.env.999999999"), "bot=EXAMPLE-0");
    Path mine = Files.writeString(folder.resolve(".secrets.env.bak"), "mine");
    long alive = ProcessHandle.current().parent().orElseThrow().pid();
    Path others = Files.writeString(folder.resolve(".secrets.env." + alive), "at work");
    add(folder.resolve("secrets.env"), Map.of("bot", "EXAMPLE-1"));
    assertThat(left).doesNotExist();
    assertThat(mine).exists();
    assertThat(others).as("that process is alive").exists();
    assertThat(folder.resolve(".secrets.env." + ProcessHandle.current().pid())).doesNotExist();
  }

  private void add(Path file, Map<String, String> values) {
    try (Session session = repository.session()) {
      SecretsOutFile.named(file, session).add(Secrets.map(values));
    }
  }
}
