package dev.rulekeeper.report;

import dev.rulekeeper.rule.SecretName;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** How to change the CI secrets that hold a rotated value: commands to copy, never the value. */
public final class CiSecretAdvice {
  private static final String MAP = "RULEKEEPER_SECRETS";
  private static final String ONE = "RULEKEEPER_SECRET_";

  private CiSecretAdvice() {}

  /**
   * The variables of CI that hold the values of {@code names}.
   *
   * @param variables the variables that this run knew: where one is for a single secret, it is the
   *     one to change, else the whole map
   */
  public static Set<String> variables(Collection<SecretName> names, Set<String> variables) {
    Set<String> changed = new TreeSet<>();
    for (SecretName name : names) {
      String one = ONE + name.value().toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
      changed.add(variables.contains(one) ? one : MAP);
    }
    return changed;
  }

  /** The commands for one variable. */
  public static List<String> commands(String variable) {
    String what = variable.equals(MAP) ? "the whole map, with the new value" : "the new value";
    return List.of(
        "GitHub     gh secret set " + variable + "      # asks for " + what,
        "GitLab     glab variable update " + variable + " < FILE      # FILE holds " + what,
        "Bitbucket  curl -u \"$USER:$TOKEN\" -X PUT -H 'Content-Type: application/json' -d @FILE"
            + " 'https://api.bitbucket.org/2.0/repositories/WORKSPACE/REPOSITORY"
            + "/pipelines_config/variables/{UUID}'      # FILE: {\"key\": \""
            + variable
            + "\", \"value\": …, \"secured\": true}");
  }

  /** All of it as text. */
  public static String text(Set<String> variables) {
    StringBuilder text =
        new StringBuilder(
            "Change the secret of CI now, and the secret map where you keep it, or the next sync"
                + " puts the old value back:\n");
    for (String variable : variables) {
      commands(variable).forEach(command -> text.append("  ").append(command).append('\n'));
    }
    return text.toString();
  }
}
