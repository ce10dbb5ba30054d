package dev.rulekeeper.cli;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.workflow.ValuesFromOptions;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A value that somebody knows to be a secret, although it looks like ordinary text. */
final class AdoptedValueOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The name for the value of --value-from-env.")
  private @Nullable String name;

  @Option(
      names = "--value-from-env",
      paramLabel = "VAR",
      description = "Adopt this value, wherever it stands, although it looks like ordinary text.")
  private @Nullable String variable;

  /** Whether one was given. */
  boolean isGiven() {
    return variable != null;
  }

  /** What is said where there is nothing to adopt. */
  String nothing() {
    return isGiven()
        ? "The value of " + variable + " stands in no rule file"
        : "No credential stands in clear";
  }

  /**
   * The value and the name for it.
   *
   * @param taken names that mean something already
   * @throws CliException if there is no name, or no value
   */
  Map<SecretValue, SecretName> read(Console console, Set<SecretName> taken) {
    if (name == null) {
      throw new CliException(
          ExitCode.USAGE,
          "--value-from-env needs the name of the secret",
          "write: secrets adopt NAME --value-from-env VAR --secrets-out FILE");
    }
    SecretName wanted = new SecretName(name);
    if (taken.contains(wanted)) {
      throw new CliException(
          ExitCode.USAGE,
          "the secret '" + wanted + "' exists already",
          "choose another name, or give its value in the secret map and export again");
    }
    return Map.of(
        ValuesFromOptions.fromEnvironment(console, "adopted", String.valueOf(variable)), wanted);
  }
}
