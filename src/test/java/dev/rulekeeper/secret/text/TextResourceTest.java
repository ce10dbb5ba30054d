package dev.rulekeeper.secret.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.secret.format.TokenFormats;
import org.junit.jupiter.api.Test;

class TextResourceTest {
  @Test
  void a_table_is_read_without_comments_and_empty_lines() {
    assertThat(TextResource.lines(TokenFormats.class, "token-formats.txt"))
        .isNotEmpty()
        .noneMatch(String::isBlank)
        .noneMatch(line -> line.startsWith("#"));
  }

  @Test
  void a_table_that_is_not_there_is_an_error_that_names_it() {
    assertThatThrownBy(() -> TextResource.lines(TokenFormats.class, "none.txt"))
        .hasMessage("none.txt is not in the program");
  }
}
