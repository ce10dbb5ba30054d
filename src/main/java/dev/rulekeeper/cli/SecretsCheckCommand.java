package dev.rulekeeper.cli;

import dev.rulekeeper.atlassian.SecretCheck;
import dev.rulekeeper.atlassian.SiteConnection;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.SecretValue;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.map.SecretMap;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tries a new value out before hundreds of rules carry it. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Sends the value of a secret to the check URL of the ledger, and there only, and says "
            + "whether it is accepted; exit 8 where it is refused.")
final class SecretsCheckCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private SecretOptions secretOptions = new SecretOptions();

  @Parameters(paramLabel = "NAME", description = "The name of the secret.")
  private String name = "";

  SecretsCheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    SecretName wanted = new SecretName(name);
    try (Session session = Session.open(console, common)) {
      SecretMap secrets = session.secrets(secretOptions, session.ruleFiles());
      SecretValue value =
          secrets
              .value(wanted)
              .orElseThrow(
                  () ->
                      new CliException(
                          ExitCode.USAGE,
                          "the secret map has no value for '" + name + "'",
                          "give it with --secrets-file FILE, RULEKEEPER_SECRETS or "
                              + "RULEKEEPER_SECRET_<NAME>"));
      URI site = session.siteUrl();
      SecretCheck check = SecretCheck.parse(declared(session.ledger(), wanted), site);
      SecretCheck.Answer answer = check.send(new SiteConnection.ApiToken(value.reveal()));
      String host = check.url().getHost();
      return switch (answer) {
        case ACCEPTED -> {
          console.print(name + " is accepted by " + host + ".\n");
          yield ExitCode.DONE.number();
        }
        case REFUSED -> {
          console.print(name + " is REFUSED by " + host + ": do not sync this value.\n");
          yield ExitCode.FOUND.number();
        }
        case UNCLEAR ->
            throw new CliException(
                ExitCode.FAILED,
                host + " said neither yes nor no to " + name,
                "try again later, or look whether the check of the ledger is right");
      };
    }
  }

  private static String declared(Ledger ledger, SecretName name) {
    return Optional.ofNullable(ledger.entries().get(name))
        .flatMap(Ledger.Entry::check)
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.USAGE,
                    "the ledger says no check for '" + name + "'",
                    "add one in secrets.yaml, for an Atlassian token like: check: atlassian "
                        + "bot@acme.com"));
  }
}
