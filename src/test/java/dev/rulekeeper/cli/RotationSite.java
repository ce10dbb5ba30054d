package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A site whose rules hold secrets in one request each, and the rule repository made from it. */
final class RotationSite implements AutoCloseable {
  private final Sandbox sandbox;
  private final SandboxRepository repository;

  private final boolean masked;

  private RotationSite(Sandbox sandbox, SandboxRepository repository, boolean masked) {
    this.sandbox = sandbox;
    this.repository = repository;
    this.masked = masked;
  }

  static RotationSite start(Path folder, SandboxOptions options) {
    Sandbox sandbox = Sandbox.start(options);
    SandboxRepository repository = SandboxRepository.init(sandbox, folder);
    return new RotationSite(sandbox, repository, options.maskedReads());
  }

  /** Whether the site shows no value of a hidden header. */
  boolean isMasked() {
    return masked;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  SandboxRepository repository() {
    return repository;
  }

  /** Adds a rule on the site with this header; gives its id. */
  String withHeader(String header) {
    return add("https://ci.acme.example/start", header, "");
  }

  /** Adds a rule on the site with this body. */
  String withBody(String body) {
    return add("https://ci.acme.example/start", "", body);
  }

  /** Adds a rule on the site with this address. */
  String withAddress(String address) {
    return add(address, "", "");
  }

  /** Adds a rule on the site with one request and one line for the log. */
  String add(String address, String header, String body) {
    ObjectNode rule = ((ObjectNode) sandbox.rules().get(0).path("rule")).deepCopy();
    rule.remove("uuid");
    rule.put("name", "Start a build").put("description", "as it was");
    ArrayNode components = rule.putArray("components");
    ObjectNode value = component(components, "jira.issue.outgoing.webhook").putObject("value");
    value.put("url", address).put("method", "POST");
    value.put("contentType", body.isEmpty() ? "empty" : "custom").put("sendIssue", false);
    value.put("customBody", body);
    value.put("responseEnabled", false).put("continueOnErrorEnabled", false);
    ArrayNode headers = value.putArray("headers");
    if (!header.isEmpty()) {
      headers
          .addObject()
          .put("name", "Authorization")
          .put("value", header)
          .put("headerSecure", true);
    }
    component(components, "codebarrel.action.log").put("value", "started");
    return sandbox.add(rule, ExactJson.array());
  }

  private static ObjectNode component(ArrayNode components, String type) {
    ObjectNode component =
        components.addObject().put("component", "ACTION").put("schemaVersion", 1).put("type", type);
    component.putArray("children");
    component.putArray("conditions");
    return component;
  }

  /** What somebody in the browser does elsewhere in the rule. */
  void editElsewhere(String id) {
    sandbox.edit(id, rule -> rule.put("description", "edited in the browser"));
  }

  /** Exports with these values known; what has no name yet goes into the same map. */
  void export(Map<String, String> values) throws IOException {
    Files.writeString(repository.secrets(), "{}");
    repository.secrets().toFile().setReadable(false, false);
    repository.secrets().toFile().setReadable(true, true);
    secrets(values);
    repository
        .runWithSecrets("export", "--secrets-out", repository.secrets().toString())
        .succeeded();
  }

  /** Gives these names these values in the secret map; the others keep theirs. */
  void secrets(Map<String, String> values) throws IOException {
    for (Map.Entry<String, String> entry : values.entrySet()) {
      repository.rotate(entry.getKey(), entry.getValue());
    }
  }

  String header(String id) {
    return request(id).path("headers").path(0).path("value").asText();
  }

  String body(String id) {
    return request(id).path("customBody").asText();
  }

  String address(String id) {
    return request(id).path("url").asText();
  }

  private com.fasterxml.jackson.databind.JsonNode request(String id) {
    return sandbox.rule(id).path("rule").path("components").path(0).path("value");
  }

  /** The rule files and the ledger, by path. */
  Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(repository.root())) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = repository.root().relativize(path).toString();
        if (name.startsWith("rules/") || name.equals("secrets.yaml")) {
          files.put(name, Files.readString(path));
        }
      }
    }
    return files;
  }

  /** The base, by path. */
  Map<String, String> base() {
    Map<String, String> base = new TreeMap<>();
    String site = repository.plan().path("site").asText();
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      workTree
          .base(new SiteName(site))
          .read()
          .orElseThrow()
          .files()
          .forEach((path, content) -> base.put(path, new String(content, StandardCharsets.UTF_8)));
    }
    assertThat(base).isNotEmpty();
    return base;
  }

  /** Everything that this repository has on the disk, packed Git objects aside. */
  String everythingWritten() throws IOException {
    StringBuilder text = new StringBuilder();
    files().values().forEach(text::append);
    base().values().forEach(text::append);
    Path journal = repository.root().resolve(".rulekeeper");
    if (Files.exists(journal)) {
      try (Stream<Path> paths = Files.walk(journal)) {
        for (Path path : paths.filter(Files::isRegularFile).toList()) {
          text.append(Files.readString(path));
        }
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
