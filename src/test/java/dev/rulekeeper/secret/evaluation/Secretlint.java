package dev.rulekeeper.secret.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The scanner secretlint from npm, with its recommended rules, run as a process on rules in files.
 */
final class Secretlint {
  private static final String VERSION = "12.0.0";
  private static final String PRESET = "@secretlint/secretlint-rule-preset-recommend";

  private final Path folder;

  private Secretlint(Path folder) {
    this.folder = folder;
  }

  /**
   * Installs secretlint below {@code folder}.
   *
   * @throws IOException if npm cannot be started or fails
   */
  static Secretlint install(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    var command =
        List.of(
            "npm",
            "install",
            "--no-audit",
            "--no-fund",
            "--prefix",
            folder.toAbsolutePath().toString(),
            "secretlint@" + VERSION,
            PRESET + "@" + VERSION);
    if (Run.of(folder, folder.resolve("install.log"), command).code() != 0) {
      throw new IOException("npm install failed; see " + folder.resolve("install.log"));
    }
    Files.writeString(
        folder.resolve(".secretlintrc.json"), "{\"rules\": [{\"id\": \"" + PRESET + "\"}]}\n");
    return new Secretlint(folder);
  }

  /**
   * Runs it on every {@code .json} file of {@code files}.
   *
   * @throws IOException if it cannot be started or fails
   */
  Run scan(Path files) throws IOException, InterruptedException {
    var command =
        List.of(
            "node_modules/.bin/secretlint", "--format", "json", files.toAbsolutePath() + "/*.json");
    Run run = Run.of(folder, findings(), command);
    if (run.code() != 0 && run.code() != 1) {
      throw new IOException("secretlint ended with " + run.code() + " instead of 0 or 1");
    }
    return run;
  }

  /** The names of the files of which the last scan reported anything. */
  Set<String> flagged() throws IOException {
    var flagged = new HashSet<String>();
    for (JsonNode file : new ObjectMapper().readTree(findings().toFile())) {
      if (!file.path("messages").isEmpty()) {
        flagged.add(String.valueOf(Path.of(file.path("filePath").asText()).getFileName()));
      }
    }
    return flagged;
  }

  private Path findings() {
    return folder.resolve("findings.json");
  }
}
