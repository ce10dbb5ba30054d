package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is mistyped on the command line is said in few lines, with what to do. */
class UsageTest {
  @TempDir private static Path folder;
  private static Sandbox sandbox;
  private static SandboxRepository repository;

  @BeforeAll
  static void export_from_a_site() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(3).build());
    repository = SandboxRepository.exported(sandbox, folder);
  }

  @AfterAll
  static void stop_the_site() {
    sandbox.close();
  }

  @Test
  void a_wrong_option_is_not_followed_by_a_page_of_help() {
    CommandRun run = repository.run("sync", "--on-drift", "bogus").exitedWith(2);
    assertThat(run.err()).startsWith("rulekeeper: ").contains("'bogus'");
    assertThat(run.err()).endsWith("see: rulekeeper sync --help\n");
    assertThat(run.err().lines()).hasSizeLessThanOrEqualTo(3);
    assertThat(repository.run("secrets", "where").exitedWith(2).err())
        .endsWith("see: rulekeeper secrets where --help\n");
  }

  @Test
  void without_a_command_the_commands_are_listed() {
    assertThat(repository.run().exitedWith(2).err()).contains("rulekeeper demo").contains("export");
    assertThat(repository.run("secrets").exitedWith(2).err()).contains("rename");
  }

  @Test
  void init_of_another_folder_says_the_next_command_for_that_folder() {
    String[] init = {"init", "--url", sandbox.url(), "-C", "fresh"};
    assertThat(CommandRun.of(repository.environment(), folder, init).succeeded().out())
        .contains("rulekeeper export -C fresh --secrets-out ../secrets.env");
  }

  @Test
  void a_filter_that_fits_no_rule_is_named() {
    for (String command : new String[] {"plan", "sync"}) {
      CommandRun run = repository.runWithSecrets(command, "--select", "rules/nope.yaml");
      assertThat(run.exitedWith(2).err())
          .contains("no rule of")
          .contains("--select rules/nope.yaml")
          .contains("--allow-empty");
      repository
          .runWithSecrets(command, "--select", "rules/nope.yaml", "--allow-empty")
          .succeeded();
    }
    assertThat(repository.runWithSecrets("plan", "--select", "rules/**").succeeded().err())
        .doesNotContain("no rule of");
  }

  @Test
  void an_unknown_site_among_several_is_told_before_the_first_one_is_planned() {
    CommandRun run = repository.run("plan", "--site", "sandbox", "--site", "nope").exitedWith(2);
    assertThat(run.err()).contains("no site 'nope'").doesNotContain("without a value");
  }

  @Test
  void a_secret_map_that_others_can_read_is_named_as_it_was_given() throws IOException {
    Path map = Files.writeString(folder.resolve("open.env"), "a=b\n");
    Files.setPosixFilePermissions(map, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(repository.run("plan", "--secrets-file", "../open.env").exitedWith(2).err())
        .contains("run: chmod 600 ../open.env");
  }

  @Test
  void a_value_that_stands_nowhere_is_not_called_a_lack_of_credentials() {
    repository.environment().put("TYPED", "EXAMPLE-stands-nowhere");
    String[] adopt = {
      "secrets", "adopt", "typed", "--value-from-env", "TYPED", "--secrets-out", "../typed.env"
    };
    assertThat(repository.run(adopt).succeeded().out())
        .contains("The value of TYPED stands in no rule file");
  }
}
