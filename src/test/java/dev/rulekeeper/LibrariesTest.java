package dev.rulekeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No library comes into the project without a line that says what for, and why this one. */
final class LibrariesTest {
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>[^<]+</groupId>\\s*<artifactId>([^<]+)</artifactId>");
  private static final List<String> ONLY_VERSIONS =
      List.of("jackson-bom", "junit-bom", "slf4j-bom", "jsr305", "pitest-junit5-plugin");

  @Test
  void every_dependency_of_the_build_has_its_line_in_the_decision() throws IOException {
    List<String> dependencies =
        DEPENDENCY
            .matcher(Files.readString(Path.of("pom.xml")))
            .results()
            .map((MatchResult match) -> match.group(1))
            .filter(name -> !ONLY_VERSIONS.contains(name))
            .toList();
    assertThat(dependencies).hasSizeGreaterThan(15);
    String decision = Files.readString(Path.of("docs/adr/0004-libraries.md"));
    assertThat(dependencies).allSatisfy(name -> assertThat(decision).contains("`" + name + "`"));
  }
}
