package dev.rulekeeper.workflow;

import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.git.RealGit;
import dev.rulekeeper.secret.guard.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A rule repository in a Git work tree, with one site, and what its commands say. */
final class WorkRepository implements Environment {
  /** The id of the rule in {@link #rule}. */
  static final String ID = "019ab7c0-1111-7222-8333-444455556666";

  final List<String> said = new ArrayList<>();
  final Map<String, String> variables = new TreeMap<>();
  private final Path root;
  private final Redactor redactor = new Redactor();

  private WorkRepository(Path root) {
    this.root = root;
  }

  /** One in {@code root} with a first commit on {@code main}, for a site of Atlassian. */
  static WorkRepository in(Path root) throws IOException {
    WorkRepository made = new WorkRepository(Files.createDirectories(root));
    made.git("init", "-q", "-b", "main");
    made.write("rulekeeper.yaml", "sites:\n  acme:\n    url: https://acme.atlassian.net\n");
    made.write("secrets.yaml", "secrets:\n  bot:\n    hosts: [ci.acme.example]\n");
    made.commit("Begin");
    return made;
  }

  /** The one that somebody cloned to {@code root}. */
  static WorkRepository at(Path root) {
    return new WorkRepository(root);
  }

  /** A rule of the project 10001 that says {@code text}. */
  static String rule(String id, String text) {
    return """
    id: %s
    name: Tell
    state: ENABLED
    scope: project/10001
    trigger: {component: TRIGGER, type: jira.manual.trigger.issue, value: {}}
    components:
      - component: ACTION
        type: codebarrel.action.log
        value: %s
    """
        .formatted(id, text);
  }

  Session session() {
    return Session.open(
        this,
        new SessionOptions(
            root, Optional.empty(), 1, Duration.ofSeconds(1), false, () -> Progress.SILENT));
  }

  void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  String read(String path) throws IOException {
    return Files.readString(root.resolve(path));
  }

  void commit(String message) {
    git("add", "-A");
    git("commit", "-q", "-m", message);
  }

  String git(String... arguments) {
    return RealGit.git(root, arguments);
  }

  @Override
  public Map<String, String> variables() {
    return variables;
  }

  @Override
  public Path directory() {
    return root;
  }

  @Override
  public Clock clock() {
    return Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);
  }

  @Override
  public Redactor redactor() {
    return redactor;
  }

  @Override
  public void say(String line) {
    said.add(line);
  }
}
