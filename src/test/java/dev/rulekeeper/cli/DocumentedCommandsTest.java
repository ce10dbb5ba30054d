package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Documents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Every command that a document tells people to run is one that this version takes. */
final class DocumentedCommandsTest {
  private static final Pattern WORD = Pattern.compile("'[^']*'|\"[^\"]*\"|[^\\s'\"]+");
  private static final Pattern START =
      Pattern.compile(
          "(?:^|[;&|(]\\s*|\\b(?:do|then|if|run:)\\s+)(?:\\./)?rulekeeper\\s(?=[a-z-])");

  @Test
  void the_parser_takes_every_command_of_every_document() throws IOException {
    List<String> commands = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Path document : Documents.all()) {
      for (String block : Documents.blocks(document, "sh")) {
        for (String command : commands(block)) {
          commands.add(command);
          refusal(command).ifPresent(why -> refused.add(document + ": " + command + ": " + why));
        }
      }
    }
    assertThat(commands).hasSizeGreaterThan(30);
    assertThat(refused).isEmpty();
  }

  @Test
  void a_command_that_does_not_exist_would_be_noticed() {
    assertThat(commands("rulekeeper plan --exit-code && rulekeeper sink  # no\n"))
        .containsExactly("plan --exit-code", "sink");
    assertThat(refusal("sink")).isPresent();
    assertThat(refusal("plan --no-such-option")).isPresent();
    assertThat(refusal("plan --exit-code")).isEmpty();
  }

  private static List<String> commands(String block) {
    List<String> commands = new ArrayList<>();
    for (String line : block.replace("\\\n", " ").lines().toList()) {
      String code = line.replaceFirst("(^|\\s)#.*", "");
      Matcher start = START.matcher(code);
      while (start.find()) {
        commands.add(code.substring(start.end()).split("\\s*(?:&&|\\|\\||[|;&<>)])", 2)[0].strip());
      }
    }
    return commands;
  }

  private static Optional<String> refusal(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      words.add(word.group().replaceAll("^['\"]|['\"]$", ""));
    }
    try {
      new CommandLine(new RulekeeperCommand(), new CommandFactory())
          .setCaseInsensitiveEnumValuesAllowed(true)
          .parseArgs(words.toArray(String[]::new));
      return Optional.empty();
    } catch (ParameterException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
