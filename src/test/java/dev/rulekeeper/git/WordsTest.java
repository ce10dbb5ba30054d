package dev.rulekeeper.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void user_and_password_of_a_url_are_left_out() {
    assertThat(Words.clean("cannot open https://bot:s3cr@tEXAMPLE@git.example.com:8443/x.git: no"))
        .isEqualTo("cannot open https://git.example.com:8443/x.git: no");
    assertThat(Words.clean("'https://ghpEXAMPLE@example.com/x' and ssh://git@example.com/y"))
        .isEqualTo("'https://example.com/x' and ssh://example.com/y");
  }

  @Test
  void escape_sequences_and_control_characters_are_left_out_and_lines_kept() {
    assertThat(Words.clean("a\u001b[31mred\u001b[0m\u0007 \r\n  b\rc\u202e\n\n"))
        .isEqualTo("ared\n  b\nc");
  }

  @Test
  void a_flood_is_cut() {
    assertThat(Words.clean("x".repeat(100_000))).hasSizeLessThan(4100).endsWith("…");
  }

  @Property(tries = 200)
  void a_password_in_a_url_never_gets_through_a_failure(
      @ForAll @AlphaChars @NotBlank @StringLength(min = 8, max = 20) String password) {
    String url = "https://bot:" + password + "@example.com/x.git";
    GitException failure =
        RemoteFailure.of(
            "cannot push to origin", new IOException(url + ": gone", new IOException("at " + url)));
    assertThat(failure.getMessage() + failure.hint()).doesNotContain(password);
    assertThat(failure).hasNoCause();
  }
}
