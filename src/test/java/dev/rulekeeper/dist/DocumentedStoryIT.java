package dev.rulekeeper.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Documents;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code docs/start.md} and {@code docs/rotate.md} tell people to type, typed into one shell,
 * with the sandbox for their site and an editor that puts the new token in.
 */
final class DocumentedStoryIT {
  @TempDir private Path folder;

  @Test
  void from_an_empty_folder_to_a_revoked_token() throws IOException {
    CleanMachine machine = CleanMachine.in(folder.resolve("machine"));
    Path home = machine.unpack(Artefacts.built().withRuntime());
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder().rules(12).build())) {
      String old = sandbox.targetToken();
      String next = sandbox.rotateTargetToken();
      Path script = folder.resolve("typed.sh");
      Files.writeString(script, "set -eu\n" + typed(sandbox) + "\necho 'all of it'\n");
      Program.Result result =
          new Program(List.of("bash", script.toString()), environment(home), folder)
              .with("RULEKEEPER_API_URL", sandbox.url())
              .with("RULEKEEPER_SITE_URL", sandbox.url())
              .with("EDITOR", editor(old, next))
              .run()
              .succeeded();
      assertThat(result.out()).contains("Safe to revoke").endsWith("all of it\n");
      assertThat(result.out() + result.err()).doesNotContain(old, next);
      assertThat(sandbox.rules().toString()).contains(next).doesNotContain(old);
    }
  }

  private static String typed(Sandbox sandbox) throws IOException {
    StringBuilder typed = new StringBuilder();
    for (String page : List.of("start", "rotate")) {
      List<String> blocks = Documents.blocks(Path.of("docs", page + ".md"), "sh");
      assertThat(blocks).hasSizeGreaterThan(4);
      blocks.forEach(typed::append);
    }
    return typed
        .toString()
        .replace("ci-bot", "bot-acme-example")
        .replace("https://acme.atlassian.net", sandbox.url())
        .replace("ATLASSIAN_EMAIL=me@acme.com", "ATLASSIAN_EMAIL=" + sandbox.email())
        .replace("ATLASSIAN_API_TOKEN=…", "ATLASSIAN_API_TOKEN=" + sandbox.token());
  }

  /** The shell of somebody who has Git, and the tool on the PATH. */
  private Map<String, String> environment(Path home) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("HOME", folder.toString());
    environment.put("USER", "tester");
    environment.put("CI", "true");
    environment.put("GIT_PAGER", "cat");
    environment.put("RULEKEEPER_SETTLE_SECONDS", "0");
    return environment;
  }

  private String editor(String old, String next) throws IOException {
    Path editor = folder.resolve("editor");
    Files.writeString(editor, "#!/bin/sh\nsed -i 's/" + old + "/" + next + "/' \"$1\"\n");
    Files.setPosixFilePermissions(editor, PosixFilePermissions.fromString("rwxr-xr-x"));
    return editor.toString();
  }
}
