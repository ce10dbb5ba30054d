package dev.rulekeeper.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Set up, export, rotate, sync and plan again, with one artefact against one sandbox. */
final class Story {
  private Story() {}

  /** Plays it in {@code folder}, where {@code rulekeeper} sees it under the same path. */
  static void play(Program rulekeeper, Sandbox sandbox, Path folder) throws IOException {
    Path rules = folder.resolve("rules");
    Path secrets = folder.resolve("values.env");
    Program tool = rulekeeper.with(environment(sandbox));
    tool.run("init", "--url", sandbox.url(), "-C", rules.toString()).succeeded();
    tool.run("export", "-C", rules.toString(), "--secrets-out", secrets.toString()).succeeded();
    String newToken = rotate(sandbox, secrets);
    tool.run("sync", "-C", rules.toString(), "--secrets-file", secrets.toString()).succeeded();
    assertThat(sandbox.rules().toString()).contains(newToken);
    tool.run("plan", "--exit-code", "-C", rules.toString(), "--secrets-file", secrets.toString())
        .succeeded();
  }

  /** What leads a command to the sandbox. */
  static Map<String, String> environment(Sandbox sandbox) {
    return Map.of(
        "RULEKEEPER_SITE_URL", sandbox.url(),
        "RULEKEEPER_API_URL", sandbox.url(),
        "ATLASSIAN_EMAIL", sandbox.email(),
        "ATLASSIAN_API_TOKEN", sandbox.token(),
        "RULEKEEPER_SETTLE_SECONDS", "0");
  }

  private static String rotate(Sandbox sandbox, Path secrets) throws IOException {
    String old = sandbox.targetToken();
    String map = Files.readString(secrets);
    assertThat(map).contains(old);
    String newToken = sandbox.rotateTargetToken();
    Files.writeString(secrets, map.replace(old, newToken));
    return newToken;
  }
}
