package dev.rulekeeper.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.git.RealGit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command leaves in Git is what was asked for: files, a commit, a branch, a push. */
class CommitRequestTest {
  private static final FileChanges FILE = FileChanges.writing("rules/a.yaml", "a: 1\n");
  @TempDir private Path folder;
  private WorkRepository repository;

  @BeforeEach
  void a_repository() throws IOException {
    repository = WorkRepository.in(folder.resolve("clone"));
  }

  @Test
  void without_a_commit_the_files_are_written_and_nothing_else() throws IOException {
    String head = repository.git("rev-parse", "HEAD");
    assertThat(applied(new CommitRequest(false, Optional.empty(), Optional.empty(), false)))
        .isEmpty();
    assertThat(repository.read("rules/a.yaml")).isEqualTo("a: 1\n");
    assertThat(repository.git("rev-parse", "HEAD")).isEqualTo(head);
    assertThat(repository.git("status", "--porcelain")).isEqualTo("?? rules/");
  }

  @Test
  void the_usual_commit_is_on_the_branch_of_the_clone_with_the_usual_message() throws IOException {
    Optional<String> commit = applied(CommitRequest.usual());
    assertThat(commit).hasValue(repository.git("rev-parse", "main"));
    assertThat(repository.git("log", "-1", "--format=%B")).isEqualTo("Write a");
    assertThat(repository.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void a_message_of_ones_own_takes_the_place_of_the_usual_one() {
    applied(new CommitRequest(true, Optional.empty(), Optional.of("  Mine \n\n"), false));
    assertThat(repository.git("log", "-1", "--format=%B")).isEqualTo("Mine");
  }

  @Test
  void a_branch_gets_the_commit_and_the_clone_stays_where_it_is() throws IOException {
    Optional<String> commit =
        applied(new CommitRequest(true, Optional.of("nightly"), Optional.empty(), false));
    assertThat(commit).hasValue(repository.git("rev-parse", "nightly"));
    assertThat(repository.git("branch", "--show-current")).isEqualTo("main");
    assertThat(repository.git("ls-tree", "-r", "--name-only", "main"))
        .doesNotContain("rules/a.yaml");
  }

  @Test
  void without_any_change_there_is_no_commit_and_who_has_it_is_the_head() {
    try (Session session = repository.session()) {
      Optional<String> commit =
          CommitRequest.usual().apply(session, FileChanges.none(), "Write nothing\n");
      assertThat(commit).isEmpty();
      assertThat(CommitRequest.usual().holder(session, commit))
          .hasValue(repository.git("rev-parse", "HEAD"));
    }
    assertThat(repository.git("log", "--format=%s")).isEqualTo("Begin");
  }

  @Test
  void what_a_branch_had_already_is_held_by_that_branch() {
    CommitRequest nightly =
        new CommitRequest(true, Optional.of("nightly"), Optional.empty(), false);
    applied(nightly);
    try (Session session = repository.session()) {
      assertThat(nightly.holder(session, Optional.empty()))
          .hasValue(repository.git("rev-parse", "nightly"));
    }
  }

  @Test
  void what_is_shared_without_a_remote_stays_here() {
    CommitRequest.Shared shared = shared(CommitRequest.usual());
    assertThat(shared.commit()).isPresent();
    assertThat(shared.branch()).isEmpty();
  }

  @Test
  void what_is_shared_is_proposed_on_a_branch_of_its_own_unless_it_is_pushed() {
    String remote = remote();
    CommitRequest.Shared proposed = shared(CommitRequest.usual());
    assertThat(proposed.branch()).hasValue("rulekeeper/proposal");
    assertThat(proposed.commit()).hasValue(at(remote, "rulekeeper/proposal"));
    assertThat(at(remote, "main")).isNotEqualTo(proposed.commit().orElseThrow());
  }

  @Test
  void what_is_pushed_needs_no_proposal() {
    String remote = remote();
    CommitRequest.Shared pushed =
        shared(new CommitRequest(true, Optional.empty(), Optional.empty(), true));
    assertThat(pushed.branch()).isEmpty();
    assertThat(pushed.commit()).hasValue(at(remote, "main"));
  }

  /** A remote that has what the clone has. */
  private String remote() {
    RealGit.git(folder, "init", "-q", "--bare", "-b", "main", "remote.git");
    String remote = folder.resolve("remote.git").toString();
    repository.git("remote", "add", "origin", remote);
    repository.git("push", "-q", "-u", "origin", "main");
    return remote;
  }

  private String at(String remote, String branch) {
    return RealGit.git(Path.of(remote), "rev-parse", branch);
  }

  private Optional<String> applied(CommitRequest request) {
    try (Session session = repository.session()) {
      return request.apply(session, FILE, "Write a\n");
    }
  }

  private CommitRequest.Shared shared(CommitRequest request) {
    try (Session session = repository.session()) {
      return request.share(session, FILE, "Write a\n", "rulekeeper/proposal");
    }
  }
}
