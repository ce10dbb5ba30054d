package dev.rulekeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that says what is promised names tests that exist. */
class SecurityPageTest {
  private static final Pattern NAME = Pattern.compile("`([A-Za-z]+Test)\\.([a-zA-Z_0-9]+)`");

  @Test
  void every_promise_names_a_test_that_exists() throws IOException {
    List<String> missing = new ArrayList<>();
    int found = 0;
    for (String line : Files.readAllLines(Path.of("docs/security.md"))) {
      Matcher name = NAME.matcher(line);
      boolean promise = line.startsWith("| ") && !line.startsWith("| promised");
      if (promise && !name.find()) {
        missing.add("no test for " + line);
      }
      name.reset();
      while (name.find()) {
        found++;
        if (!holds(name.group(1), name.group(2))) {
          missing.add(name.group());
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(found).isGreaterThan(20);
  }

  private static boolean holds(String type, String method) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      for (Path file : files.filter(f -> f.endsWith(type + ".java")).toList()) {
        if (Files.readString(file).contains("void " + method + "(")) {
          return true;
        }
      }
      return false;
    }
  }
}
