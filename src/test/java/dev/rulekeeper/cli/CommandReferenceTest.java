package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code docs/commands.md} says what the commands say of themselves. */
final class CommandReferenceTest {
  private static final Path PAGE = Path.of("docs/commands.md");

  @Test
  void the_page_of_commands_is_the_one_that_is_made_from_them() throws IOException {
    CommandLine commands =
        new CommandLine(new RulekeeperCommand(), new CommandFactory())
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    String page = CommandReference.of(commands);
    if (System.getProperty("rulekeeper.update") != null) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as("make it anew: mvn test -Dtest=CommandReferenceTest -Drulekeeper.update")
        .content()
        .isEqualTo(page);
  }
}
