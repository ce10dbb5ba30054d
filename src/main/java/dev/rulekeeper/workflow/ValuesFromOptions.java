package dev.rulekeeper.workflow;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Values of secrets that options name by where they are. */
public final class ValuesFromOptions {
  private static final Pattern ENTRY =
      Pattern.compile("\\A(?:#.*|(export )?[a-zA-Z0-9][a-zA-Z0-9._@-]*+\\s*+=.*)");

  private ValuesFromOptions() {}

  /**
   * The value in the environment variable {@code variable}.
   *
   * @param which what it is to be set to: the new, the old or an older value
   * @throws WorkflowException if it is not set
   */
  public static SecretValue fromEnvironment(
      Environment environment, String which, String variable) {
    return environment
        .variable(variable)
        .map(SecretValue::of)
        .orElseThrow(
            () ->
                new WorkflowException(
                    WorkflowException.Kind.USAGE,
                    "the environment variable " + variable + " is not set",
                    "set it to the " + which + " value"));
  }

  /**
   * The value that {@code secrets} has for {@code name}.
   *
   * @throws WorkflowException if it has none
   */
  public static SecretValue current(SecretMap secrets, SecretName name) {
    return secrets
        .value(name)
        .orElseThrow(
            () ->
                new WorkflowException(
                    WorkflowException.Kind.USAGE,
                    "the secret map has no value for '" + name + "'",
                    "give it with --secrets-file FILE, RULEKEEPER_SECRETS or "
                        + "RULEKEEPER_SECRET_<NAME>"));
  }

  /**
   * Refuses a whole secret map: it stands in no rule, so that the search for it would always say
   * "safe".
   *
   * @param names the names of all secrets
   * @param role what {@code value} was given as
   */
  public static void refuseMap(SecretValue value, Set<SecretName> names, String role) {
    List<String> lines = value.reveal().lines().filter(line -> !line.isBlank()).toList();
    boolean named =
        names.stream()
            .map(
                name ->
                    Pattern.compile("[\\s{\"]*" + Pattern.quote(name.value()) + "\"?\\s*[=:].*"))
            .anyMatch(entry -> lines.stream().anyMatch(line -> entry.matcher(line).matches()));
    if (named || (lines.size() > 1 && lines.stream().allMatch(ENTRY.asMatchPredicate()))) {
      throw new WorkflowException(
          WorkflowException.Kind.USAGE,
          "what was given as the " + role + " is a secret map; nothing was searched for or written",
          "give the " + role + " alone, without its name: in a file of its own, or in a variable");
    }
  }
}
