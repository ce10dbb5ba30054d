package dev.rulekeeper.cli;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.workflow.ValuesFromOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** Where the new values of secrets come from; never an argument, which others could read. */
final class NewValueOptions {
  @Option(
      names = "--value-from-env",
      paramLabel = "[NAME=]VAR",
      description = "The environment variable that holds the new value (repeatable).")
  private List<String> variables = List.of();

  @Option(
      names = "--value-from-file",
      paramLabel = "[NAME=]FILE",
      description =
          "The file that holds the new value and nothing else; one line end at its end is not part"
              + " of it (repeatable).")
  private List<String> files = List.of();

  @Option(
      names = "--ask",
      description = "Ask for the new values on the terminal, without showing what is typed.")
  private boolean ask;

  /**
   * The new values of {@code names}: as given here, else as the secret map has them, else as
   * somebody types them.
   */
  SortedMap<SecretName, SecretValue> read(
      Console console, Path directory, SortedSet<SecretName> names, SecretMap map) {
    SortedMap<SecretName, SecretValue> values = new TreeMap<>();
    assigned(names, variables)
        .forEach(
            (name, variable) ->
                values.put(name, ValuesFromOptions.fromEnvironment(console, "new", variable)));
    assigned(names, files).forEach((name, file) -> values.put(name, fromFile(directory, file)));
    values
        .values()
        .forEach(value -> ValuesFromOptions.refuseMap(value, known(map, names), "new value"));
    for (SecretName name : names) {
      Optional<SecretValue> known = ask ? Optional.empty() : map.value(name);
      if (!values.containsKey(name)) {
        values.put(name, known.orElseGet(() -> typed(console, name)));
      }
    }
    console.redactor().learn(SecretMap.of(values));
    return values;
  }

  private static Set<SecretName> known(SecretMap map, SortedSet<SecretName> names) {
    Set<SecretName> known = new TreeSet<>(map.names());
    known.addAll(names);
    return known;
  }

  private static SortedMap<SecretName, String> assigned(
      SortedSet<SecretName> names, List<String> texts) {
    SortedMap<SecretName, String> assigned = new TreeMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      boolean named = equals > 0 && SecretName.isValid(text.substring(0, equals));
      if (!named && names.size() != 1) {
        throw new CliException(
            ExitCode.USAGE,
            "'" + text + "' does not say which secret has the value",
            "with several secrets write NAME=…, such as --value-from-env jira-bot=NEW_TOKEN");
      }
      SecretName name = named ? new SecretName(text.substring(0, equals)) : names.first();
      if (!names.contains(name) || assigned.containsKey(name)) {
        throw new CliException(
            ExitCode.USAGE,
            "'" + name + "' is not rotated here, or is given two values",
            "name each secret once, and give it one value");
      }
      assigned.put(name, named ? text.substring(equals + 1) : text);
    }
    return assigned;
  }

  private static SecretValue fromFile(Path directory, String file) {
    try {
      Path path = directory.resolve(file);
      SecretOptions.refuseReadableByOthers(file, path, file);
      String text = Files.readString(path).replaceFirst("\r?\n\\z", "");
      if (!text.isEmpty()) {
        return SecretValue.of(text);
      }
    } catch (IOException e) {
      // Told as an empty file is.
    }
    throw new CliException(
        ExitCode.USAGE, file + " holds no value", "check that the file is there and can be read");
  }

  private SecretValue typed(Console console, SecretName name) {
    if (!console.terminal()) {
      throw new CliException(
          ExitCode.USAGE,
          "there is no new value for '" + name + "'",
          "put it into the secret map, or give --value-from-env VAR or --value-from-file FILE");
    }
    return SecretValue.of(console.askUnseen("New value of " + name + " (not shown)"));
  }
}
