package dev.rulekeeper.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.rule.Leaves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CorpusTemplateTest {
  @Test
  void every_text_of_a_real_rule_is_a_literal_that_comes_back() throws IOException {
    String shared = System.getProperty("rulekeeper.shared", "");
    assumeTrue(!shared.isEmpty(), "set -Drulekeeper.shared to the folder that holds the corpus");
    List<Path> files;
    try (Stream<Path> walk = Files.walk(Path.of(shared, "corpus"))) {
      files = walk.filter(path -> path.toString().endsWith(".json")).toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      ExactJson.parse(Files.readString(file))
          .ifPresent(tree -> Leaves.forEach(tree, (at, text) -> comesBack(file + " " + at, text)));
    }
  }

  private static void comesBack(String where, String text) {
    Template literal = Template.literal(text);
    assertThat(Template.parse(literal.source())).as(where).isEqualTo(literal);
    assertThat(literal.render(tag -> Optional.empty())).as(where).isEqualTo(text);
  }
}
