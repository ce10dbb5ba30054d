package dev.rulekeeper.cli;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.Yaml;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.template.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives a secret another name. */
@Command(
    name = "rename",
    mixinStandardHelpOptions = true,
    description = "Renames a secret in ledger, rule files and templates, in one commit.")
final class SecretsRenameCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private CommitOptions commit = new CommitOptions();

  @Parameters(index = "0", paramLabel = "OLD", description = "The name it has.")
  private String old = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "The name it is to have.")
  private String fresh = "";

  SecretsRenameCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    SecretName from = new SecretName(old);
    SecretName to = new SecretName(fresh);
    try (Session session = Session.open(console, common)) {
      Ledger ledger = session.ledger();
      SortedMap<String, Optional<byte[]>> files = new TreeMap<>();
      boolean used = replaceTags(session.repository().root(), from, to, files);
      if (!used && !ledger.entries().containsKey(from)) {
        throw new CliException(
            ExitCode.USAGE,
            "no file and no ledger entry has the secret '" + from + "'",
            "see the names with: rulekeeper secrets list");
      }
      if (session.secretNames(session.ruleFiles()).contains(to)) {
        throw new CliException(
            ExitCode.USAGE,
            "the secret '" + to + "' exists already; two secrets do not become one by a rename",
            "choose another name, or edit the rule files to use '" + to + "'");
      }
      files.putAll(ledgerFile(session, ledger, from, to));
      commit.apply(session, files, "Rename the secret " + from + " to " + to + "\n");
      console.print(
          """
          %1$s is now %2$s in %3$d file(s). Rename it in the secret map too:
            %1$s  ->  %2$s   (%4$s  ->  %5$s)
          """
              .formatted(
                  from,
                  to,
                  files.size(),
                  dev.rulekeeper.secret.map.SecretSources.variable(from),
                  dev.rulekeeper.secret.map.SecretSources.variable(to)));
      return ExitCode.DONE.number();
    }
  }

  /** Tags have one spelling, so replacing their text is exact; comments and layout stay. */
  private static boolean replaceTags(
      Path root, SecretName from, SecretName to, SortedMap<String, Optional<byte[]>> files) {
    String before = Tag.secret(from.value()).toString();
    String after = Tag.secret(to.value()).toString();
    for (String folder : new String[] {"rules", "templates", "sites"}) {
      if (!Files.isDirectory(root.resolve(folder))) {
        continue;
      }
      try (Stream<Path> walk = Files.walk(root.resolve(folder))) {
        for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
          String text = Files.readString(file);
          if (text.contains(before)) {
            files.put(
                root.relativize(file).toString().replace('\\', '/'),
                Optional.of(text.replace(before, after).getBytes(StandardCharsets.UTF_8)));
          }
        }
      } catch (IOException e) {
        throw new CliException(
            ExitCode.FAILED,
            "cannot read the files under " + folder,
            "check that they can be read and are UTF-8");
      }
    }
    return !files.isEmpty();
  }

  private static SortedMap<String, Optional<byte[]>> ledgerFile(
      Session session, Ledger ledger, SecretName from, SecretName to) {
    SortedMap<String, Optional<byte[]>> file = new TreeMap<>();
    TreeMap<SecretName, Ledger.Entry> entries = new TreeMap<>(ledger.entries());
    Ledger.Entry entry = entries.remove(from);
    if (entry == null) {
      return file;
    }
    entries.put(to, entry);
    Path path = session.repository().root().resolve(RuleRepository.LEDGER);
    try {
      String text =
          Yaml.rewrite(RuleRepository.LEDGER, Files.readString(path), new Ledger(entries).write());
      file.put(RuleRepository.LEDGER, Optional.of(text.getBytes(StandardCharsets.UTF_8)));
      return file;
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILED, "cannot read secrets.yaml", "check that it can be read and is UTF-8");
    }
  }
}
