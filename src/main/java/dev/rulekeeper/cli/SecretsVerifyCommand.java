package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.atlassian.SiteConnection;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleSummary;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.SecretValue;
import dev.rulekeeper.secret.known.Rendering;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.sync.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
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
  private static final Pattern ENTRY =
      Pattern.compile("#.*|(export )?[a-zA-Z0-9][a-zA-Z0-9._@-]*\\s*=.*");
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private SecretOptions secretOptions = new SecretOptions();

  @Parameters(paramLabel = "NAME", description = "The name of the secret.")
  private String name = "";

  @ArgGroup private @Nullable Old old;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text or json.")
  private OutputFormat format = OutputFormat.TEXT;

  /** Where the old value comes from; never an argument, which others on the machine could read. */
  static final class Old {
    @Option(
        names = "--old-from-env",
        paramLabel = "VAR",
        description = "The environment variable that holds the old value.")
    private @Nullable String variable;

    @Option(
        names = "--old-from-file",
        paramLabel = "FILE",
        description =
            "The file that holds the old value and nothing else; one line end at its end is not "
                + "part of it.")
    private @Nullable Path file;
  }

  SecretsVerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    SecretName wanted = new SecretName(name);
    try (Session session = Session.open(console, common)) {
      List<RuleFile> files = session.ruleFiles();
      SecretMap secrets = session.secrets(secretOptions, files);
      Optional<SecretValue> oldValue = oldValue(session.secretNames(files));
      refuseUnusable(wanted, secrets, oldValue);
      Rendering rendering = session.rendering(secrets);
      Map<RuleId, Rule> rules = new HashMap<>();
      files.forEach(file -> rules.put(file.rule().id(), file.rule()));
      SiteConnection connection = session.connection();
      Verification verification =
          new Verification(wanted, rendering, rules, connection.resolveCloudId(), oldValue);
      Progress progress = session.progress();
      try (AutomationApi api = session.open(connection)) {
        List<RuleId> all = api.summaries().stream().map(RuleSummary::id).toList();
        progress.begin("Reading rules", all.size());
        api.rules(
            all,
            rule -> {
              verification.look(rule);
              progress.step();
            });
        progress.end();
      }
      console.print(render(wanted, verification, oldValue.isPresent()));
      return (verification.problems().isEmpty() ? ExitCode.DONE : ExitCode.FOUND).number();
    }
  }

  private Optional<SecretValue> oldValue(Set<SecretName> names) {
    if (old == null) {
      return Optional.empty();
    }
    String variable = old.variable;
    String text = variable == null ? fileText(old.file) : variable(variable);
    refuseMap(text, names);
    SecretValue value = SecretValue.of(text);
    console.redactor().learn(Set.of(value));
    return Optional.of(value);
  }

  /** A whole secret map stands in no rule, so that the search for it would always say "safe". */
  private static void refuseMap(String text, Set<SecretName> names) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    boolean named =
        names.stream()
            .map(
                name ->
                    Pattern.compile("[\\s{\"]*" + Pattern.quote(name.value()) + "\"?\\s*[=:].*"))
            .anyMatch(entry -> lines.stream().anyMatch(line -> entry.matcher(line).matches()));
    if (named || (lines.size() > 1 && lines.stream().allMatch(ENTRY.asMatchPredicate()))) {
      throw new CliException(
          ExitCode.USAGE,
          "what was given as the old value is a secret map; nothing was searched for",
          "give the old value alone, without its name: in a file of its own, or in a variable");
    }
  }

  private String variable(String variable) {
    return console
        .variable(variable)
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.USAGE,
                    "the environment variable " + variable + " is not set",
                    "set it to the old value"));
  }

  private String fileText(@Nullable Path file) {
    Path path = common.directory(console).resolve(String.valueOf(file));
    try {
      String text = Files.readString(path);
      return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    } catch (IOException e) {
      throw new CliException(
          ExitCode.USAGE,
          "cannot read " + path.getFileName(),
          "check that the file is there and can be read");
    }
  }

  private static void refuseUnusable(
      SecretName name, SecretMap secrets, Optional<SecretValue> oldValue) {
    if (secrets.value(name).isEmpty()) {
      throw new CliException(
          ExitCode.USAGE,
          "the secret map has no value for '" + name + "', so there is nothing to compare with",
          "give it with --secrets-file FILE, RULEKEEPER_SECRETS or RULEKEEPER_SECRET_<NAME>");
    }
    if (oldValue.equals(secrets.value(name))) {
      throw new CliException(
          ExitCode.USAGE,
          "the old value of '" + name + "' is its current value",
          "put the new value into the secret map first");
    }
  }

  private String render(SecretName wanted, Verification verification, boolean oldKnown) {
    if (format == OutputFormat.JSON) {
      return ExactJson.writePretty(json(wanted, verification, oldKnown)) + "\n";
    }
    StringBuilder text = new StringBuilder();
    for (Verification.Problem problem : verification.problems()) {
      text.append(
          "  %s (%s)  %s  %s\n"
              .formatted(problem.ruleName(), problem.rule(), problem.where(), problem.what()));
    }
    String seen =
        "%d place(s) of %s compared, %d rule(s) read"
            .formatted(verification.places(), wanted, verification.rules());
    if (!verification.problems().isEmpty()) {
      return text.append(seen).append(". NOT safe to revoke the old value.\n").toString();
    }
    return text.append(seen)
        .append(
            oldKnown
                ? "; the old value stands nowhere. Safe to revoke it.\n"
                : "; all hold the current value. Give the old one (--old-from-env VAR) to prove that "
                    + "it is gone.\n")
        .toString();
  }

  private static ObjectNode json(SecretName wanted, Verification verification, boolean oldKnown) {
    ObjectNode document =
        ExactJson.object()
            .put("secret", wanted.value())
            .put("places", verification.places())
            .put("rules", verification.rules())
            .put("safeToRevoke", oldKnown && verification.problems().isEmpty());
    ArrayNode problems = document.putArray("problems");
    for (Verification.Problem problem : verification.problems()) {
      problems
          .addObject()
          .put("rule", problem.rule().toString())
          .put("name", problem.ruleName())
          .put("pointer", problem.where())
          .put("problem", problem.what());
    }
    return document;
  }
}
