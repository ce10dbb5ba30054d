package dev.rulekeeper.secret.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.template.Encoding;
import dev.rulekeeper.template.Template;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegionTest {
  private static final SecretName NAME = new SecretName("bot");

  @Test
  void a_stretch_becomes_the_placeholder() {
    assertThat(new Region(7, 12, Optional.empty()).replace("Bearer token <<open>>", NAME))
        .isEqualTo("Bearer <<secret:bot>> <<open>>");
  }

  @Test
  void a_less_than_sign_before_it_is_written_as_a_tag() {
    String replaced = new Region(1, 6, Optional.empty()).replace("<token>", NAME);
    assertThat(replaced).isEqualTo("<<lt>><<secret:bot>>>");
    assertThat(Template.parse(replaced).render(tag -> Optional.of("token"))).isEqualTo("<token>");
  }

  @Test
  void a_region_inside_an_encoded_text_becomes_a_section() {
    String inner = "a<<:" + Encoding.JSON.encode("q\"token");
    String encoded = Encoding.BASE64.encode(inner);
    var json = new Region.Inside(Encoding.JSON, "q\"token", new Region(2, 7, Optional.empty()));
    var base64 =
        new Region.Inside(Encoding.BASE64, inner, new Region(4, inner.length(), Optional.of(json)));
    String text = "Basic " + encoded + "\n";
    String replaced = new Region(6, text.length() - 1, Optional.of(base64)).replace(text, NAME);
    assertThat(replaced)
        .isEqualTo("Basic <<#base64>>a<<open>>:<<#json>>q\"<<secret:bot>><</json>><</base64>>\n");
    assertThat(Template.parse(replaced).render(tag -> Optional.of("token"))).isEqualTo(text);
  }
}
