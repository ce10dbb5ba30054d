package dev.rulekeeper.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What a report looks like, kept in a file for people to read. {@code -Drulekeeper.golden=write}
 * writes them anew.
 */
public final class GoldenFile {
  private static final Path FOLDER = Path.of("src/test/resources/dev/rulekeeper/report");

  private GoldenFile() {}

  /** Whether the golden file {@code name} holds {@code text}. */
  public static void holds(String name, String text) throws IOException {
    Path file = FOLDER.resolve(name);
    if ("write".equals(System.getProperty("rulekeeper.golden"))) {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, text);
    }
    assertThat(file).as("the golden file of this report").exists();
    assertThat(text).isEqualTo(Files.readString(file));
  }
}
