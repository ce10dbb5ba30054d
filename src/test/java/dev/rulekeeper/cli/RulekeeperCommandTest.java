package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Where the arguments name a command, only that one is looked at, and nobody notices. */
class RulekeeperCommandTest {
  private static final CommandLine ALL =
      new CommandLine(new RulekeeperCommand(), new CommandFactory());

  @Test
  void a_command_alone_is_what_it_is_among_the_others() {
    assertThat(ALL.getSubcommands()).hasSizeGreaterThan(20);
    for (Map.Entry<String, CommandLine> command : ALL.getSubcommands().entrySet()) {
      CommandLine alone =
          Objects.requireNonNull(
              RulekeeperCommand.line(new CommandFactory(), command.getKey(), "-x")
                  .getSubcommands()
                  .get(command.getKey()));
      assertThat(alone.getUsageMessage()).isEqualTo(command.getValue().getUsageMessage());
      assertThat(alone.getCommandSpec().qualifiedName())
          .isEqualTo(command.getValue().getCommandSpec().qualifiedName());
    }
  }

  @Test
  void no_other_command_is_looked_at() {
    assertThat(RulekeeperCommand.line(new CommandFactory(), "plan").getSubcommands())
        .containsOnlyKeys("plan");
    assertThat(RulekeeperCommand.line(new CommandFactory(), "--version").getSubcommands())
        .isEmpty();
  }

  @Test
  void all_are_there_for_help_for_a_mistyped_name_and_for_completion() {
    for (String[] arguments :
        new String[][] {{}, {"--help"}, {"paln"}, {"completion"}, {"-V", "plan"}}) {
      assertThat(RulekeeperCommand.line(new CommandFactory(), arguments).getSubcommands())
          .hasSameSizeAs(ALL.getSubcommands());
    }
  }
}
