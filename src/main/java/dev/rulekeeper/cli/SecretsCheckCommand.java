package dev.rulekeeper.cli;

import dev.rulekeeper.atlassian.ValidityCheck;
import dev.rulekeeper.report.CheckOutput;
import dev.rulekeeper.report.OutputFormat;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.expiry.Expiry;
import dev.rulekeeper.secret.expiry.ValueExpiry;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.ledger.LedgerEntry;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.workflow.LedgerCommit;
import dev.rulekeeper.workflow.Session;
import dev.rulekeeper.workflow.ValuesFromOptions;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--write",
      description =
          "Write into secrets.yaml when the value expires, where the service or the value says so;"
              + " what a person wrote there stays.")
  private boolean write;

  @Mixin private CommitOptions commit = new CommitOptions();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text or json.")
  private OutputFormat format = OutputFormat.TEXT;

  SecretsCheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    SecretName wanted = new SecretName(name);
    try (Session session = common.open(console)) {
      SecretMap secrets = session.secrets(secretOptions.text(console, common), session.ruleFiles());
      SecretValue value = ValuesFromOptions.current(secrets, wanted);
      URI site = session.access().siteUrl();
      ValidityCheck check = ValidityCheck.parse(declared(session.ledger(), wanted), site);
      ValidityCheck.Reply reply = check.send(value);
      String host = check.url().getHost();
      if (reply.answer() == ValidityCheck.Answer.UNCLEAR) {
        throw new CliException(
            ExitCode.FAILED,
            host + " said neither yes nor no to " + name,
            "try again later, or look whether the check of the ledger is right");
      }
      boolean accepted = reply.answer() == ValidityCheck.Answer.ACCEPTED;
      Optional<Expiry> expiry =
          accepted ? ValueExpiry.of(reply.end(), value, console.today()) : Optional.empty();
      console.print(new CheckOutput(wanted, host, accepted, expiry).in(format));
      expiry.ifPresent(known -> keep(session, wanted, known));
      return (accepted ? ExitCode.DONE : ExitCode.FOUND).number();
    }
  }

  private void keep(Session session, SecretName wanted, Expiry known) {
    Map<SecretName, Expiry> learned = Map.of(wanted, known);
    session.ledger().doubts(learned).forEach(doubt -> console.say("Warning: " + doubt));
    if (write
        && LedgerCommit.write(
            session,
            session.ledger().learning(learned),
            commit.request(),
            "Note when " + name + " expires")) {
      console.say("secrets.yaml says now when " + name + " expires.");
    }
  }

  private static String declared(Ledger ledger, SecretName name) {
    return Optional.ofNullable(ledger.entries().get(name))
        .flatMap(LedgerEntry::check)
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.USAGE,
                    "the ledger says no check for '" + name + "'",
                    "add one in secrets.yaml, for an Atlassian token like: check: atlassian "
                        + "bot@acme.com"));
  }
}
