package dev.rulekeeper.cli;

import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.Schema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sets up a rule repository. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = "Sets up a rule repository for a site, in a new or an existing Git repository.")
final class InitCommand implements Callable<Integer> {
  private static final List<String> IGNORED =
      List.of(".rulekeeper/*", "!.rulekeeper/schema/", "*.env");
  private final Console console;

  @Option(
      names = {"-C", "--directory"},
      paramLabel = "DIR",
      description = "The folder to set up; made where it is missing.")
  private @Nullable Path directory;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The site, like https://acme.atlassian.net.")
  private @Nullable String url;

  @Option(
      names = "--site",
      paramLabel = "NAME",
      description = "What to call the site; by default the first word of its host.")
  private @Nullable String site;

  @Option(
      names = "--product",
      defaultValue = "jira",
      description = "jira or confluence (default: ${DEFAULT-VALUE}).")
  private String product = "jira";

  @Option(names = "--no-commit", description = "Write the files and commit nothing.")
  private boolean noCommit;

  InitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path root =
        directory == null
            ? console.directory()
            : console.directory().resolve(directory).normalize();
    if (Files.exists(root.resolve(RuleRepository.CONFIGURATION))) {
      throw new CliException(
          ExitCode.USAGE,
          root.getFileName() + " is a rule repository already: it has a rulekeeper.yaml",
          "add the site there by hand, or choose another folder with -C DIR");
    }
    URI address = address(url == null ? ask() : url);
    SiteName name = new SiteName(site == null ? nameOf(address) : site);
    try (WorkTree workTree = WorkTree.init(root)) {
      TreeMap<String, Optional<byte[]>> files = new TreeMap<>();
      files.put(
          workTree.pathOf(root.resolve(RuleRepository.CONFIGURATION)),
          bytes(configuration(name, address, product)));
      for (Schema schema : Schema.values()) {
        files.put(
            workTree.pathOf(root.resolve(Schema.FOLDER).resolve(schema.fileName())),
            bytes(schema.text()));
      }
      files.put(
          workTree.pathOf(root.resolve(SecretMapTemplate.PATH)), bytes(SecretMapTemplate.EMPTY));
      gitignore(root)
          .ifPresent(text -> files.put(workTree.pathOf(root.resolve(".gitignore")), bytes(text)));
      workTree
          .installHook("pre-commit", hook(console, workTree.root().relativize(realPath(root))))
          .ifPresent(kept -> console.say("Note: " + kept));
      if (noCommit) {
        workTree.write(files);
      } else {
        workTree.commit(files, "Set up rulekeeper for " + name + "\n", Optional.empty());
      }
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILED, "cannot write in " + root, "check that the folder can be written to");
    }
    console.print(
        """
        Set up for %s at %s. Next:
          export ATLASSIAN_EMAIL=… ATLASSIAN_API_TOKEN=…
          rulekeeper export%s --secrets-out ../secrets.env
        """
            .formatted(name, address, directory == null ? "" : " -C " + directory));
    return ExitCode.DONE.number();
  }

  /** Runs before every commit, by whomever: the leak guard of export sees only its own commits. */
  private static String hook(Console console, Path folder) {
    return """
        #!/bin/sh
        # Written by rulekeeper init: no credential in clear may be committed.
        %s lint --secrets -C %s || {
          echo 'To commit without this check: git commit --no-verify' >&2
          exit 1
        }
        """
        .formatted(command(console), quoted("./" + folder));
  }

  /** How this program was started: by the launcher, else as a jar. */
  private static String command(Console console) {
    Optional<String> launcher = console.variable("RULEKEEPER_LAUNCHER");
    if (launcher.isPresent()) {
      return quoted(launcher.get());
    }
    String program =
        InitCommand.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return program.endsWith(".jar") ? quoted(java) + " -jar " + quoted(program) : "rulekeeper";
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static Path realPath(Path folder) throws IOException {
    return folder.toRealPath();
  }

  private String ask() {
    if (!console.terminal()) {
      throw new CliException(
          ExitCode.USAGE,
          "init needs to know the site",
          "give it with --url https://acme.atlassian.net");
    }
    console.say("Which site? (like https://acme.atlassian.net)");
    try {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
      return Optional.ofNullable(reader.readLine()).orElse("").strip();
    } catch (IOException e) {
      throw new CliException(ExitCode.FAILED, "cannot read the answer", "give the site with --url");
    }
  }

  private static URI address(String text) {
    String full = text.contains("://") ? text : "https://" + text;
    try {
      URI uri = URI.create(full);
      String host = uri.getHost();
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (host != null && web && uri.getUserInfo() == null) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return URI.create(uri.getScheme() + "://" + host.toLowerCase(Locale.ROOT) + port);
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the message below.
    }
    throw new CliException(
        ExitCode.USAGE,
        "'" + text + "' is not the URL of a site",
        "write it like --url https://acme.atlassian.net");
  }

  private static String nameOf(URI address) {
    String host = address.getHost();
    if (host.equals("localhost") || host.matches("[0-9.]+") || host.startsWith("[")) {
      return "sandbox";
    }
    String first = host.split("\\.", 2)[0].replaceAll("[^a-z0-9-]", "-");
    return SiteName.isValid(first) ? first : "site";
  }

  private static String configuration(SiteName name, URI address, String product) {
    return Schema.header(RuleRepository.CONFIGURATION)
        + """
        # Sites and defaults of this rule repository.
        site: %1$s
        sites:
          %1$s:
            url: %2$s
            product: %3$s

        # A sync stops where more rules than this would change their content; rotations do not count.
        guards:
          max-changes: 30%%
          max-changes-minimum: 10
        """
            .formatted(name, address, product);
  }

  private static Optional<String> gitignore(Path root) throws IOException {
    Path file = root.resolve(".gitignore");
    String text = Files.exists(file) ? Files.readString(file) : "";
    List<String> missing = new ArrayList<>(IGNORED);
    missing.removeAll(text.lines().toList());
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String separator = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
    return Optional.of(text + separator + String.join("\n", missing) + "\n");
  }

  private static Optional<byte[]> bytes(String text) {
    return Optional.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
