package dev.rulekeeper.cli;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.SiteConnection;
import dev.rulekeeper.export.ConflictPolicy;
import dev.rulekeeper.export.Export;
import dev.rulekeeper.export.ExportException;
import dev.rulekeeper.export.ExportRules;
import dev.rulekeeper.export.GitSide;
import dev.rulekeeper.export.RuleDocuments;
import dev.rulekeeper.export.SiteReading;
import dev.rulekeeper.export.UnknownSecret;
import dev.rulekeeper.git.Base;
import dev.rulekeeper.git.BaseRef;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.BaseRule;
import dev.rulekeeper.ruleset.BaseRules;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.Yaml;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.map.SecretMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings the rules of the site into Git. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes the rules of the site as files, without their secrets, and commits them.")
final class ExportCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private SecretOptions secretOptions = new SecretOptions();
  @Mixin private CommitOptions commit = new CommitOptions();
  @Mixin private SelectionOptions select = new SelectionOptions();

  @Option(
      names = "--on-drift",
      defaultValue = "fail",
      paramLabel = "POLICY",
      description =
          "What becomes of places edited in Git and on the site: fail, ours (Git's side stays) or "
              + "theirs (the site's is taken); default: ${DEFAULT-VALUE}.")
  private ConflictPolicy onConflict = ConflictPolicy.FAIL;

  @Option(
      names = "--secrets-out",
      paramLabel = "FILE",
      description =
          "Receives the values of secrets that had no name or no value: .env, .yaml or .json, for "
              + "you only.")
  private @Nullable Path secretsOut;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Read the rules from an export of the UI or API bodies instead of the site.")
  private @Nullable Path from;

  @Option(names = "--full", description = "Read every rule, also those that did not change.")
  private boolean full;

  @Option(
      names = "--redacted-read",
      description =
          "Also read every rule as the site redacts it (one more request a rule): what the site "
              + "masks there is a secret, whatever it looks like.")
  private boolean redactedRead;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text or json.")
  private OutputFormat format = OutputFormat.TEXT;

  ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Instant begun = console.clock().instant();
    try (Session session = Session.open(console, common)) {
      List<RuleFile> files = session.ruleFiles();
      SecretMap secrets = session.secrets(secretOptions, files);
      Optional<SecretsOut> out =
          Optional.ofNullable(secretsOut)
              .map(path -> common.directory(console).resolve(path))
              .map(path -> new SecretsOut(path, session.workTree(), console));
      Optional<Base> base = session.base();
      GitSide git = gitSide(session, files, Session.rules(base));
      Export export =
          from == null
              ? fromSite(session, git, secrets)
              : fromFile(session, git, secrets, common.directory(console).resolve(from));
      refuseUnnamed(export, out.isPresent());
      SecretMap values = export.adopted().with(export.recovered());
      out.filter(file -> !values.names().isEmpty()).ifPresent(file -> file.add(values));
      Map<String, Optional<byte[]>> written =
          new TreeMap<>(new OwnRules(session).noted(export.files()));
      SecretMapTemplate.in(session.repository().root())
          .ifPresent(template -> template.with(names(export)).addTo(written, template));
      Optional<String> id = commit.apply(session, written, export.message());
      if (from == null && commit.commits()) {
        writeBase(session, base, export, begun, id.or(session.workTree()::head));
      }
      export.warnings().forEach(warning -> console.say("Warning: " + warning));
      console.print(ExportOutput.of(export, id, out.isPresent(), format));
      return ExitCode.DONE.number();
    }
  }

  /** The names that the ledger has now, where this export changes it. */
  private static Set<SecretName> names(Export export) {
    return Optional.ofNullable(export.files().get(RuleRepository.LEDGER))
        .flatMap(content -> content)
        .map(content -> new String(content, StandardCharsets.UTF_8))
        .map(text -> Ledger.read(Yaml.read(RuleRepository.LEDGER, text)).entries().keySet())
        .orElse(Set.of());
  }

  private GitSide gitSide(Session session, List<RuleFile> files, BaseRules base) {
    String prefix = session.inWorkTree("rules");
    Set<String> uncommitted = new TreeSet<>();
    for (String path : session.workTree().changed(prefix)) {
      uncommitted.add(path.substring(prefix.length() - "rules".length()));
    }
    return new GitSide(
        files,
        base,
        session.ledger(),
        session.ledgerText(),
        Set.copyOf(session.repository().rulePaths()),
        uncommitted);
  }

  private Export fromSite(Session session, GitSide git, SecretMap secrets) {
    SiteConnection connection = session.connection();
    CloudId cloud = connection.resolveCloudId();
    try (AutomationApi api = session.open(connection)) {
      SiteReading reading =
          new SiteReading(
              git, cloud, select.selection(), full, redactedRead || session.site().redactedRead());
      if (secretsOut != null) {
        reading.completing(secrets);
      }
      SiteReading.Read read = reading.from(api, session.progress());
      read.notes().forEach(note -> console.say("Note: " + note));
      return new ExportRules(
              cloud,
              git,
              secrets,
              session.site().variables(),
              console.redactor(),
              onConflict,
              session.stateKey())
          .export(session.site().name(), read);
    }
  }

  private Export fromFile(Session session, GitSide git, SecretMap secrets, Path file) {
    CloudId cloud =
        console
            .variable("RULEKEEPER_CLOUD_ID")
            .or(session.site()::cloudId)
            .map(CloudId::new)
            .orElse(new CloudId("unknown"));
    try {
      List<ApiRule> rules =
          RuleDocuments.read(file.getFileName().toString(), Files.readString(file), cloud);
      return new ExportRules(cloud, git, secrets, session.site().variables(), console.redactor())
          .export(session.site().name(), rules);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILED,
          "cannot read " + file.getFileName(),
          "check that the file is there, is readable and is UTF-8");
    }
  }

  private static void refuseUnnamed(Export export, boolean hasPlace) {
    if (export.adopted().names().isEmpty() || hasPlace) {
      return;
    }
    throw new ExportException(
        ExportException.Kind.SECRET,
        export.adopted().names().size()
            + " secret(s) have no name yet, in "
            + export.found().size()
            + " place(s); nothing was written",
        export.found().stream().map(UnknownSecret::line).toList(),
        "Run the command again with --secrets-out FILE (a file outside of Git, such as "
            + "../secrets.env): it names them as listed and writes their values to FILE.");
  }

  private void writeBase(
      Session session,
      Optional<Base> before,
      Export export,
      Instant begun,
      Optional<String> madeFrom) {
    Map<String, byte[]> files = new TreeMap<>();
    ReadStates.remembered(export.base(), Session.rules(before), begun)
        .values()
        .forEach(rule -> files.put(BaseRule.pathOf(rule.rule().id()), rule.write()));
    BaseRef base = session.workTree().base(session.site().name());
    String message = "Export " + session.site().name();
    if (commit.pushes()) {
      base.write(files, before.map(Base::id), message, madeFrom);
    } else {
      base.writeHere(files, before.map(Base::id), message, madeFrom);
    }
  }
}
