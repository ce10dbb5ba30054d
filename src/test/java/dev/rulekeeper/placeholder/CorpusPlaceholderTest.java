package dev.rulekeeper.placeholder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Samples;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.Leaves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorpusPlaceholderTest {
  @ParameterizedTest
  @MethodSource("dev.rulekeeper.Samples#corpora")
  void every_text_of_a_real_rule_is_a_literal_that_comes_back(Path corpus) throws IOException {
    for (Path file : Samples.json(corpus)) {
      ExactJson.parse(Files.readString(file))
          .ifPresent(tree -> Leaves.forEach(tree, (at, text) -> comesBack(file + " " + at, text)));
    }
  }

  private static void comesBack(String where, String text) {
    PlaceholderText literal = PlaceholderText.literal(text);
    assertThat(PlaceholderText.parse(literal.source())).as(where).isEqualTo(literal);
    assertThat(literal.render(tag -> Optional.empty())).as(where).isEqualTo(text);
  }
}
