package dev.rulekeeper.cli;

import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small site, its rules in a repository, and the file of one of them, which somebody edits. */
record OneRuleFile(Sandbox sandbox, SandboxRepository repository, Path file)
    implements AutoCloseable {

  static OneRuleFile exported(Path folder) throws IOException {
    Sandbox sandbox = Sandbox.start(SandboxOptions.builder().rules(3).build());
    SandboxRepository repository = SandboxRepository.exported(sandbox, folder);
    return new OneRuleFile(
        sandbox,
        repository,
        repository.fileOf(sandbox.rules().get(0).path("rule").path("uuid").asText()));
  }

  /** Writes {@code text} in the place of what first fits {@code pattern}. */
  void replace(String pattern, String text) throws IOException {
    Files.writeString(file, Files.readString(file).replaceFirst(pattern, text));
  }

  /** Puts components before all others that write these sentences into a log. */
  void log(String... sentences) throws IOException {
    StringBuilder components = new StringBuilder("components:");
    for (String sentence : sentences) {
      components.append(
          "\n"
              + "  - component: ACTION\n"
              + "    type: codebarrel.action.log\n"
              + "    schemaVersion: 1\n"
              + "    value: "
              + sentence);
    }
    replace("(?m)^components:", components.toString());
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
