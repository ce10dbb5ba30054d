package dev.rulekeeper.cli;

import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.Configuration;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.RulesetException;
import dev.rulekeeper.ruleset.RulesetException.Problem;
import dev.rulekeeper.ruleset.SiteMapping;
import dev.rulekeeper.ruleset.SiteRules;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.detection.Finding;
import dev.rulekeeper.secret.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks the files without asking a site and without a secret map. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description =
        "Checks rule files, ledger and configuration, and that no credential stands in clear. Needs "
            + "neither site nor secrets.")
final class LintCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(names = "--secrets", description = "Only look for credentials in clear.")
  private boolean secretsOnly;

  LintCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RuleRepository repository = RuleRepository.open(common.directory(console));
    List<RuleFile> files = repository.ruleFiles();
    if (!secretsOnly) {
      Configuration configuration = repository.configuration();
      Map<SiteName, SiteMapping> mappings = repository.mappings(configuration);
      SecretSites secrets =
          new SecretSites(
              repository, repository.ledger().map(Ledger::read).orElseGet(Ledger::empty));
      List<Problem> problems = new ArrayList<>(secrets.unknown(configuration));
      for (Configuration.Site site : configuration.sites().values()) {
        List<RuleFile> ofSite = new SiteRules(configuration, mappings, site).files(files);
        problems.addAll(secrets.strangers(site.name(), ofSite));
      }
      if (!problems.isEmpty()) {
        throw new RulesetException(problems);
      }
    }
    List<String> leaks = new ArrayList<>();
    Detector detector = new Detector();
    for (RuleFile file : files) {
      for (Finding finding : detector.find(file.rule().fields())) {
        String line =
            file.where(finding.pointer())
                + "  "
                + finding.pointer()
                + "  "
                + finding.kind()
                + " in clear; write <<secret:"
                + finding.suggestion()
                + ">> in its place";
        if (finding.certain()) {
          leaks.add(line);
        } else {
          console.say("Warning: " + line);
        }
      }
    }
    if (!leaks.isEmpty()) {
      throw new CliException(
          ExitCode.LEAK,
          leaks.size() + " credential(s) stand in clear:",
          leaks,
          "If these were pushed already, treat them as leaked: rotate them.");
    }
    if (!secretsOnly) {
      List<Problem> problems = repository.schemaProblems();
      if (!problems.isEmpty()) {
        throw new RulesetException(problems);
      }
    }
    console.print(files.size() + " rule file(s) checked, nothing to complain about.\n");
    return ExitCode.DONE.number();
  }
}
