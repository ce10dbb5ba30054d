package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pull request writes so that nobody sees it, lint, plan and fmt show. */
class HiddenTextTest {
  /** "ok" in the tags of Unicode, and a selector that hides a byte behind a letter. */
  private static final String HIDDEN = "a\udb40\udc6f\udb40\udc6b b\udb40\udd41 \u202ec";

  @TempDir private Path folder;
  private OneRuleFile rule;
  private SandboxRepository repository;
  private Path file;

  @BeforeEach
  void a_rule_file_with_hidden_text() throws IOException {
    rule = OneRuleFile.exported(folder);
    repository = rule.repository();
    file = rule.file();
    rule.replace("(?m)^(name:.*\n)(?:description:.*\n)?", "$1description: " + HIDDEN + "\n");
  }

  @AfterEach
  void stop_the_site() {
    rule.close();
  }

  @Test
  void lint_names_its_line_and_fmt_writes_it_so_that_it_is_seen() throws IOException {
    String path = repository.root().relativize(file).toString();
    assertThat(repository.run("lint").succeeded().said())
        .contains(path + ":")
        .contains("a character that nobody sees, U+E006F");
    repository.run("fmt").succeeded();
    assertThat(file)
        .content()
        .contains("a\\U000E006F\\U000E006B b\\U000E0141 \\u202Ec")
        .doesNotContain("\udb40");
    assertThat(repository.run("lint").succeeded().said()).doesNotContain("nobody sees");
  }

  @Test
  void a_plan_shows_it_in_every_format() {
    for (String format : new String[] {"text", "markdown", "json"}) {
      CommandRun run = repository.runWithSecrets("plan", "-v", "-o", format).succeeded();
      assertThat(run.said()).as(format).contains("\\udb40\\udc6f").contains("\\u202e");
      assertThat(run.said()).as(format).doesNotContain("\udb40").doesNotContain("\u202e");
    }
  }
}
