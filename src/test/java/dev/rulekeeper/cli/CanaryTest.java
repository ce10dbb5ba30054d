package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.sandbox.FaultKind;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import dev.rulekeeper.secret.guard.LeakGuard;
import dev.rulekeeper.secret.map.SecretMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five hundred rules full of tokens that stand nowhere else go through everything; afterwards no
 * file, no Git object and no line of output may hold one of them in any encoding.
 */
class CanaryTest {
  private static final int RULES = 500;
  @TempDir private Path folder;
  private final Map<SecretName, SecretValue> canaries = new TreeMap<>();
  private final List<String> said = new ArrayList<>();

  @Test
  void no_token_leaves_the_process_but_to_the_site_and_the_secrets_file()
      throws IOException, InterruptedException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder().rules(1).build())) {
      for (int i = 0; i < RULES; i++) {
        sandbox.add(rule(sandbox, i), ExactJson.array());
      }
      SandboxRepository repository = SandboxRepository.init(sandbox, folder);
      say(repository.run("export", "-v").exitedWith(6));
      say(
          repository
              .run("export", "-v", "--secrets-out", repository.secrets().toString())
              .succeeded());
      Path older = folder.resolve("older.json");
      Files.copy(repository.secrets(), older, StandardCopyOption.COPY_ATTRIBUTES);
      rotateEveryThird(repository);
      for (String format : List.of("text", "json", "markdown")) {
        say(repository.runWithSecrets("plan", "-v", "-o", format));
      }
      AtomicInteger writes = new AtomicInteger();
      sandbox.hook(
          (method, path) ->
              method.equals("PUT") && writes.incrementAndGet() % 7 == 0
                  ? FaultKind.TRUNCATED
                  : FaultKind.NONE);
      say(repository.runWithSecrets("sync", "-v"));
      repository.environment().put("RULEKEEPER_STACKTRACE", "1");
      sandbox.hook((method, path) -> FaultKind.NONE);
      repository.environment().put("ATLASSIAN_API_TOKEN", canary("wrong-token"));
      say(repository.runWithSecrets("sync", "-v").exitedWith(1));
      repository.environment().put("ATLASSIAN_API_TOKEN", sandbox.token());
      say(repository.runWithSecrets("undo", "-v", "--force", "--with-old", older.toString()));
      say(repository.runWithSecrets("sync", "-v"));
      say(crashing(repository));
      killed(sandbox, repository);
      say(repository.runWithSecrets("export", "-v", "--full"));
      say(repository.run("secrets", "list"));
      say(repository.run("lint"));
      say(new CommandRun(0, Files.readString(breakAFile(repository)), ""));
      say(repository.runWithSecrets("plan"));
      assertNothingLeaked(repository);
    }
  }

  private void say(CommandRun run) {
    said.add(run.said());
  }

  /** A plan that fails in the middle, with a value in the message of what nobody expected. */
  private static CommandRun crashing(SandboxRepository repository) throws IOException {
    String value = repository.secretMap().values().iterator().next();
    AtomicBoolean failed = new AtomicBoolean();
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {
            if (!failed.getAndSet(true)) {
              throw new IllegalStateException("cannot write " + value, new Error("at " + value));
            }
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            repository.environment(),
            repository.root(),
            new StandardStreams(InputStream.nullInputStream(), out, err, false),
            "plan",
            "-v",
            "--secrets-file",
            repository.secrets().toString());
    String said = err.toString(StandardCharsets.UTF_8);
    assertThat(said).contains("failed unexpectedly", "at dev.rulekeeper.cli.PlanCommand");
    return new CommandRun(exit, "", said).exitedWith(1);
  }

  /** Processes with a folder for temporary files that is searched too; one of them is killed. */
  private void killed(Sandbox sandbox, SandboxRepository repository)
      throws IOException, InterruptedException {
    ChildProcess child = new ChildProcess(repository, folder);
    assertThat(child.run("export", "export", "-v", "--full")).isZero();
    rotateEveryThird(repository);
    CountDownLatch writing = new CountDownLatch(5);
    CountDownLatch dead = new CountDownLatch(1);
    sandbox.hook(
        (method, path) -> {
          if (method.equals("PUT")) {
            writing.countDown();
            if (writing.getCount() == 0) {
              await(dead);
            }
          }
          return FaultKind.NONE;
        });
    Process sync = child.start("sync", "sync", "-v");
    assertThat(writing.await(3, TimeUnit.MINUTES)).isTrue();
    sync.destroyForcibly().waitFor();
    dead.countDown();
    sandbox.hook((method, path) -> FaultKind.NONE);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A broken rule file must not make an error message quote what is around it. */
  private static Path breakAFile(SandboxRepository repository) throws IOException {
    Path file = repository.root().resolve("rules/broken.yaml");
    Files.writeString(file, "id: [\n");
    return file;
  }

  private String canary(String purpose) {
    String value = "CANARY" + Integer.toString(canaries.size(), 36) + "x" + purpose + "xYRANAC";
    canaries.put(new SecretName("canary-" + canaries.size()), SecretValue.of(value));
    return value;
  }

  private ObjectNode rule(Sandbox sandbox, int number) {
    ObjectNode rule = ((ObjectNode) sandbox.rules().get(0).path("rule")).deepCopy();
    rule.remove("uuid");
    rule.put("name", "Canary rule " + number);
    ArrayNode components = rule.putArray("components");
    ObjectNode component =
        components
            .addObject()
            .put("component", "ACTION")
            .put("schemaVersion", 1)
            .put("type", "jira.issue.outgoing.webhook");
    component.putArray("children");
    component.putArray("conditions");
    ObjectNode value = component.putObject("value").put("method", "POST");
    value.put("url", "https://api.acme.example/hook?token=" + canary("query" + number) + "&n=1");
    value.put("contentType", "custom").put("sendIssue", false);
    value.put("responseEnabled", false).put("continueOnErrorEnabled", false);
    value.put(
        "customBody",
        "{\"issue\": {{issue.id}},\n \"password\": \""
            + canary("body" + number)
            + "\",\n \"nested\": \"{\\\"client_secret\\\": \\\""
            + canary("nested" + number)
            + "\\\"}\"}");
    ArrayNode headers = value.putArray("headers");
    headers
        .addObject()
        .put("name", "Authorization")
        .put("headerSecure", number % 2 == 0)
        .put("value", authorization(number));
    headers
        .addObject()
        .put("name", "X-Api-Key")
        .put("headerSecure", false)
        .put("value", canary("key" + number));
    return rule;
  }

  private String authorization(int number) {
    String token = canary("auth" + number);
    return number % 3 == 0
        ? "Basic "
            + Base64.getEncoder()
                .encodeToString(("bot@acme.example:" + token).getBytes(StandardCharsets.UTF_8))
        : "Bearer " + token;
  }

  private void rotateEveryThird(SandboxRepository repository) throws IOException {
    int number = 0;
    ObjectNode map = (ObjectNode) ExactJson.read(Files.readString(repository.secrets()));
    for (Map.Entry<String, String> entry : repository.secretMap().entrySet()) {
      if (number++ % 3 == 0) {
        map.put(entry.getKey(), canary("rotated" + number));
      }
    }
    Files.writeString(repository.secrets(), ExactJson.write(map));
  }

  private void assertNothingLeaked(SandboxRepository repository) throws IOException {
    LeakGuard guard = LeakGuard.of(SecretMap.of(canaries));
    assertThat(said).isNotEmpty();
    for (String output : said) {
      assertThat(guard.search("output", output.getBytes(StandardCharsets.UTF_8)))
          .as("in %.2000s", output)
          .isEmpty();
    }
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      List<String> objects = new ArrayList<>();
      workTree.objects(
          (id, content) -> {
            objects.add(id);
            assertThat(guard.search(id, content)).isEmpty();
          });
      assertThat(objects).as("what was looked through").isNotEmpty();
    }
    try (var paths = Files.walk(folder)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        if (!file.equals(repository.secrets()) && !file.endsWith("older.json")) {
          assertThat(guard.search(file.toString(), Files.readAllBytes(file)))
              .as("in %s", file)
              .isEmpty();
        }
      }
    }
    assertThat(guard.search("secrets", Files.readAllBytes(repository.secrets())))
        .as("the guard sees the canaries where they are")
        .isNotEmpty();
  }
}
