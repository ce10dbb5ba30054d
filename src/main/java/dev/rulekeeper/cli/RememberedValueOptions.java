package dev.rulekeeper.cli;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.workflow.ValuesFromOptions;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Older values of secrets that the user knows: proof of what stands in rules that were edited. */
final class RememberedValueOptions {
  @Option(
      names = "--with-old",
      paramLabel = "FILE",
      description = "A secret map with older values: what edited rules hold is recognised by them.")
  private @Nullable String file;

  @Option(
      names = "--old-from-env",
      paramLabel = "NAME=VAR",
      description = "The environment variable that holds an older value of a secret (repeatable).")
  private List<String> variables = List.of();

  /** The older values by name; the redactor knows them from here on. */
  Map<SecretName, Set<SecretValue>> read(Console console, Path directory) {
    Map<SecretName, Set<SecretValue>> older = new TreeMap<>();
    if (file != null) {
      SecretMap map = SecretOptions.readFile(console, directory, file);
      map.names().forEach(name -> add(name, map.value(name).orElseThrow(), older));
    }
    for (String variable : variables) {
      int end = variable.indexOf('=');
      if (end < 0) {
        throw new CliException(
            ExitCode.USAGE,
            "--old-from-env takes NAME=VAR, the name of a secret and that of a variable",
            "write for example --old-from-env jira-bot=OLD_TOKEN");
      }
      add(
          new SecretName(variable.substring(0, end)),
          fromEnvironment(console, variable.substring(end + 1)),
          older);
    }
    return older;
  }

  private static SecretValue fromEnvironment(Console console, String variable) {
    SecretValue value = ValuesFromOptions.fromEnvironment(console, "older", variable);
    console.redactor().learn(Set.of(value));
    return value;
  }

  private static void add(
      SecretName name, SecretValue value, Map<SecretName, Set<SecretValue>> older) {
    older.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(value);
  }
}
