package dev.rulekeeper.secret.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tables in text files beside the classes that read them. */
public final class TextResource {
  private TextResource() {}

  /**
   * The lines of {@code name}, a file of the package of {@code reader}, but for empty ones and
   * comments, which begin with {@code #}.
   */
  public static List<String> lines(Class<?> reader, String name) {
    try (InputStream file = reader.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is not in the program");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
