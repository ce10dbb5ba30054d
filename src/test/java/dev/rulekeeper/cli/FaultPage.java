package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.cli.FaultCell.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code docs/faults.md}: what became of each command under each fault. {@code
 * -Drulekeeper.golden=write} writes the cells that run; otherwise they must be as the page says.
 */
final class FaultPage {
  private static final Path FILE = Path.of("docs/faults.md");
  private static final String UNKNOWN = "";

  private static final String HEAD =
      """
      # What a command does when something goes wrong

      Written by `FaultCampaignTest`, which runs each cell against the sandbox and a Git remote (`mvn test
      -Dtest=FaultCampaignTest -Drulekeeper.faults=all`). In every cell these hold, or the test fails:

      - A run that ends with 0 has done its work; any other says why, and its exit code is one of
        [those documented](commands.md#exit-codes).
      - No rule is lost on the site, and no value is in the output, in a file or in Git.
      - The same command, run again when all is well, completes; after it a plan is empty.

      """;

  private final Map<Fault, Map<Command, String>> cells;

  private FaultPage(Map<Fault, Map<Command, String>> cells) {
    this.cells = cells;
  }

  /** The page as it is in the project. */
  static FaultPage read() throws IOException {
    List<String> lines = Files.exists(FILE) ? Files.readAllLines(FILE) : List.of();
    Map<Fault, Map<Command, String>> cells = new TreeMap<>();
    for (Fault fault : Fault.values()) {
      String row =
          lines.stream().filter(line -> line.startsWith(start(fault))).findFirst().orElse("");
      List<String> texts = List.of(row.split(" *\\| *"));
      Map<Command, String> ofFault = new TreeMap<>();
      int column = 2; // before it an empty text and the name of the row
      for (Command command : Command.values()) {
        ofFault.put(command, column < texts.size() ? texts.get(column) : UNKNOWN);
        column++;
      }
      cells.put(fault, ofFault);
    }
    return new FaultPage(cells);
  }

  /** What the page says of {@code command} under {@code fault}; empty where it says nothing. */
  String cell(Command command, Fault fault) {
    return row(fault).getOrDefault(command, UNKNOWN);
  }

  private Map<Command, String> row(Fault fault) {
    return cells.computeIfAbsent(fault, none -> new TreeMap<>());
  }

  /** Holds the page to what became of a run, or the run to the page. */
  static void holds(Command command, Fault fault, String became) throws IOException {
    FaultPage page = read();
    if ("write".equals(System.getProperty("rulekeeper.golden"))) {
      page.row(fault).put(command, became);
      Files.writeString(FILE, page.text());
    } else {
      assertThat(became)
          .as("%s under %s, as the page says it", command, fault)
          .isEqualTo(page.cell(command, fault));
    }
  }

  private static String start(Fault fault) {
    return "| " + fault.words() + " |";
  }

  private String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| | "
            + Stream.of(Command.values()).map(FaultPage::heading).collect(Collectors.joining(" | "))
            + " |");
    lines.add("|---|" + "---|".repeat(Command.values().length));
    cells.forEach(
        (fault, row) -> lines.add(start(fault) + " " + String.join(" | ", row.values()) + " |"));
    return HEAD + String.join("\n", lines) + "\n";
  }

  private static String heading(Command command) {
    return command.name().toLowerCase(Locale.ROOT);
  }
}
