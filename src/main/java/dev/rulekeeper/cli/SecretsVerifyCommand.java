package dev.rulekeeper.cli;

import dev.rulekeeper.report.OutputFormat;
import dev.rulekeeper.report.VerificationOutput;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.sync.SecretArrival;
import dev.rulekeeper.workflow.Session;
import dev.rulekeeper.workflow.SiteVerification;
import dev.rulekeeper.workflow.ValuesFromOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proves that a rotated secret has arrived everywhere, and its old value is gone. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Reads the whole site: every place of the secret holds its current value, and the old one "
            + "stands nowhere. Exit 8 where not.")
final class SecretsVerifyCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private SecretOptions secretOptions = new SecretOptions();

  @Parameters(paramLabel = "NAME", description = "The name of the secret.")
  private String name = "";

  @ArgGroup private @Nullable ReplacedValueOptions old;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text or json.")
  private OutputFormat format = OutputFormat.TEXT;

  SecretsVerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    SecretName wanted = new SecretName(name);
    try (Session session = common.open(console)) {
      List<RuleFile> files = session.ruleFilesAsking();
      SecretMap secrets = session.secrets(secretOptions.text(console, common), files);
      SecretValue current = ValuesFromOptions.current(secrets, wanted);
      Set<SecretName> names = session.secretNames(files);
      Optional<SecretValue> oldValue =
          Optional.ofNullable(old)
              .map(given -> given.read(console, common.directory(console), names, current));
      SecretArrival verification = SiteVerification.of(session, files, secrets, wanted, oldValue);
      console.print(VerificationOutput.of(wanted, verification, oldValue.isPresent(), format));
      return (verification.problems().isEmpty() ? ExitCode.DONE : ExitCode.FOUND).number();
    }
  }
}
