package dev.rulekeeper.secret.detection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class UnreadTextsTest {
  private static final String TOKEN = "ghp_EXAMPLE7xQ2mK9vLpR4sT8wYzB3cD6fGh1jN";

  @Test
  void bytes_that_are_no_text_are_told_of_with_place_and_length_and_nothing_else() {
    byte[] picture = new byte[600];
    new Random(7).nextBytes(picture);
    String blob = Base64.getEncoder().encodeToString(picture);
    List<UnreadTexts.Unread> unread = new UnreadTexts().in(body("see " + blob + " there"));
    assertThat(unread).hasSize(1);
    assertThat(unread.get(0).pointer())
        .isEqualTo(JsonPointer.compile("/components/0/value/customBody"));
    assertThat(unread.get(0).what())
        .contains("800 characters of base64")
        .doesNotContain(blob.substring(0, 12));
  }

  @Test
  void a_text_in_base64_that_is_longer_than_what_is_decoded_is_told_of() {
    String text = "all is well here. ".repeat(4_000);
    String blob = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    assertThat(new UnreadTexts().in(body(blob))).hasSize(1);
    assertThat(new UnreadTexts().in(body(blob.substring(0, 40_000)))).isEmpty();
  }

  @Test
  void a_field_named_like_a_credential_is_told_of_and_its_name_is_not_shown() {
    ObjectNode fields = body("plain");
    fields.putObject("params").put(TOKEN, 1).put("priority", 2);
    List<UnreadTexts.Unread> unread = new UnreadTexts().in(fields);
    assertThat(unread).hasSize(1);
    assertThat(unread.get(0).pointer()).isEqualTo(JsonPointer.compile("/params"));
    assertThat(unread.toString()).doesNotContain(TOKEN);
  }

  @Test
  void prose_code_and_short_digests_are_all_looked_at() {
    assertThat(new UnreadTexts().in(body("{\"sha\": \"" + "0123456789abcdef".repeat(8) + "\"}")))
        .isEmpty();
    assertThat(new UnreadTexts().in(body("a sentence of many words, ".repeat(200)))).isEmpty();
  }

  private static ObjectNode body(String text) {
    ObjectNode fields = ExactJson.object().put("name", "Any");
    ObjectNode component = fields.putArray("components").addObject().put("component", "ACTION");
    component.put("type", "jira.issue.outgoing.webhook").putObject("value").put("customBody", text);
    return fields;
  }
}
