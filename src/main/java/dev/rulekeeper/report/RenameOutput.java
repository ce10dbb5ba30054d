package dev.rulekeeper.report;

import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.map.SecretSources;

/** What is left to a person once a secret has another name. */
public final class RenameOutput {
  private static final String RENAMED =
      """
      %1$s is now %2$s in %3$s. Rename it in the secret map and among the CI secrets too:
        %1$s  ->  %2$s
      """;
  private static final String MERGED =
      """
      %1$s is %2$s now, which was there before, in %3$s: the next sync writes the value of
      %2$s wherever %1$s was. Take %1$s out of the secret map and of the CI secrets:
        %1$s  ->  %2$s
      """;

  private RenameOutput() {}

  /**
   * Says which names to change where rulekeeper cannot.
   *
   * @param files how many files had the name
   * @param merged whether {@code to} was there before
   */
  public static String text(SecretName from, SecretName to, int files, boolean merged) {
    return (merged ? MERGED : RENAMED).formatted(from, to, Count.of(files, "file"))
        + variables(from, to);
  }

  /** The environment variables that are named after the secret, also for single sites. */
  private static String variables(SecretName from, SecretName to) {
    String before = SecretSources.variable(from);
    String after = SecretSources.variable(to);
    return """
      %1$s  ->  %2$s
      %1$s_AT_<SITE>  ->  %2$s_AT_<SITE>
    """
        .formatted(before, after);
  }
}
