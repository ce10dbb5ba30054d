package dev.rulekeeper.secret.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.detection.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The detector as a process of its own, so that it can be measured as a scanner is: prints the
 * names of the {@code .json} files of a folder that hold a credential. One thread.
 */
public final class FileScan {
  private FileScan() {}

  /** Scans the folder that is the only argument. */
  public static void main(String[] arguments) throws IOException {
    var detector = new Detector();
    Set<String> flagged = new TreeSet<>();
    try (var files = Files.newDirectoryStream(Path.of(arguments[0]), "*.json")) {
      for (Path file : files) {
        if (holdsCredential(detector, ExactJson.read(Files.readString(file)))) {
          flagged.add(String.valueOf(file.getFileName()));
        }
      }
    }
    flagged.forEach(System.out::println);
  }

  /** One rule, or several under {@code rules} as in an export from the browser. */
  private static boolean holdsCredential(Detector detector, JsonNode file) {
    boolean found = false;
    for (JsonNode rule : file.has("rules") ? file.path("rules") : List.of(file)) {
      found |= detector.find((ObjectNode) rule).stream().anyMatch(Finding::certain);
    }
    return found;
  }

  /** The command that scans {@code folder}. */
  static List<String> command(Path folder) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        // In a run of seconds the optimising compiler takes more time than it saves.
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        FileScan.class.getName(),
        folder.toAbsolutePath().toString());
  }
}
