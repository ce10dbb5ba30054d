package dev.rulekeeper.secret.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.rule.SecretName;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextSpanTest {
  private static final SecretName NAME = new SecretName("bot");

  @Test
  void a_stretch_becomes_the_placeholder() {
    assertThat(new TextSpan(7, 12, Optional.empty()).replace("Bearer token <<open>>", NAME))
        .isEqualTo("Bearer <<secret:bot>> <<open>>");
  }

  @Test
  void a_less_than_sign_before_it_is_written_as_a_tag() {
    String replaced = new TextSpan(1, 6, Optional.empty()).replace("<token>", NAME);
    assertThat(replaced).isEqualTo("<<lt>><<secret:bot>>>");
    assertThat(PlaceholderText.parse(replaced).render(tag -> Optional.of("token")))
        .isEqualTo("<token>");
  }

  @Test
  void a_region_inside_an_encoded_text_becomes_a_section() {
    String inner = "a<<:" + Encoding.JSON.encode("q\"token");
    String encoded = Encoding.BASE64.encode(inner);
    var json = new TextSpan.Inside(Encoding.JSON, "q\"token", new TextSpan(2, 7, Optional.empty()));
    var base64 =
        new TextSpan.Inside(
            Encoding.BASE64, inner, new TextSpan(4, inner.length(), Optional.of(json)));
    String text = "Basic " + encoded + "\n";
    String replaced = new TextSpan(6, text.length() - 1, Optional.of(base64)).replace(text, NAME);
    assertThat(replaced)
        .isEqualTo("Basic <<#base64>>a<<open>>:<<#json>>q\"<<secret:bot>><</json>><</base64>>\n");
    assertThat(PlaceholderText.parse(replaced).render(tag -> Optional.of("token"))).isEqualTo(text);
  }
}
