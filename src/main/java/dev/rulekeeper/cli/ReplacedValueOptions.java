package dev.rulekeeper.cli;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.workflow.ValuesFromOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where an old value comes from; never an argument, which others on the machine could read. */
final class ReplacedValueOptions {
  @Option(
      names = "--old-from-env",
      paramLabel = "VAR",
      description = "The environment variable that holds the old value.")
  private @Nullable String variable;

  @Option(
      names = "--old-from-file",
      paramLabel = "FILE",
      description =
          "The file that holds the old value and nothing else; one line end at its end is not "
              + "part of it.")
  private @Nullable Path file;

  /**
   * The old value, of which the console knows from then on.
   *
   * @param names the names of all secrets, by which a secret map is told from a value
   * @param current the value that the secret has now
   * @throws CliException if there is none, or it is that one or a whole secret map
   */
  SecretValue read(Console console, Path directory, Set<SecretName> names, SecretValue current) {
    SecretValue value =
        variable == null
            ? SecretValue.of(text(directory.resolve(Objects.requireNonNull(file))))
            : ValuesFromOptions.fromEnvironment(console, "old", variable);
    ValuesFromOptions.refuseMap(value, names, "old value");
    console.redactor().learn(Set.of(value));
    if (value.equals(current)) {
      throw new CliException(
          ExitCode.USAGE,
          "the old value is the current one",
          "put the new value into the secret map first");
    }
    return value;
  }

  private static String text(Path path) {
    try {
      String text = Files.readString(path);
      return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    } catch (IOException e) {
      throw new CliException(
          ExitCode.USAGE,
          "cannot read " + path.getFileName(),
          "check that the file is there and can be read");
    }
  }
}
