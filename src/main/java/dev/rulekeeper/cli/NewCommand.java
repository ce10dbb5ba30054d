package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.NewRule;
import dev.rulekeeper.ruleset.RuleDefaults;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleFolders;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.Schema;
import dev.rulekeeper.workflow.NamesCache;
import dev.rulekeeper.workflow.UncommittedFiles;
import dev.rulekeeper.yaml.Yaml;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the file of a new rule. */
@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the file of a new rule, with an id and everything that the site asks for: from"
          + " nothing,",
      "from another rule, or as an instance of a template. A new rule is DISABLED until you say so."
    })
final class NewCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "NAME", description = "The name of the rule.")
  private String name = "";

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description =
          "site, project/KEY or project/ID, space/ID or an ARI (default: site, or that of the other"
              + " rule).")
  private @Nullable String scope;

  @Option(
      names = "--from",
      paramLabel = "RULE",
      description = "Copy this rule: its id, its path or its name.")
  private @Nullable String from;

  @Option(
      names = "--template",
      paramLabel = "NAME",
      description = "Make an instance of this template.")
  private @Nullable String template;

  @Option(
      names = "--with",
      paramLabel = "PARAMETER=VALUE",
      description = "A parameter of the template (repeatable).")
  private Map<String, String> parameters = new LinkedHashMap<>();

  NewCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (from != null && template != null) {
      throw new CliException(
          ExitCode.USAGE, "--from and --template are both given", "give one of them");
    }
    RuleRepository repository = RuleRepository.open(common.directory(console));
    List<RuleFile> files = repository.ruleFiles();
    NewRule rule =
        new NewRule(
            RuleId.create(console.clock(), new SecureRandom()), name, Optional.ofNullable(scope));
    ObjectNode fields =
        new RuleDefaults(
                rule::id, RuleDefaults.usualOwner(files.stream().map(RuleFile::text).toList()))
            .completed(fields(rule, files));
    String path =
        rule.path(
            fields,
            repository.rulePaths(),
            RuleFolders.beside(files, NamesCache.of(repository, common.site())::keyOf));
    UncommittedFiles.write(repository, Map.of(path, Schema.header(path) + Yaml.write(fields)));
    console.print(path + "\n");
    if (template == null && !fields.has("authorAccountId")) {
      console.say(
          "Fill in authorAccountId and actor: no other rule here says whose account it is.");
    }
    return ExitCode.DONE.number();
  }

  private ObjectNode fields(NewRule rule, List<RuleFile> files) {
    if (template != null) {
      return NewRule.instance(template, parameters);
    }
    return from == null
        ? rule.fromNothing()
        : rule.copyOf(FileSelection.one(files, from).rule().fields());
  }
}
