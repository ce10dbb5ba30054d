package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pipeline that {@code init --ci} writes, run: its very commands, as they stand in the file, in
 * fresh clones, on a host that asks for a password. What has to hold on every host is here.
 */
abstract class PipelineTest<F extends Forge> {
  static final String NIGHTLY = "rulekeeper/drift-sandbox";
  @TempDir private Path folder;
  private Sandbox site;
  private SandboxRepository author;
  private F forge;
  private String first;
  private String second;

  abstract F forge(Path folder) throws IOException;

  /** Sets up the repository of the site, which may be furnished before. */
  SandboxRepository begin(Sandbox furnished, Path below) {
    return SandboxRepository.init(furnished, below);
  }

  /** Writes the file of a new rule. */
  void writeNew(String name) {
    author.run("new", name).succeeded();
  }

  @BeforeEach
  void set_up_a_repository_with_a_pipeline() throws IOException {
    site = Sandbox.start(SandboxOptions.builder().rules(9).build());
    forge = forge(folder.resolve("host"));
    author = begin(site, folder);
    author.run("init", "--ci", forge.name(), "--ci-version", "0.1.0", "--ci-branch", "main");
    git(
        "branch -q -M main",
        "remote add origin '" + forge.remote() + "'",
        "push -q -u origin main");
    author.run("export", "--secrets-out", author.secrets().toString(), "--push").succeeded();
    first = site.rules().get(3).path("rule").path("uuid").asText();
    second = site.rules().get(4).path("rule").path("uuid").asText();
  }

  @AfterEach
  void stop() {
    forge.close();
    site.close();
  }

  final F forge() {
    return forge;
  }

  final Sandbox site() {
    return site;
  }

  final String first() {
    return first;
  }

  final SandboxRepository author() {
    return author;
  }

  /** What a person does in a clone with Git. */
  final void git(String... commands) throws IOException {
    for (String command : commands) {
      forge.runner().run(author.root(), PERSON, "git " + command).endedWith(0);
    }
  }

  private static final Map<String, String> PERSON =
      Map.of(
          "GIT_AUTHOR_NAME", "Ada",
          "GIT_AUTHOR_EMAIL", "ada@example.com",
          "GIT_COMMITTER_NAME", "Ada",
          "GIT_COMMITTER_EMAIL", "ada@example.com");

  /** Commits what was changed, on a branch of its own, and gives the clone of the runner. */
  final Path pullRequest() throws IOException {
    git("switch -q -C edit", "add -A", "commit -q --no-verify -m Edit", "push -q -f origin edit");
    return forge.checkedOut("edit");
  }

  /** Merges the pull request, and gives the clone of the runner. */
  final Path merged() throws IOException {
    git(
        "switch -q main",
        "pull -q --ff-only origin main",
        "merge -q --no-ff -m Merge edit",
        "push -q origin main");
    return forge.checkedOut("main");
  }

  final void edit(String id, String field, String value) throws IOException {
    Path file = author.fileOf(id);
    String text = Files.readString(file);
    String edited =
        text.contains("\n" + field + ": ")
            ? text.replaceFirst("(?m)^" + field + ": .*$", field + ": " + value)
            : text.replaceFirst("(?m)^(name: .*)$", "$1\n" + field + ": " + value);
    Files.writeString(file, edited);
  }

  /** Writes a key that is none. */
  final Path misspell() throws IOException {
    Path file = author.fileOf(first);
    Files.writeString(file, Files.readString(file).replaceFirst("(?m)^state: ", "stat: "));
    return file;
  }

  final String secrets() throws IOException {
    return Files.readString(author.secrets());
  }

  private String onSite(String id, String field) {
    return site.rule(id).path("rule").path(field).asText();
  }

  /** Whether the site tells names of projects and people, which a plan then says. */
  boolean tellsNames() {
    return true;
  }

  private Runner.Step synced(Path clone) throws IOException {
    return forge.sync(clone, site, secrets());
  }

  @Test
  void a_pull_request_is_checked_planned_shown_in_one_place_merged_synced_and_undone()
      throws IOException {
    String before = onSite(first, "name");
    edit(first, "name", "Renamed in Git");
    writeNew("Say hello");
    site.edit(second, rule -> rule.put("description", "Described in the browser"));
    Path clone = pullRequest();
    forge.check(clone).endedWith(0);
    forge.plan(clone, site).endedWith(0);
    assertThat(Files.exists(clone.resolve(".rulekeeper/names"))).isEqualTo(tellsNames());
    assertThat(forge.shown())
        .contains("update", "Renamed in Git")
        .contains("create", "Say hello")
        .contains("drift", onSite(second, "name"));
    int shown = forge.notes().size();
    edit(first, "name", "Renamed again");
    forge.plan(pullRequest(), site).endedWith(0);
    assertThat(forge.notes()).hasSize(shown);
    assertThat(forge.shown()).contains("Renamed again").doesNotContain("Renamed in Git");
    int rules = site.rules().size();
    synced(merged()).endedWith(0);
    assertThat(onSite(first, "name")).isEqualTo("Renamed again");
    assertThat(site.rules()).hasSize(rules + 1);
    assertThat(onSite(second, "description")).isEqualTo("Described in the browser");
    // The clone of the author has not seen that run.
    assertThat(author.run("runs", "-o", "json").succeeded().out()).contains("\"applied\" : 2");
    author.runWithSecrets("undo").succeeded();
    assertThat(onSite(first, "name")).isEqualTo(before);
    assertThat(site.rules()).hasSize(rules);
  }

  @Test
  void a_deletion_makes_the_pull_request_red_until_the_repository_allows_it_and_never_main()
      throws IOException {
    String name = onSite(first, "name");
    Files.delete(author.fileOf(first));
    forge.plan(pullRequest(), site).endedWith(7);
    assertThat(forge.shown()).contains("delete").contains(name).contains("prune: true");
    git("switch -q main");
    Path configuration = author.root().resolve("rulekeeper.yaml");
    Files.writeString(configuration, Files.readString(configuration) + "\nprune: true\n");
    git("commit -q --no-verify -a -m Prune", "push -q origin main");
    forge.plan(forge.checkedOut("edit"), site).endedWith(0);
    assertThat(forge.shown()).contains("delete").contains(name);
    synced(merged()).endedWith(0);
    assertThat(site.has(first)).isFalse();
    synced(forge.checkedOut("main")).endedWith(0);
  }

  @Test
  void edits_on_both_sides_are_merged_on_main_and_a_rotation_is_one_changed_secret()
      throws IOException {
    edit(first, "name", "Renamed in Git");
    Path clone = pullRequest();
    site.edit(first, rule -> rule.put("description", "Described in the browser"));
    forge.plan(clone, site).endedWith(0);
    synced(merged()).endedWith(0);
    assertThat(onSite(first, "name")).isEqualTo("Renamed in Git");
    assertThat(onSite(first, "description")).isEqualTo("Described in the browser");
    git("pull -q --ff-only origin main");
    assertThat(author.fileOf(first)).content().contains("Described in the browser");
    String name = new TreeSet<>(author.secretMap().keySet()).first();
    author.rotate(name, "EXAMPLE-rotated-0123456789");
    Runner.Step sync = synced(forge.checkedOut("main")).endedWith(0);
    assertThat(sync.said()).contains(name).doesNotContain("EXAMPLE-rotated-0123456789");
    assertThat(site.rules().toString()).contains("EXAMPLE-rotated-0123456789");
  }

  @Test
  void a_quiet_night_does_nothing_and_edits_of_two_nights_are_one_pull_request_that_ends()
      throws IOException {
    forge.night(forge.checkedOut("main"), site, secrets()).endedWith(0);
    assertThat(forge.requests()).isEmpty();
    assertThat(branches()).doesNotContain("drift");
    for (String description : new String[] {"By the browser", "Again by the browser"}) {
      site.edit(first, rule -> rule.put("description", description));
      forge.night(forge.checkedOut("main"), site, secrets()).endedWith(0);
      assertThat(forge.requests()).containsExactly(NIGHTLY);
    }
    git("fetch -q origin", "merge -q --no-ff -m Merge origin/" + NIGHTLY, "push -q origin main");
    assertThat(author.fileOf(first)).content().contains("Again by the browser");
    forge.requests().clear();
    synced(forge.checkedOut("main")).endedWith(0);
    forge.night(forge.checkedOut("main"), site, secrets()).endedWith(0);
    assertThat(forge.requests()).isEmpty();
    assertThat(branches()).doesNotContain("drift");
    assertThat(onSite(first, "description")).isEqualTo("Again by the browser");
  }

  @Test
  void secrets_that_expire_soon_are_told_of_every_week() throws IOException {
    assertThat(forge.week(forge.checkedOut("main")).endedWith(0)).isNotNull();
    assertThat(forge.issues()).isEmpty();
    String name = new TreeSet<>(author.secretMap().keySet()).first();
    Path ledger = author.root().resolve("secrets.yaml");
    String text = Files.readString(ledger).replaceAll("(?m)^ +expires: .*\\R", "");
    String soon = LocalDate.now(ZoneOffset.UTC).plusDays(9).toString();
    Files.writeString(
        ledger, text.replaceFirst("(?m)^(\\s*)(" + name + ":)\\s*$", "$1$2\n$1  expires: " + soon));
    git("commit -q --no-verify -a -m Expires", "push -q origin main");
    Path clone = forge.checkedOut("main");
    Runner.Step week = forge.week(clone);
    assertThat((week.said() + forge.issues().values()).replace("\\", "")).contains(name, soon);
    assertThat(week.exit()).isEqualTo(forge.issues().isEmpty() ? 8 : 0);
    forge.week(clone);
    assertThat(forge.issues()).hasSizeLessThan(2);
  }

  @Test
  void a_mistake_is_shown_at_its_line_without_any_credential() throws IOException {
    Path file = misspell();
    Path clone = pullRequest();
    Runner.Step check = forge.check(clone).endedWith(2);
    assertThat(check.said())
        .contains(author.root().relativize(file).toString())
        .contains("did you mean state");
  }

  private String branches() throws IOException {
    return forge.runner().run(forge.remote(), Map.of(), "git branch --list").said();
  }
}
