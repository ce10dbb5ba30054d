package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.git.RealGit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo tells the whole story, and what it tells is what the commands say. */
class DemoTest {
  @TempDir private Path folder;

  @Test
  void a_token_is_found_by_its_expiry_and_rotated_step_by_step_and_by_one_command() {
    String story = CommandRun.of(Map.of(), folder, "demo").succeeded().out();
    assertThat(story)
        .containsSubsequence(
            "rulekeeper export",
            "rulekeeper lint",
            "53 rule files: no problems",
            "rulekeeper names",
            "rulekeeper secrets expiring --from-org",
            "the organization says so",
            "rulekeeper secrets where",
            "SHOP (project/10001)",
            "18 accepted, 0 refused",
            "0 accepted, 18 refused",
            "18 to write (18 rotate)",
            "18 accepted, 0 refused",
            "rulekeeper rotate",
            "the old value is gone. Safe to revoke it.",
            "18 accepted, 0 refused",
            ": 0 found");
  }

  @Test
  void inside_of_another_repository_it_has_one_of_its_own() throws IOException {
    RealGit.git(folder, "init", "-q", "-b", "main");
    CommandRun.of(Map.of(), folder, "demo", "--keep", "kept").succeeded();
    assertThat(folder.resolve("kept/rules/.git")).isDirectory();
    assertThat(RealGit.git(folder, "for-each-ref")).isEmpty();
    assertThat(folder.resolve(".git/hooks/pre-commit")).doesNotExist();
    assertThat(folder.resolve(".git/rulekeeper")).doesNotExist();
  }
}
