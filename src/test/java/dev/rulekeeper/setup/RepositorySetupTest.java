package dev.rulekeeper.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.ruleset.RepositoryFiles;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.Schema;
import dev.rulekeeper.setup.Pipeline.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a rule repository comes to be, and what is there already stays. */
class RepositorySetupTest {
  private static final NewSite SITE =
      NewSite.of("https://acme.atlassian.net", Optional.empty(), "jira");
  @TempDir private Path root;

  @Test
  void a_folder_becomes_a_repository_that_can_be_read() throws IOException {
    RepositorySetup setup = setup(Optional.empty());
    assertThat(setup.isDone()).isFalse();
    setup.create(SITE);
    assertThat(setup.isDone()).isTrue();
    assertThat(RuleRepository.open(root).configuration().sites()).hasSize(1);
    for (Schema schema : Schema.values()) {
      assertThat(root.resolve(Schema.FOLDER).resolve(schema.fileName())).exists();
    }
    assertThat(Files.readString(root.resolve(".gitignore")))
        .isEqualTo(".rulekeeper/*\n!.rulekeeper/schema/\n*.env\n");
    assertThat(Files.readString(root.resolve(".gitattributes"))).contains("*.yaml text eol=lf");
  }

  @Test
  void lines_that_people_wrote_stay_and_only_what_is_missing_is_added() throws IOException {
    Files.writeString(root.resolve(".gitignore"), "target/\n*.env");
    setup(Optional.empty()).create(SITE);
    assertThat(Files.readString(root.resolve(".gitignore")))
        .isEqualTo("target/\n*.env\n.rulekeeper/*\n!.rulekeeper/schema/\n");
  }

  @Test
  void every_commit_of_the_clone_is_looked_through() throws IOException {
    setup(Optional.empty()).create(SITE);
    Path hook = root.resolve(".git/hooks/pre-commit");
    assertThat(hook).isExecutable();
    assertThat(Files.readString(hook))
        .startsWith("#!/bin/sh\n")
        .contains("'my tool' lint --secrets -C './'");
  }

  @Test
  void a_hook_that_is_there_stays_and_is_named() throws IOException {
    try (WorkTree workTree = WorkTree.init(root)) {
      Path hooks = Files.createDirectories(workTree.root().resolve(".git/hooks"));
      Files.writeString(hooks.resolve("pre-commit"), "#!/bin/sh\nexit 0\n");
    }
    RepositorySetup.Done done = setup(Optional.empty()).create(SITE);
    assertThat(done.keptHook()).isPresent();
    assertThat(Files.readString(root.resolve(".git/hooks/pre-commit")))
        .isEqualTo("#!/bin/sh\nexit 0\n");
  }

  @ParameterizedTest
  @EnumSource(Pipeline.class)
  void a_pipeline_lies_where_its_host_expects_it_with_what_is_to_be_set_up(Pipeline pipeline)
      throws IOException {
    RepositorySetup.Done done =
        setup(choice(pipeline, new Program.Release("1.2.3"), false)).create(SITE);
    String text = Files.readString(root.resolve(pipeline.path()));
    assertThat(text).contains("acme").contains("1.2.3").doesNotContainPattern("@[A-Z]+@");
    assertThat(done.checklist())
        .startsWith("\nThe pipeline is in " + pipeline.path() + ". To set up:\n  [ ] ")
        .doesNotContain("@BRANCH@")
        .doesNotContain("@SITES@");
  }

  @Test
  void a_pipeline_that_is_there_is_written_anew_only_where_that_is_asked_for() throws IOException {
    setup(Optional.empty()).create(SITE);
    Files.writeString(root.resolve(".gitlab-ci.yml"), "ours: 1\n");
    Program program = new Program.Release("1.2.3");
    SetupException refused =
        catchThrowableOfType(
            SetupException.class, () -> setup(choice(Pipeline.GITLAB, program, false)).complete());
    assertThat(refused).hasMessage(".gitlab-ci.yml is there already");
    assertThat(refused.hint()).contains("--force");
    assertThat(Files.readString(root.resolve(".gitlab-ci.yml"))).isEqualTo("ours: 1\n");
    setup(choice(Pipeline.GITLAB, program, true)).complete();
    assertThat(Files.readString(root.resolve(".gitlab-ci.yml"))).contains("1.2.3");
  }

  @ParameterizedTest
  @EnumSource(Pipeline.class)
  void a_jar_that_somebody_keeps_is_checked_by_its_digest(Pipeline pipeline) throws IOException {
    String digest = "0123456789abcdef".repeat(4);
    Program jar = Program.Jar.of("https://files.acme.example/rulekeeper.jar#sha256=" + digest);
    setup(choice(pipeline, jar, false)).create(SITE);
    assertThat(Files.readString(root.resolve(pipeline.path())))
        .contains("https://files.acme.example/rulekeeper.jar")
        .contains(digest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v1.2.3", "1.2", "1.2.3;rm", "latest"})
  void what_is_no_release_is_refused(String version) {
    assertThatThrownBy(() -> new Program.Release(version))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://x/rulekeeper.jar",
        "http://x/rulekeeper.jar#sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "https://x/a b.jar#sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "https://x/rulekeeper.jar#sha256=0123"
      })
  void a_jar_without_a_digest_or_from_anywhere_is_refused(String text) {
    assertThatThrownBy(() -> Program.Jar.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_was_written_is_committed_where_that_is_wanted_and_only_that() throws IOException {
    try (WorkTree workTree = WorkTree.init(root)) {
      Files.writeString(root.resolve("notes.txt"), "of a person");
      new RepositorySetup(root, "rulekeeper", Optional.empty(), true).create(SITE);
      assertThat(workTree.head()).isPresent();
      assertThat(workTree.tracks(root.resolve("rulekeeper.yaml"), false)).isTrue();
      assertThat(workTree.tracks(root.resolve("notes.txt"), false)).isFalse();
    }
  }

  @Test
  void schemas_are_written_anew_and_no_link_leads_them_elsewhere() throws IOException {
    setup(Optional.empty()).create(SITE);
    Path schema = root.resolve(Schema.FOLDER).resolve(Schema.RULE.fileName());
    Files.writeString(schema, "old");
    SchemaFiles.write(new RepositoryFiles(root));
    assertThat(Files.readString(schema)).isEqualTo(Schema.RULE.text());
    Path elsewhere = Files.writeString(root.resolve("elsewhere.txt"), "of a person");
    Files.delete(schema);
    Files.createSymbolicLink(schema, elsewhere);
    assertThatThrownBy(() -> SchemaFiles.write(new RepositoryFiles(root)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot write in " + Schema.FOLDER);
    assertThat(Files.readString(elsewhere)).isEqualTo("of a person");
  }

  private static Optional<PipelineChoice> choice(
      Pipeline pipeline, Program program, boolean overwrite) {
    return Optional.of(new PipelineChoice(pipeline, program, Optional.of("main"), overwrite));
  }

  private RepositorySetup setup(Optional<PipelineChoice> pipeline) {
    return new RepositorySetup(root, "'my tool'", pipeline, false);
  }
}
