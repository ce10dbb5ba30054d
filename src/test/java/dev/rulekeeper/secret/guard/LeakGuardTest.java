package dev.rulekeeper.secret.guard;

import static dev.rulekeeper.secret.Secrets.TOKEN;
import static dev.rulekeeper.secret.Secrets.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.guard.LeakGuard.Leak;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeakGuardTest {
  private static final SecretName BOT = new SecretName("bot");
  private final LeakGuard guard = LeakGuard.of(map(Map.of("bot", TOKEN, "pin", "1234")));

  @Test
  void clean_bytes_have_no_leak() {
    assertThat(search("rules/a.yaml", "value: <<secret:bot>>\n1234\n")).isEmpty();
  }

  @Test
  void a_leak_is_named_by_path_and_line_and_never_shown() {
    assertThat(search("rules/a.yaml", "one\ntwo " + TOKEN + " " + TOKEN + "\n\n" + TOKEN))
        .containsExactly(new Leak(BOT, "rules/a.yaml:2"), new Leak(BOT, "rules/a.yaml:4"));
  }

  @Test
  void every_encoding_is_a_leak() {
    for (Encoding outer : Encoding.values()) {
      for (Encoding inner : Encoding.values()) {
        String text = "x: " + outer.encode("a" + inner.encode("bot@acme.com:" + TOKEN));
        assertThat(search("f", text)).as("%s in %s", inner, outer).contains(new Leak(BOT, "f:1"));
      }
    }
    assertThat(search("f", TOKEN.replace("=", "%3d"))).hasSize(1);
    assertThat(search("f", TOKEN.replace("=", "\\u003d"))).hasSize(1);
  }

  @Test
  void a_path_is_searched_too_and_shown_without_the_value() {
    assertThat(search("rules/é-" + TOKEN + ".yaml", "clean"))
        .containsExactly(new Leak(BOT, "rules/é-<<secret:bot>>.yaml"));
  }

  @Test
  void bytes_that_are_no_text_are_searched_as_they_are() {
    byte[] token = (TOKEN + "é").getBytes(StandardCharsets.UTF_8);
    var bytes = new byte[token.length + 4];
    bytes[0] = (byte) 0xff;
    bytes[1] = (byte) 0xc3;
    System.arraycopy(token, 0, bytes, 2, token.length);
    bytes[bytes.length - 1] = (byte) 0xfe;
    assertThat(LeakGuard.of(map(Map.of("bot", TOKEN + "é"))).search("f", bytes))
        .containsExactly(new Leak(BOT, "f:1"));
  }

  @Test
  void a_value_of_several_lines_is_found_in_an_indented_block() {
    LeakGuard pem =
        LeakGuard.of(
            map(Map.of("bot", "-----BEGIN KEY-----\nMIIEXAMPLE\n  abc\n-----END KEY-----\n")));
    String block =
        "a: 1\n"
            + "value: |\n"
            + "    -----BEGIN KEY-----\n"
            + "    MIIEXAMPLE\n"
            + "      abc\n"
            + "    -----END KEY-----\n";
    assertThat(pem.search("f", block.getBytes(StandardCharsets.UTF_8)))
        .containsExactly(new Leak(BOT, "f:3"));
    assertThat(pem.search("f", "x\n-----BEGIN KEY-----\nother\n".getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
  }

  @Test
  void every_file_of_a_commit_is_searched_and_of_one_that_goes_its_path() {
    FileChanges files =
        FileChanges.builder()
            .write("a.yaml", "x: " + TOKEN)
            .write("b.yaml", "clean")
            .remove("c-" + TOKEN)
            .build();
    assertThat(guard.search(files))
        .containsExactly(new Leak(BOT, "a.yaml:1"), new Leak(BOT, "c-<<secret:bot>>"));
  }

  private List<Leak> search(String path, String content) {
    return guard.search(path, content.getBytes(StandardCharsets.UTF_8));
  }
}
