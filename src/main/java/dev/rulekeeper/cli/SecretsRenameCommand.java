package dev.rulekeeper.cli;

import dev.rulekeeper.export.Adoption;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.map.SecretSources;
import dev.rulekeeper.template.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    description =
        "Renames a secret in ledger, rule files, templates and secrets.env.example, in one commit. "
            + "Where NEW exists already, the two become one.")
final class SecretsRenameCommand implements Callable<Integer> {
  private static final String RENAMED =
      """
      %1$s is now %2$s in %3$d file(s). Rename it in the secret map and among the CI secrets too:
        %1$s  ->  %2$s
      """;
  private static final String MERGED =
      """
      %1$s is %2$s now, which was there before, in %3$d file(s): the next sync writes the value of
      %2$s wherever %1$s was. Take %1$s out of the secret map and of the CI secrets:
        %1$s  ->  %2$s
      """;
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
      boolean merged = session.secretNames(session.ruleFiles()).contains(to);
      Ledger renamed = ledger.renamed(from, to);
      if (!renamed.equals(ledger)) {
        files.put(
            RuleRepository.LEDGER,
            Optional.of(
                new Adoption(renamed, List.of())
                    .text(session.ledgerText())
                    .getBytes(StandardCharsets.UTF_8)));
      }
      SecretMapTemplate.in(session.repository().root())
          .ifPresent(template -> template.renamed(from, to).addTo(files, template));
      commit.apply(session, files, "Rename the secret " + from + " to " + to + "\n");
      console.print(
          (merged ? MERGED : RENAMED).formatted(from, to, files.size()) + variables(from, to));
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

  /** The environment variables that are named after the secret, also for single sites. */
  private static String variables(SecretName from, SecretName to) {
    String before = SecretSources.variable(from);
    String after = SecretSources.variable(to);
    return """
      %1$s  ->  %2$s
      %1$s_AT_<SITE>  ->  %2$s_AT_<SITE>
    """
        .formatted(before, after);
  }
}
