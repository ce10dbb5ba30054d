package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How {@code gh} was called.
 *
 * @param words its operands
 */
record GhCall(Path directory, List<String> words, Map<String, String> options) {
  private static final Set<String> FLAGS = Set.of("--paginate", "--silent");

  static GhCall of(Path directory, String... arguments) {
    List<String> words = new ArrayList<>();
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      if (FLAGS.contains(arguments[i])) {
        continue;
      }
      if (arguments[i].startsWith("-")) {
        options.put(arguments[i], arguments[i + 1]);
        i++;
      } else {
        words.add(arguments[i]);
      }
    }
    return new GhCall(directory, words, options);
  }

  String command() {
    return words.get(0).equals("api") ? "api" : words.get(0) + " " + words.get(1);
  }

  String operand() {
    return words.get(1);
  }

  String option(String name) {
    return options.getOrDefault(name, "");
  }

  /** The text of the file that an option names. */
  String file(String option) throws IOException {
    return Files.readString(directory.resolve(option(option)));
  }

  /** The list as {@code --jq} makes it. */
  CommandRun listed(JsonNode list) throws IOException {
    Process jq =
        new ProcessBuilder("jq", "-r", option("--jq"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var in = jq.getOutputStream()) {
      in.write(ExactJson.write(list).getBytes(StandardCharsets.UTF_8));
    }
    String out = new String(jq.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new CommandRun(jq.waitFor(), out, "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
