package dev.rulekeeper.adopt;

import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RepositoryFiles;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code secrets.env.example}: a line {@code NAME=} for each secret and never a value, for people
 * to copy and fill in. It is kept where it is there, and made by {@code init} only.
 */
public final class SecretMapTemplate {
  /** Its place, relative to the rule repository. */
  public static final String PATH = "secrets.env.example";

  /** What {@code init} writes. */
  public static final String EMPTY =
      """
      # The names of all secrets, kept by export, secrets adopt and secrets rename. No values here:
      # copy this file out of the repository, fill it in, and give it with --secrets-file.
      """;

  private final String text;

  private SecretMapTemplate(String text) {
    this.text = text;
  }

  /** The template with this text. */
  static SecretMapTemplate reading(String text) {
    return new SecretMapTemplate(text);
  }

  /** A line more for each of {@code names} in the template of {@code repository}, if it has one. */
  public static FileChanges adding(Collection<SecretName> names, RepositoryFiles repository) {
    return repository
        .textIfThere(PATH)
        .map(text -> reading(text).with(names).insteadOf(text))
        .orElseGet(FileChanges::none);
  }

  /** This template with a line for each of {@code names} that has none. */
  SecretMapTemplate with(Collection<SecretName> names) {
    StringBuilder more = new StringBuilder(text);
    for (SecretName name : names) {
      if (!line(name).matcher(text).find()) {
        more.append(more.isEmpty() || more.toString().endsWith("\n") ? "" : "\n");
        more.append(name).append("=\n");
      }
    }
    return new SecretMapTemplate(more.toString());
  }

  /** This template with {@code to} in the place of {@code from}; once, where both were there. */
  SecretMapTemplate renamed(SecretName from, SecretName to) {
    boolean both = line(to).matcher(text).find();
    return new SecretMapTemplate(
        both
            ? line(from).matcher(text).replaceAll("")
            : line(from)
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(to + match.group(1))));
  }

  private static Pattern line(SecretName name) {
    return Pattern.compile("(?m)^" + Pattern.quote(name.value()) + "([ \\t]*=.*(?:\\R|\\z))");
  }

  /** What is to be written where the text was {@code before}. */
  FileChanges insteadOf(String before) {
    return text.equals(before) ? FileChanges.none() : FileChanges.writing(PATH, text);
  }
}
