package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.FaultKind;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders have the names of projects where they are known, and no file moves unasked. */
class FolderNamesTest {
  private static final String NUMBERED = "rules/project-10001/";
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;

  @BeforeEach
  void start_a_site() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(6).build());
    repository = SandboxRepository.at(sandbox, folder);
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  /** A repository from a time when the site did not tell its names. */
  private void exportWithoutNames() {
    sandbox.hook(
        (method, path) ->
            path.startsWith("/rest/api/3/project") ? FaultKind.INTERNAL_ERROR : FaultKind.NONE);
    repository = SandboxRepository.exported(sandbox, folder);
    sandbox.hook((method, path) -> FaultKind.NONE);
  }

  private List<String> paths() throws IOException {
    try (Stream<Path> files = Files.walk(repository.root().resolve("rules"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> repository.root().relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private String git(String... arguments) throws IOException {
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new))
            .directory(repository.root().toFile())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void the_first_export_names_the_folders_after_the_projects() throws IOException {
    repository = SandboxRepository.exported(sandbox, folder);
    assertThat(paths())
        .anyMatch(path -> path.startsWith("rules/SHOP/"))
        .noneMatch(this::isNumbered);
    Files.delete(repository.root().resolve(".rulekeeper/names/sandbox.json"));
    add("A rule of the same project");
    repository.runWithSecrets("export").succeeded();
    assertThat(paths())
        .contains("rules/SHOP/a-rule-of-the-same-project.yaml")
        .noneMatch(this::isNumbered);
  }

  private boolean isNumbered(String path) {
    return path.startsWith("rules/project-");
  }

  private void add(String name) {
    ObjectNode like =
        (ObjectNode)
            sandbox.rules().stream()
                .map(rule -> rule.path("rule"))
                .filter(
                    rule -> ExactJson.write(rule.path("ruleScopeARIs")).contains("project/10001"))
                .findFirst()
                .orElseThrow();
    ObjectNode rule = like.deepCopy().put("name", name);
    rule.remove("uuid");
    sandbox.add(rule, ExactJson.array());
  }

  @Test
  void in_a_repository_by_numbers_no_file_moves_unasked_and_new_ones_lie_with_the_others()
      throws IOException {
    exportWithoutNames();
    List<String> before = paths();
    assertThat(before).anyMatch(path -> path.startsWith(NUMBERED));
    repository.run("names").succeeded();
    add("One more");
    repository.runWithSecrets("export").succeeded();
    assertThat(paths()).containsAll(before).contains(NUMBERED + "one-more.yaml");
  }

  @Test
  void asked_for_export_moves_them_and_git_follows() throws IOException {
    exportWithoutNames();
    String moved =
        paths().stream().filter(path -> path.startsWith(NUMBERED)).findFirst().orElseThrow();
    String named = moved.replace(NUMBERED, "rules/SHOP/");
    Path elsewhere = repository.root().resolve("rules/mine/kept.yaml");
    Path first = repository.root().resolve(moved);
    String text = Files.readString(first);
    String other =
        paths().stream()
            .filter(path -> isNumbered(path) && !path.equals(moved))
            .findFirst()
            .orElseThrow();
    Files.createDirectories(elsewhere.getParent());
    Files.move(repository.root().resolve(other), elsewhere);
    git("add", "-A");
    git(
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@acme.example",
        "commit",
        "-qm",
        "Move one by hand");
    CommandRun run = repository.runWithSecrets("export", "--name-folders").succeeded();
    assertThat(run.err()).contains("moved to folders by keys of projects");
    assertThat(paths()).contains(named, "rules/mine/kept.yaml").noneMatch(this::isNumbered);
    assertThat(repository.root().resolve(named)).hasContent(text);
    assertThat(git("log", "-1", "--format=%s")).contains(" moved").contains("Export sandbox");
    assertThat(git("log", "--follow", "--format=%s", "--", named).lines().count())
        .isGreaterThanOrEqualTo(2);
    assertThat(git("show", "--summary", "-M", "HEAD")).contains("rename rules/").contains("(100%)");
    repository.runWithSecrets("plan", "--exit-code").succeeded();
    assertThat(repository.runWithSecrets("export", "--name-folders").succeeded().err())
        .contains("No file lies in a folder by the number");
    String id = text.replaceFirst("(?s).*?id: (\\S+).*", "$1");
    sandbox.edit(id, rule -> rule.put("description", "edited in the browser"));
    assertThat(repository.runWithSecrets("plan", "--exit-code").exitedWith(3).out())
        .contains("drift");
    repository.runWithSecrets("export").succeeded();
    assertThat(repository.root().resolve(named)).content().contains("edited in the browser");
  }

  @Test
  void a_move_together_with_an_edit_of_the_site_loses_neither() throws IOException {
    exportWithoutNames();
    String moved =
        paths().stream().filter(path -> path.startsWith(NUMBERED)).findFirst().orElseThrow();
    String id =
        Files.readString(repository.root().resolve(moved))
            .replaceFirst("(?s).*?id: (\\S+).*", "$1");
    sandbox.edit(id, rule -> rule.put("description", "edited in the browser"));
    repository.runWithSecrets("export", "--name-folders").succeeded();
    assertThat(repository.root().resolve(moved.replace(NUMBERED, "rules/SHOP/")))
        .content()
        .contains("edited in the browser");
    repository.runWithSecrets("plan", "--exit-code").succeeded();
  }

  @Test
  void a_site_that_selects_by_paths_does_not_lose_its_rules() throws IOException {
    exportWithoutNames();
    List<String> before = paths();
    Path configuration = repository.root().resolve("rulekeeper.yaml");
    Files.writeString(
        configuration,
        Files.readString(configuration)
            .replaceFirst(
                "(?m)^(\\s+)url: (.*)$",
                "$1url: $2\n"
                    + "$1select: ['rules/project-1*/**', 'rules/site/**',"
                    + " 'rules/multiple/**']"));
    assertThat(repository.runWithSecrets("export", "--name-folders").exitedWith(2).err())
        .contains("by their paths");
    assertThat(paths()).isEqualTo(before);
  }
}
