package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.cli.FaultCell.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command under every fault. By default a sample; {@code -Drulekeeper.faults=all} runs them
 * all, {@code =SYNC.*} those that this fits.
 */
@EnabledOnOs(OS.LINUX)
class FaultCampaignTest {
  private static final Set<String> SAMPLE =
      Set.of(
          "EXPORT ENDLESS_BODIES",
          "PLAN HTML_PAGES",
          "SYNC WRONG_LENGTHS",
          "ROTATION SIGKILL",
          "UNDO GIT_DROPS",
          "ADOPTION DISK_FULL",
          "VERIFICATION OUTPUT_FULL");

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cells")
  void the_command_keeps_the_law_under_the_fault(Command command, Fault fault) throws Exception {
    fault.assumePossible();
    try (FaultCell cell = new FaultCell(command, fault, folder)) {
      FaultPage.holds(command, fault, cell.run());
    }
  }

  @Test
  void the_page_says_what_becomes_of_every_command_under_every_fault() throws IOException {
    FaultPage page = FaultPage.read();
    for (Fault fault : Fault.values()) {
      for (Command command : Command.values()) {
        assertThat(page.cell(command, fault))
            .as("%s under %s", command, fault)
            .matches("completes|(stops with [1-8]|is ended), then completes");
      }
    }
  }

  static List<Arguments> cells() {
    String which = System.getProperty("rulekeeper.faults", "");
    Pattern chosen = Pattern.compile(which.equals("all") ? ".*" : which);
    return Stream.of(Fault.values())
        .flatMap(fault -> Stream.of(Command.values()).map(command -> Arguments.of(command, fault)))
        .filter(
            cell -> {
              String name = cell.get()[0] + " " + cell.get()[1];
              return which.isEmpty() ? SAMPLE.contains(name) : chosen.matcher(name).matches();
            })
        .toList();
  }
}
