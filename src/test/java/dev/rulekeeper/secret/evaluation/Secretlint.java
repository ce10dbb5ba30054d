package dev.rulekeeper.secret.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rulekeeper.secret.evaluation.LabelledRule.Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The scanner secretlint from npm, with its recommended rules, run as a process on rules in files.
 *
 * @param flagged names of the files of which it reported anything
 * @param seconds from its start to its end, Node's start included
 */
record Secretlint(Set<String> flagged, double seconds) {
  private static final String VERSION = "12.0.0";
  private static final String PRESET = "@secretlint/secretlint-rule-preset-recommend";

  /**
   * Installs secretlint below {@code folder} and runs it on every {@code .json} file of {@code
   * files}.
   *
   * @throws IOException if a process cannot be started or fails
   */
  static Secretlint run(Path folder, Path files) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path out = folder.resolve("findings.json");
    String home = folder.toAbsolutePath().toString();
    int installed =
        process(
            folder,
            folder.resolve("install.log"),
            List.of(
                "npm",
                "install",
                "--prefix",
                home,
                "secretlint@" + VERSION,
                PRESET + "@" + VERSION));
    if (installed != 0) {
      throw new IOException("npm install ended with " + installed + "; see install.log");
    }
    Files.writeString(
        folder.resolve(".secretlintrc.json"), "{\"rules\": [{\"id\": \"" + PRESET + "\"}]}\n");
    var command =
        List.of(
            "node_modules/.bin/secretlint",
            "--format",
            "json",
            "--maskSecrets",
            files.toAbsolutePath() + "/*.json");
    long start = System.nanoTime();
    int code = process(folder, out, command);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (code != 0 && code != 1) {
      throw new IOException("secretlint ended with " + code + " instead of 0 or 1");
    }
    return new Secretlint(flagged(out), seconds);
  }

  /** How many rules of a group and kind it reported; rule {@code i} stands in {@code i.json}. */
  Map<String, Integer> byKind(List<LabelledRule> rules) {
    var counts = new TreeMap<String, Integer>();
    for (int i = 0; i < rules.size(); i++) {
      if (flagged.contains(i + ".json")) {
        counts.merge(rules.get(i).group() + " " + rules.get(i).kind(), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** How many rules of {@code group} it reported. */
  int count(List<LabelledRule> rules, Group group) {
    return byKind(rules).entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(group + " "))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private static int process(Path folder, Path out, List<String> command)
      throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(out.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
        .waitFor();
  }

  private static Set<String> flagged(Path out) throws IOException {
    var flagged = new HashSet<String>();
    for (JsonNode file : new ObjectMapper().readTree(out.toFile())) {
      if (!file.path("messages").isEmpty()) {
        flagged.add(String.valueOf(Path.of(file.path("filePath").asText()).getFileName()));
      }
    }
    return flagged;
  }
}
