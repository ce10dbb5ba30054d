package dev.rulekeeper.cli;

import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.sandbox.Delivery;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import dev.rulekeeper.secret.guard.LeakGuard;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.map.SecretSources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The story of one rotated token, played with the real commands against the built-in site. */
final class Demo {
  private static final int LONGEST = 24;
  private final Console console;
  private final @Nullable Path keep;

  Demo(Console console, @Nullable Path keep) {
    this.console = console;
    this.keep = keep;
  }

  int play() {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      Path folder = keep == null ? Files.createTempDirectory("rulekeeper-demo") : keep;
      try {
        new Story(sandbox, folder).tell();
      } finally {
        if (keep == null) {
          delete(folder);
        }
      }
      return ExitCode.DONE.number();
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILED,
          "the demo cannot write its files",
          "check that the folder for temporary files can be written to, or use --keep DIR");
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** One telling. */
  private final class Story {
    private final Sandbox sandbox;
    private final Path folder;
    private final Path rules;
    private final Path secrets;
    private final Map<String, String> environment;

    Story(Sandbox sandbox, Path folder) {
      this.sandbox = sandbox;
      this.folder = folder;
      this.rules = folder.resolve("rules");
      this.secrets = folder.resolve("secrets.env");
      this.environment =
          new TreeMap<>(
              Map.of(
                  "RULEKEEPER_SITE_URL", sandbox.url(),
                  "RULEKEEPER_API_URL", sandbox.url(),
                  "ATLASSIAN_EMAIL", sandbox.email(),
                  "ATLASSIAN_API_TOKEN", sandbox.token(),
                  "ATLASSIAN_ORG_ID", sandbox.organizationId(),
                  "ATLASSIAN_ORG_API_KEY", sandbox.organizationKey(),
                  "RULEKEEPER_SETTLE_SECONDS", "0",
                  "USER", "demo"));
    }

    void tell() throws IOException {
      say("A site with " + sandbox.rules().size() + " automation rules runs at " + sandbox.url());

      chapter("1. The rules go into Git, their secrets do not");
      // Its folder may lie in a repository of the user's, where none of this has any business.
      WorkTree.make(rules);
      run("init", "--url", sandbox.url(), "-C", rules.toString());
      run("export", "-C", rules.toString(), "--secrets-out", secrets.toString());
      SecretMap map = readSecrets();
      say(
          "  "
              + map.names().size()
              + " secrets, their values in "
              + secrets.getFileName()
              + " only.");
      proveThatGitHoldsNoValue(map);
      run("lint", "-C", rules.toString());

      chapter("2. Which token is about to expire, and where is it?");
      run("names", "-C", rules.toString());
      run(
          ExitCode.FOUND,
          "secrets",
          "expiring",
          "--from-org",
          "--within",
          "30d",
          "-C",
          rules.toString());
      SecretName bot = nameOf(map, sandbox.targetToken());
      run("secrets", "where", bot.value(), "-C", rules.toString());

      chapter("3. The token is rotated, and the rules begin to fail");
      deliver();
      sandbox.rotateTargetToken();
      say("  … the old token of " + sandbox.targetUser() + " is revoked, a new one is issued …");
      deliver();

      chapter("4. One secret is changed, and the plan shows what that means");
      write(map.with(SecretMap.of(Map.of(bot, SecretValue.of(sandbox.targetToken())))));
      say("  " + bot + " in " + secrets.getFileName() + " has the new value now.");
      run("plan", "-C", rules.toString(), "--secrets-file", secrets.toString());

      chapter("5. Sync, and the rules work again");
      run("sync", "-C", rules.toString(), "--secrets-file", secrets.toString());
      deliver();
      run("plan", "--exit-code", "-C", rules.toString(), "--secrets-file", secrets.toString());

      chapter("6. The next time by one command, which proves that the old token is gone");
      environment.put("NEW_TOKEN", sandbox.rotateTargetToken());
      say("  … NEW_TOKEN holds another token for " + sandbox.targetUser() + " …");
      run(
          "rotate",
          bot.value(),
          "--value-from-env",
          "NEW_TOKEN",
          "-C",
          rules.toString(),
          "--secrets-file",
          secrets.toString());
      deliver();
      SecretMap newest =
          SecretMap.of(Map.of(new SecretName("newest"), SecretValue.of(sandbox.targetToken())));
      proveThatGitHoldsNoValue(readSecrets().with(newest));
      say("");
      say("That is all: one secret changed, every rule that used it is up to date.");
    }

    private void chapter(String title) {
      say("");
      say(title);
    }

    private void say(String line) {
      console.print(line + "\n");
    }

    /** Runs a command as a user would, and shows the first lines of what it prints. */
    private void run(String... arguments) {
      run(ExitCode.DONE, arguments);
    }

    private void run(ExitCode expected, String... arguments) {
      say("  $ rulekeeper " + shown(arguments));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int exit =
          Main.run(
              environment,
              folder,
              new StandardStreams(InputStream.nullInputStream(), out, err, false),
              arguments);
      List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
      int last = lines.size() <= LONGEST ? 0 : 1;
      lines.stream().limit(LONGEST - 2L * last).forEach(line -> say("    " + shown(line)));
      if (last == 1) {
        say("    … " + (lines.size() - LONGEST + 1) + " more lines …");
        say("    " + lines.get(lines.size() - 1));
      }
      if (exit != expected.number()) {
        throw new CliException(
            ExitCode.FAILED,
            "the demo stopped: " + arguments[0] + " ended with exit code " + exit,
            err.toString(StandardCharsets.UTF_8).lines().toList(),
            "");
      }
    }

    /** As somebody beside the folder {@code rules} would write it: files are named from there. */
    private String shown(String... arguments) {
      return String.join(" ", arguments)
          .replace(rules.toString(), rules.getFileName().toString())
          .replace(secrets.toString(), "../" + secrets.getFileName());
    }

    private void deliver() {
      List<Delivery> sent = sandbox.fireAll().stream().filter(Delivery::sent).toList();
      long accepted = sent.stream().filter(Delivery::accepted).count();
      say(
          "  The rules send "
              + sent.size()
              + " requests: "
              + accepted
              + " accepted, "
              + (sent.size() - accepted)
              + " refused.");
    }

    private void proveThatGitHoldsNoValue(SecretMap map) {
      LeakGuard guard = LeakGuard.of(map);
      AtomicInteger objects = new AtomicInteger();
      AtomicInteger leaks = new AtomicInteger();
      try (WorkTree workTree = WorkTree.open(rules)) {
        workTree.objects(
            (id, content) -> {
              objects.incrementAndGet();
              leaks.addAndGet(guard.search(id, content).size());
            });
      }
      say(
          "  "
              + objects
              + " Git objects searched for every value in every encoding: "
              + leaks
              + " found.");
      if (leaks.get() > 0) {
        throw new CliException(ExitCode.LEAK, "the demo stopped: a value is in Git", "");
      }
    }

    private SecretMap readSecrets() throws IOException {
      return SecretSources.read(
          Optional.of(Files.readString(secrets)),
          Map.of(),
          List.of(),
          text -> {
            throw new IllegalStateException("the demo writes dotenv");
          });
    }

    private SecretName nameOf(SecretMap map, String token) {
      return map.names().stream()
          .filter(name -> map.value(name).equals(Optional.of(SecretValue.of(token))))
          .findFirst()
          .orElseThrow(
              () ->
                  new CliException(
                      ExitCode.FAILED, "the demo stopped: export did not find its token", ""));
    }

    private void write(SecretMap map) throws IOException {
      Files.writeString(secrets, SecretSources.write(map, SecretSources.Format.DOTENV));
    }
  }
}
