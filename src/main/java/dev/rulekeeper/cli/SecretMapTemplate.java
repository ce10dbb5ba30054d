package dev.rulekeeper.cli;

import dev.rulekeeper.rule.SecretName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code secrets.env.example}: a line {@code NAME=} for each secret and never a value, for people
 * to copy and fill in. It is kept where it is there, and made by {@code init} only.
 */
final class SecretMapTemplate {
  /** Its place, relative to the rule repository. */
  static final String PATH = "secrets.env.example";

  /** What {@code init} writes. */
  static final String EMPTY =
      """
      # The names of all secrets, kept by export, secrets adopt and secrets rename. No values here:
      # copy this file out of the repository, fill it in, and give it with --secrets-file.
      """;

  private final String text;

  private SecretMapTemplate(String text) {
    this.text = text;
  }

  /** The template of the rule repository at {@code root}, where it has one. */
  static Optional<SecretMapTemplate> in(Path root) {
    Path file = root.resolve(PATH);
    try {
      return Files.isRegularFile(file)
          ? Optional.of(new SecretMapTemplate(Files.readString(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILED, "cannot read " + PATH, "check that it can be read and is UTF-8");
    }
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

  /** Puts this template into {@code files} where it is not {@code before}. */
  void addTo(Map<String, Optional<byte[]>> files, SecretMapTemplate before) {
    if (!text.equals(before.text)) {
      files.put(PATH, Optional.of(text.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
