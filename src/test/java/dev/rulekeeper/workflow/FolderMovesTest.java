package dev.rulekeeper.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files move to the folder of their project and stay what they are, or stay where they are. */
class FolderMovesTest {
  private static final String OLD = "rules/project-10001/a.yaml";
  private static final String NEW = "rules/SHOP/a.yaml";
  @TempDir private Path folder;
  private WorkRepository repository;

  @BeforeEach
  void a_rule_in_the_folder_of_a_number() throws IOException {
    repository = WorkRepository.in(folder);
    repository.write(OLD, WorkRepository.rule(WorkRepository.ID, "hello"));
  }

  @Test
  void a_file_moves_to_the_folder_of_the_key_of_its_project() {
    assertThat(moves(Set.of()).paths()).isEqualTo(Map.of(OLD, NEW));
  }

  @Test
  void what_somebody_edits_just_now_stays() {
    assertThat(moves(Set.of(OLD)).paths()).isEmpty();
  }

  @Test
  void a_file_stays_where_another_one_has_its_place() throws IOException {
    repository.write(NEW, WorkRepository.rule(WorkRepository.ID.replace("6666", "7777"), "other"));
    assertThat(moves(Set.of()).paths()).isEmpty();
    assertThat(moves(Set.of(NEW)).paths()).as("one that is edited is there, too").isEmpty();
  }

  @Test
  void a_site_that_selects_by_the_old_path_stops_it() throws IOException {
    repository.write(
        "rulekeeper.yaml",
        "sites:\n"
            + "  acme:\n"
            + "    url: https://acme.atlassian.net\n"
            + "    select: ['rules/project-*/**']\n");
    assertThatThrownBy(() -> moves(Set.of()))
        .hasMessageContaining("selects the rules of the site acme by their paths")
        .hasMessageContaining(OLD + " would move to " + NEW);
    repository.write(
        "rulekeeper.yaml",
        "sites:\n"
            + "  acme:\n"
            + "    url: https://acme.atlassian.net\n"
            + "    select: ['scope:project/10001']\n");
    assertThat(moves(Set.of()).paths()).isEqualTo(Map.of(OLD, NEW));
  }

  @Test
  void a_file_that_changes_moves_with_its_change_and_one_that_goes_does_not_come_back() {
    FolderMoves moves = moves(Set.of());
    List<RuleFile> files = files();
    FileChanges untouched = moves.in(FileChanges.none(), files);
    assertThat(untouched.removes(OLD)).isTrue();
    assertThat(untouched.text(NEW)).hasValue(files.get(0).text());
    FileChanges changed = moves.in(FileChanges.writing(OLD, "edited"), files);
    assertThat(changed.removes(OLD)).isTrue();
    assertThat(changed.text(NEW)).hasValue("edited");
    FileChanges gone = moves.in(FileChanges.of(Map.of(OLD, Optional.empty())), files);
    assertThat(gone.paths()).containsExactly(OLD);
  }

  @Test
  void the_message_of_the_commit_says_how_many_moved() {
    FolderMoves moves = moves(Set.of());
    assertThat(moves.in("Export acme: 3 changed\n", false))
        .isEqualTo("Export acme: 3 changed, 1 moved\n");
    assertThat(moves.in("Export acme: nothing\n", true)).isEqualTo("Export acme: 1 moved\n");
    assertThat(FolderMoves.NONE.in("Export acme: 3 changed\n", false))
        .isEqualTo("Export acme: 3 changed\n");
  }

  private FolderMoves moves(Set<String> uncommitted) {
    try (Session session = repository.session()) {
      List<RuleFile> files = session.ruleFiles();
      RuleFolders folders =
          RuleFolders.beside(
              files, scope -> Optional.ofNullable(Map.of("project/10001", "SHOP").get(scope)));
      return new FolderMoves(
          new TreeMap<>(FolderMoves.of(session, files, folders, uncommitted).paths()));
    }
  }

  private List<RuleFile> files() {
    try (Session session = repository.session()) {
      return session.ruleFiles();
    }
  }
}
