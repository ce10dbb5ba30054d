package dev.rulekeeper.cli;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.workflow.Session;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which secrets are rotated. */
final class RotatedSecretOptions {
  @Parameters(paramLabel = "NAME", arity = "0..*", description = "The names of the secrets.")
  private List<String> names = List.of();

  @Option(
      names = "--expiring",
      paramLabel = "DAYS",
      description = "Also those that expire this soon by secrets.yaml, like 30d.")
  private @Nullable String expiring;

  /**
   * The names of those that are meant for the site of {@code session}.
   *
   * @throws CliException if there are none
   */
  SortedSet<SecretName> names(Console console, Session session) {
    SortedSet<SecretName> wanted = new TreeSet<>();
    names.forEach(name -> wanted.add(new SecretName(name)));
    if (expiring != null) {
      LocalDate last = console.today().plusDays(Days.parse(expiring, "--expiring"));
      wanted.addAll(session.ledger().expiringBy(last, session.site().name()));
    }
    if (wanted.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE,
          expiring == null
              ? "which secret is to be rotated?"
              : "no secret of the ledger expires within " + expiring,
          "name one: rulekeeper secrets list");
    }
    return wanted;
  }
}
