package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.sandbox.FaultKind;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One command while one thing goes wrong. The law: a run that ends well has done its work, one that
 * does not says why; no rule is lost, no value leaks; and the same command completes once all is
 * well again.
 */
final class FaultCell implements AutoCloseable {
  private static final String NEW_NAME = "Named anew";
  private static final int PIECE = 10;

  /** What is run. */
  enum Command {
    EXPORT,
    PLAN,
    SYNC,
    ROTATION,
    UNDO,
    ADOPTION,
    VERIFICATION
  }

  private final Command command;
  private final Fault fault;
  private final Path folder;
  private final Sandbox sandbox;
  private final HostileSite site;
  private final SandboxRepository repository;
  private final Path remote;
  private String id = "";
  private String oldName = "";
  private List<String> arguments = List.of();

  FaultCell(Command command, Fault fault, Path folder) throws IOException {
    this.command = command;
    this.fault = fault;
    this.folder = folder;
    this.sandbox = Sandbox.start(SandboxOptions.builder().rules(30).build());
    this.site = HostileSite.before(sandbox);
    this.repository = SandboxRepository.exported(sandbox, folder);
    this.remote = folder.resolve("remote.git");
  }

  /** Runs the cell; gives what became of the run under the fault, in a few words. */
  String run() throws IOException, InterruptedException {
    prepare();
    int rules = sandbox.rules().size();
    CommandRun run = underFault();
    assertLaw(run, rules);
    mend();
    CommandRun again = CommandRun.of(repository.environment(), repository.root(), all());
    again.succeeded();
    assertThat(isDone()).as("what the second run was to do").isTrue();
    assertThat(sandbox.rules()).hasSize(rules);
    if (command != Command.UNDO && command != Command.ADOPTION && command != Command.VERIFICATION) {
      repository.runWithSecrets("plan", "--exit-code").succeeded();
    }
    return became(run.exit());
  }

  private static String became(int exit) {
    if (exit == 0) {
      return "completes";
    }
    String how = exit > 128 || exit < 0 ? "is ended" : "stops with " + exit;
    return how + ", then completes";
  }

  private void assertLaw(CommandRun run, int rules) throws IOException {
    assertThat(run.said()).doesNotContain("failed unexpectedly");
    PrintableTextTest.assertPrintable(run.said());
    if (run.exit() == 0) {
      assertThat(isDone())
          .as("a run that ended well did its work; it said %s", run.said())
          .isTrue();
    } else if (run.exit() > 0 && run.exit() < 128 && fault != Fault.OUTPUT_FULL) {
      assertThat(run.said()).as("why it stopped").isNotBlank();
    }
    assertThat(sandbox.rules()).as("rules on the site").hasSize(rules);
    assertNothingLeaked(run);
  }

  private void assertNothingLeaked(CommandRun run) throws IOException {
    String piece = sandbox.targetToken().substring(0, PIECE);
    assertThat(run.said()).doesNotContain(piece);
    try (Stream<Path> files = Files.walk(repository.root())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1).contains(piece))
            .as("a value in %s", file.getFileName())
            .isFalse();
      }
    }
  }

  private void prepare() throws IOException, InterruptedException {
    git(folder, "init", "-q", "--bare", "-b", "main", remote.toString());
    git(repository.root(), "remote", "add", "origin", remote.toUri().toString());
    git(repository.root(), "push", "-q", "origin", "HEAD:main");
    id = plainRule();
    oldName = nameOnSite();
    List<String> words =
        switch (command) {
          case EXPORT -> {
            sandbox.edit(id, rule -> rule.put("name", NEW_NAME));
            yield List.of("export");
          }
          case PLAN -> List.of("plan");
          case SYNC -> {
            rename();
            yield List.of("sync");
          }
          case ROTATION -> {
            rotate();
            yield List.of("sync");
          }
          case UNDO -> {
            rename();
            repository.runWithSecrets("sync").succeeded();
            yield List.of("undo", firstRun());
          }
          case ADOPTION -> {
            adopted();
            yield List.of("secrets", "adopt", "--all", "--secrets-out", adoptedTo().toString());
          }
          case VERIFICATION -> List.of("secrets", "verify", nameOfToken());
        };
    List<String> all = new ArrayList<>(words);
    if (command != Command.ADOPTION) {
      all.addAll(List.of("--request-timeout", "1"));
      all.addAll(List.of("--secrets-file", repository.secrets().toString()));
    }
    arguments = List.copyOf(all);
    // Without a commit, the next plan differs for another reason than the fault.
    git(
        repository.root(),
        "-c",
        "core.hooksPath=/dev/null",
        "commit",
        "-qam",
        "Edit",
        "--allow-empty");
    if (fault.isOfSite()) {
      repository.environment().put("RULEKEEPER_API_URL", site.url());
      repository.environment().put("RULEKEEPER_SITE_URL", site.url());
    }
  }

  private String[] all() {
    return arguments.toArray(String[]::new);
  }

  private String plainRule() throws IOException {
    for (var envelope : sandbox.rules()) {
      String rule = envelope.path("rule").path("uuid").asText();
      String text = Files.readString(repository.fileOf(rule));
      if (text.contains("\ncomponents:\n")
          && !text.contains("<<")
          && !text.contains("connectionId")) {
        return rule;
      }
    }
    throw new AssertionError("no rule without secrets");
  }

  private void rename() throws IOException {
    Path file = repository.fileOf(id);
    Files.writeString(
        file, Files.readString(file).replaceFirst("(?m)^name: .*$", "name: " + NEW_NAME));
  }

  private void rotate() throws IOException {
    repository.rotate(nameOfToken(), sandbox.rotateTargetToken());
  }

  private String nameOfToken() throws IOException {
    return repository.secretMap().entrySet().stream()
        .filter(entry -> entry.getValue().equals(sandbox.targetToken()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private void adopted() throws IOException {
    Path file = repository.fileOf(id);
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst(
                "(?m)^components:\n",
                """
                components:
                  - component: ACTION
                    type: jira.issue.outgoing.webhook
                    schemaVersion: 1
                    value:
                      url: https://build.acme.example/start
                      method: POST
                      headers:
                        - name: Authorization
                          value: Bearer EXAMPLE0unnamed0token0Zk3vQ8
                          headerSecure: true
                """));
  }

  private Path adoptedTo() {
    return folder.resolve("adopted.json");
  }

  private String firstRun() throws IOException {
    try (Stream<Path> files = Files.list(repository.root().resolve(".rulekeeper/journal"))) {
      return files
          .sorted()
          .findFirst()
          .orElseThrow()
          .getFileName()
          .toString()
          .replace(".jsonl", "");
    }
  }

  private String nameOnSite() {
    return sandbox.rule(id).path("rule").path("name").asText();
  }

  private boolean isDone() throws IOException {
    return switch (command) {
      case EXPORT -> Files.readString(repository.fileOf(id)).contains(NEW_NAME);
      case PLAN, VERIFICATION -> true;
      case SYNC -> nameOnSite().equals(NEW_NAME);
      case ROTATION -> sandbox.fireAll().stream().filter(d -> d.sent()).allMatch(d -> d.accepted());
      case UNDO -> nameOnSite().equals(oldName);
      case ADOPTION ->
          !Files.readString(repository.fileOf(id)).contains("EXAMPLE0unnamed0token")
              && Files.exists(adoptedTo());
    };
  }

  private CommandRun underFault() throws IOException, InterruptedException {
    if (fault.isOfSite()) {
      site.answers(fault.answering());
      return CommandRun.of(repository.environment(), repository.root(), all());
    }
    if (fault.hook().isPresent()) {
      hook(remote.resolve("hooks/pre-receive"), fault.hook().get());
      return CommandRun.of(repository.environment(), repository.root(), all());
    }
    return inAProcess();
  }

  private static void hook(Path hook, String command) throws IOException {
    Files.createDirectories(Objects.requireNonNull(hook.getParent()));
    Files.writeString(hook, "#!/bin/sh\n" + command + "\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();
  }

  private void mend() throws IOException {
    site.answers(HostileSite::honest);
    sandbox.hook((method, path) -> FaultKind.NONE);
    Files.deleteIfExists(remote.resolve("hooks/pre-receive"));
    Files.deleteIfExists(repository.root().resolve(".git/hooks/pre-commit"));
  }

  private CommandRun inAProcess() throws IOException, InterruptedException {
    AtomicReference<@Nullable Process> running = new AtomicReference<>();
    AtomicInteger requests = new AtomicInteger();
    if (fault.isSignal()) {
      sandbox.hook(
          (method, path) -> {
            boolean isTime =
                fault.isWriting() ? method.equals("PUT") : requests.incrementAndGet() == 2;
            if (isTime) {
              end(running);
            }
            return FaultKind.NONE;
          });
    }
    if (fault.isWriting()) {
      hook(
          repository.root().resolve(".git/hooks/pre-commit"), "kill -" + fault.signal() + " $PPID");
    }
    Path out = folder.resolve("fault.out");
    Path err = folder.resolve("fault.err");
    ProcessBuilder builder =
        new ProcessBuilder(fault.command(repository.root(), java()))
            .directory(repository.root().toFile())
            .redirectOutput(
                fault == Fault.OUTPUT_FULL ? Path.of("/dev/full").toFile() : out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(repository.environment());
    Process process = builder.start();
    running.set(process);
    if (fault.isSignal() && command == Command.ADOPTION) {
      TimeUnit.MILLISECONDS.sleep(700);
      end(running);
    }
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("the run ends").isTrue();
    return new CommandRun(
        process.exitValue(), Files.exists(out) ? Files.readString(out) : "", Files.readString(err));
  }

  private void end(AtomicReference<@Nullable Process> running) {
    Process process = running.get();
    if (process != null && fault.signal().equals("KILL")) {
      process.destroyForcibly();
    } else if (process != null) {
      process.destroy();
    }
  }

  private List<String> java() {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-XX:-UsePerfData"));
    java.addAll(List.of("-cp", classes, Main.class.getName()));
    java.addAll(arguments);
    return java;
  }

  private static void git(Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("git", "-c", "user.name=A"));
    words.addAll(List.of("-c", "user.email=a@example.com"));
    words.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", words, said).isZero();
  }

  @Override
  public void close() {
    site.close();
    sandbox.close();
  }
}
