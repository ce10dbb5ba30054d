package dev.rulekeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rules, answers and a description of the API to test against: our own, which have the shapes that
 * were seen, and those in the folder of {@code -Drulekeeper.shared}, which come from elsewhere and
 * cannot be part of this project. With {@code RULEKEEPER_REQUIRE_SHARED} set, tests fail without
 * the latter.
 */
public final class Samples {
  private Samples() {}

  /** The folders: ours, and the other where there is one. */
  public static Stream<Path> folders() {
    Path own = Path.of("src/test/resources/samples");
    String shared = System.getProperty("rulekeeper.shared", "");
    if (shared.isEmpty()) {
      assertThat(System.getenv("RULEKEEPER_REQUIRE_SHARED"))
          .as("samples are required; name their folder by -Drulekeeper.shared")
          .isNull();
      return Stream.of(own);
    }
    assertThat(Path.of(shared)).as("the folder of -Drulekeeper.shared").isDirectory();
    return Stream.of(own, Path.of(shared));
  }

  /** The folders with exported rules. */
  public static Stream<Path> corpora() {
    return folders().map(folder -> folder.resolve("corpus"));
  }

  /** The JSON files at any depth of a folder, of which there is at least one. */
  public static List<Path> json(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
      assertThat(found).as("files in %s", folder).isNotEmpty();
      return found;
    }
  }
}
