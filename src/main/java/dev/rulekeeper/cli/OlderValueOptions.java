package dev.rulekeeper.cli;

import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Older values of secrets that the user knows: proof of what stands in rules that were edited. */
final class OlderValueOptions {
  private static final int SHOWN = 3;

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

  /**
   * The older values by name.
   *
   * @param current the secret map, none of whose values can be an older one
   * @param files the rules that the values are for
   */
  Map<SecretName, Set<SecretValue>> read(
      Console console, Path directory, SecretMap current, List<RuleFile> files) {
    Map<SecretName, Set<SecretValue>> older = read(console, directory);
    older.forEach(
        (name, values) -> {
          if (current.value(name).filter(values::contains).isPresent()) {
            throw new CliException(
                ExitCode.USAGE,
                "the older value of '"
                    + name
                    + "' is its current value"
                    + places(name, files)
                    + "; nothing was sent",
                "put the new value into the secret map, or leave the older one out");
          }
        });
    return older;
  }

  /** Where rules hold {@code name}, as the rest of a sentence. */
  private static String places(SecretName name, List<RuleFile> files) {
    List<String> places = new ArrayList<>();
    for (RuleFile file : files) {
      Leaves.forEach(
          file.rule().fields(),
          text -> Rendering.secretsIn(text).contains(name),
          (at, text) -> places.add(file.where(at)));
    }
    if (places.isEmpty()) {
      return "";
    }
    String rest = places.size() > SHOWN ? " and " + (places.size() - SHOWN) + " more" : "";
    return ", which is at "
        + String.join(", ", places.subList(0, Math.min(SHOWN, places.size())))
        + rest;
  }

  private Map<SecretName, Set<SecretValue>> read(Console console, Path directory) {
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
    SecretValue value = SecretValues.fromEnvironment(console, "older", variable);
    console.redactor().learn(Set.of(value));
    return value;
  }

  private static void add(
      SecretName name, SecretValue value, Map<SecretName, Set<SecretValue>> older) {
    older.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(value);
  }
}
