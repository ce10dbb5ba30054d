package dev.rulekeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** CONTRIBUTING.md speaks of what there is. */
final class ContributingTest {
  /** A name with a second capital, as classes have and other words in code do not. */
  private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][A-Za-z]*)+)`");

  private static final Pattern ROOM = Pattern.compile("(?m)^\\| `([a-z]+)` \\|");

  @Test
  void every_class_that_it_names_is_there() throws IOException {
    Set<String> classes = classes();
    List<String> named = found(CLASS);
    assertThat(named).hasSizeGreaterThan(30);
    assertThat(named).isSubsetOf(classes);
  }

  @Test
  void every_room_is_in_its_table_and_in_its_picture() throws IOException {
    Set<String> rooms;
    try (Stream<Path> folders = Files.list(Path.of("src/main/java/dev/rulekeeper"))) {
      rooms =
          folders
              .filter(Files::isDirectory)
              .map(folder -> folder.getFileName().toString())
              .collect(Collectors.toSet());
    }
    assertThat(rooms).hasSizeGreaterThan(20);
    assertThat(found(ROOM)).containsAll(rooms);
    String picture =
        Documents.blocks(Path.of("CONTRIBUTING.md"), "").stream()
            .filter(block -> block.contains("workflow"))
            .collect(Collectors.joining());
    assertThat(List.of(picture.split("[^a-z]+"))).containsAll(rooms);
  }

  private static List<String> found(Pattern pattern) throws IOException {
    return pattern
        .matcher(Files.readString(Path.of("CONTRIBUTING.md")))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  private static Set<String> classes() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }
}
