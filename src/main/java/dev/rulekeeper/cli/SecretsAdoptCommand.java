package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.export.Adoption;
import dev.rulekeeper.export.NamedFindings;
import dev.rulekeeper.rule.Equality;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.secret.SecretValue;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.detection.Finding;
import dev.rulekeeper.secret.detection.Naming;
import dev.rulekeeper.secret.known.KnownValues;
import dev.rulekeeper.secret.known.LeakGuard;
import dev.rulekeeper.secret.map.SecretMap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes credentials that stand in clear in rule files out of them. */
@Command(
    name = "adopt",
    mixinStandardHelpOptions = true,
    description =
        "Replaces credentials that stand in clear in rule files by placeholders, and writes their "
            + "values to --secrets-out. Asks for names on a terminal; --all takes the suggested ones.")
final class SecretsAdoptCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private SecretOptions secretOptions = new SecretOptions();
  @Mixin private CommitOptions commit = new CommitOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The name for the value of --value-from-env.")
  private @Nullable String name;

  @Option(
      names = "--value-from-env",
      paramLabel = "VAR",
      description = "Adopt this value, wherever it stands, although it looks like ordinary text.")
  private @Nullable String variable;

  @Option(names = "--all", description = "Adopt everything found under the suggested names.")
  private boolean all;

  @Option(
      names = "--secrets-out",
      paramLabel = "FILE",
      required = true,
      description = "Receives the values: .env, .yaml or .json, for you only.")
  private Path secretsOut = Path.of("");

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text or json; with json nothing is asked.")
  private OutputFormat format = OutputFormat.TEXT;

  SecretsAdoptCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Session session = Session.open(console, common)) {
      List<RuleFile> files = session.ruleFiles();
      SecretsOut out =
          new SecretsOut(
              common.directory(console).resolve(secretsOut), session.workTree(), console);
      SecretMap known = session.secrets(secretOptions, files);
      Map<SecretValue, SecretName> names =
          variable == null ? found(session, files, known) : given(session, files);
      Map<SecretName, SecretValue> adopted = new TreeMap<>();
      names.forEach((value, chosen) -> adopted.put(chosen, value));
      SecretMap map = SecretMap.of(adopted);
      console.redactor().learn(map);
      SortedMap<String, Optional<byte[]>> changed = replace(session, files, names, map);
      if (!changed.isEmpty()) {
        refuseLeaks(changed, map);
        SecretMapTemplate.in(session.repository().root())
            .ifPresent(template -> template.with(adopted.keySet()).addTo(changed, template));
        out.add(map);
        commit.apply(session, changed, "Adopt " + adopted.size() + " secret(s)\n");
      }
      console.print(
          format == OutputFormat.JSON ? json(changed, adopted.keySet()) : text(changed, adopted));
      return ExitCode.DONE.number();
    }
  }

  private String text(Map<String, Optional<byte[]>> changed, Map<SecretName, SecretValue> adopted) {
    if (changed.isEmpty()) {
      return variable == null
          ? "No credential stands in clear: nothing to adopt.\n"
          : "The value of " + variable + " stands in no rule file: nothing to adopt.\n";
    }
    return "Adopted "
        + String.join(", ", adopted.keySet().stream().map(SecretName::value).toList())
        + ". If the files were pushed before, treat the values as leaked: rotate them.\n";
  }

  private static String json(Map<String, Optional<byte[]>> changed, Set<SecretName> adopted) {
    ObjectNode document = ExactJson.object();
    ArrayNode names = document.putArray("adopted");
    ArrayNode files = document.putArray("files");
    if (!changed.isEmpty()) {
      adopted.forEach(name -> names.add(name.value()));
      changed.keySet().forEach(files::add);
    }
    return ExactJson.writePretty(document) + "\n";
  }

  /** The credentials that the detector is certain of, under the names that the user wants. */
  private Map<SecretValue, SecretName> found(
      Session session, List<RuleFile> files, SecretMap known) {
    Detector detector = new Detector();
    SortedMap<RuleId, List<Finding>> findings = new TreeMap<>();
    files.forEach(
        file ->
            findings.put(
                file.rule().id(),
                detector.find(file.rule().fields()).stream().filter(Finding::certain).toList()));
    Map<SecretValue, SecretName> suggested =
        Naming.assign(findings, known, session.secretNames(files));
    if (suggested.isEmpty() || all) {
      return suggested;
    }
    if (!console.terminal() || format == OutputFormat.JSON) {
      throw new CliException(
          ExitCode.USAGE,
          suggested.size() + " credential(s) found; which names are they to get?",
          suggested.values().stream().map(SecretName::value).toList(),
          "take these names with --all, or run it on a terminal to choose others");
    }
    return new AdoptionDialogue(console, session.secretNames(files)).names(suggested, findings);
  }

  private Map<SecretValue, SecretName> given(Session session, List<RuleFile> files) {
    if (name == null) {
      throw new CliException(
          ExitCode.USAGE,
          "--value-from-env needs the name of the secret",
          "write: secrets adopt NAME --value-from-env VAR --secrets-out FILE");
    }
    SecretName wanted = new SecretName(name);
    if (session.secretNames(files).contains(wanted)) {
      throw new CliException(
          ExitCode.USAGE,
          "the secret '" + wanted + "' exists already",
          "choose another name, or give its value in the secret map and export again");
    }
    String value =
        console
            .variable(String.valueOf(variable))
            .orElseThrow(
                () ->
                    new CliException(
                        ExitCode.USAGE,
                        "the environment variable " + variable + " is not set",
                        "set it to the value that stands in the rule files"));
    return Map.of(SecretValue.of(value), wanted);
  }

  private SortedMap<String, Optional<byte[]>> replace(
      Session session,
      List<RuleFile> files,
      Map<SecretValue, SecretName> names,
      SecretMap adopted) {
    SortedMap<String, Optional<byte[]>> changed = new TreeMap<>();
    KnownValues values = KnownValues.of(adopted);
    Detector detector = new Detector();
    List<Rule> rules = new ArrayList<>();
    for (RuleFile file : files) {
      List<Finding> findings = detector.find(file.rule().fields());
      Rule rule =
          NamedFindings.substitute(NamedFindings.replace(file.rule(), findings, names), values);
      rules.add(rule);
      if (!Equality.same(rule.fields(), file.rule().fields())) {
        changed.put(
            file.path(),
            Optional.of(RuleRepository.text(rule, file).getBytes(StandardCharsets.UTF_8)));
      }
    }
    if (!changed.isEmpty()) {
      changed.put(RuleRepository.LEDGER, Optional.of(ledger(session, rules, adopted.names())));
    }
    return changed;
  }

  private byte[] ledger(Session session, List<Rule> rules, Set<SecretName> adopted) {
    Adoption adoption =
        Adoption.of(
            session.ledger(),
            rules,
            session.rendering(SecretMap.of(Map.of())),
            adopted::contains,
            Set.of());
    adoption.warnings().forEach(warning -> console.say("Warning: " + warning));
    return adoption.text(session.ledgerText()).getBytes(StandardCharsets.UTF_8);
  }

  private static void refuseLeaks(SortedMap<String, Optional<byte[]>> files, SecretMap values) {
    LeakGuard guard = LeakGuard.of(values);
    List<String> leaks = new ArrayList<>();
    files.forEach(
        (path, content) ->
            guard
                .search(path, content.orElse(new byte[0]))
                .forEach(leak -> leaks.add(leak.where() + " still holds " + leak.name())));
    if (!leaks.isEmpty()) {
      throw new CliException(
          ExitCode.LEAK,
          "a value stands where it cannot become a placeholder; nothing was written",
          leaks,
          "move it by hand: into a text of the rule, not into a key or a file name");
    }
  }
}
