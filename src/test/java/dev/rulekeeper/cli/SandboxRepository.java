package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A rule repository for a sandbox, in a folder of its own, used through the command line. */
final class SandboxRepository {
  private final Sandbox sandbox;
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  private SandboxRepository(Sandbox sandbox, Path folder) {
    this.sandbox = sandbox;
    this.folder = folder;
    environment.put("RULEKEEPER_SITE_URL", sandbox.url());
    environment.put("RULEKEEPER_API_URL", sandbox.url());
    environment.put("ATLASSIAN_EMAIL", sandbox.email());
    environment.put("ATLASSIAN_API_TOKEN", sandbox.token());
    environment.put("RULEKEEPER_SETTLE_SECONDS", "0");
    environment.put("USER", "tester");
  }

  /** The repository that lies below {@code folder} already. */
  static SandboxRepository at(Sandbox sandbox, Path folder) {
    return new SandboxRepository(sandbox, folder);
  }

  /** Sets up a repository below {@code folder}; nothing is exported yet. */
  static SandboxRepository init(Sandbox sandbox, Path folder) {
    return init(sandbox, folder, "jira");
  }

  /** Sets up a repository for a site of {@code product} below {@code folder}. */
  static SandboxRepository init(Sandbox sandbox, Path folder, String product) {
    SandboxRepository repository = new SandboxRepository(sandbox, folder);
    CommandRun.of(
            repository.environment,
            folder,
            "init",
            "--url",
            sandbox.url(),
            "--product",
            product,
            "-C",
            repository.root().toString())
        .succeeded();
    return repository;
  }

  /** Sets up a repository and exports into it. */
  static SandboxRepository exported(Sandbox sandbox, Path folder) {
    SandboxRepository repository = init(sandbox, folder);
    repository.run("export", "--secrets-out", repository.secrets().toString()).succeeded();
    return repository;
  }

  Path root() {
    return folder.resolve("rules");
  }

  Path secrets() {
    return folder.resolve("secrets.json");
  }

  Map<String, String> environment() {
    return environment;
  }

  /** Runs a command in the repository. */
  CommandRun run(String... arguments) {
    return CommandRun.of(environment, root(), arguments);
  }

  /** Runs a command in the repository with its secret map. */
  CommandRun runWithSecrets(String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--secrets-file";
    all[arguments.length + 1] = secrets().toString();
    return CommandRun.of(environment, root(), all);
  }

  /** The secret map as exported. */
  Map<String, String> secretMap() throws IOException {
    Map<String, String> map = new HashMap<>();
    ExactJson.read(Files.readString(secrets()))
        .properties()
        .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
    return map;
  }

  /** Gives a secret another value in the secret map. */
  void rotate(String name, String value) throws IOException {
    var tree =
        (com.fasterxml.jackson.databind.node.ObjectNode)
            ExactJson.read(Files.readString(secrets()));
    tree.put(name, value);
    Files.writeString(secrets(), ExactJson.write(tree));
  }

  /** Takes a secret out of the secret map. */
  void forget(String name) throws IOException {
    var tree =
        (com.fasterxml.jackson.databind.node.ObjectNode)
            ExactJson.read(Files.readString(secrets()));
    tree.remove(name);
    Files.writeString(secrets(), ExactJson.write(tree));
  }

  /** The file of the rule with this id, relative to the root. */
  Path fileOf(String id) throws IOException {
    try (Stream<Path> files = Files.walk(root().resolve("rules"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file).contains(id)) {
          return file;
        }
      }
    }
    throw new AssertionError("no file for the rule " + id);
  }

  /** Removes a file, and commits that; whoever made it and did not commit it commits it first. */
  void remove(Path file) throws IOException {
    try (WorkTree workTree = WorkTree.open(root())) {
      String path = workTree.pathOf(file);
      workTree.commit(
          FileChanges.writing(path, Files.readString(file)), "Add a rule", Optional.empty());
      workTree.commit(
          FileChanges.builder().remove(path).build(), "Remove a rule", Optional.empty());
    }
  }

  /** The plan as JSON. */
  JsonNode plan() {
    return ExactJson.read(runWithSecrets("plan", "-o", "json").out());
  }

  Sandbox sandbox() {
    return sandbox;
  }
}
