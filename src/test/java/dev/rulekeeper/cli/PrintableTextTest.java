package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Draws;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.report.IntendedControlMark;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.guard.Redactor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PrintableTextTest {
  /** Fails where something in {@code text} is more than text to a terminal or a workflow. */
  static void assertPrintable(String text) {
    assertThat(text.codePoints())
        .noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')
        .noneMatch(c -> Character.getType(c) == Character.FORMAT)
        .noneMatch(c -> Character.getType(c) == Character.LINE_SEPARATOR)
        .noneMatch(c -> Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
    assertThat(text.lines())
        .noneMatch(line -> line.strip().startsWith("::"))
        .noneMatch(line -> line.contains("##[") || line.contains("##vso["));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
            Arbitraries.of(HostileSite.steering()),
            Arbitraries.of(":", "::", " ", "\n", "#", "[", "a", "é", "\u3000", "\ud83d\ude00"),
            Arbitraries.strings().ofMaxLength(3))
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<List<String>> pieces() {
    return texts().list().ofMaxSize(5);
  }

  @Property(seed = Draws.SEED, tries = 500, edgeCases = EdgeCasesMode.NONE)
  void whatever_is_written_in_whatever_pieces_nothing_steers(
      @ForAll("pieces") List<String> pieces) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(new RedactingWriter(out, new Redactor(), false));
    pieces.forEach(
        piece -> {
          writer.print(piece);
          writer.flush();
        });
    assertPrintable(out.toString());
  }

  @Property(seed = Draws.SEED, tries = 500, edgeCases = EdgeCasesMode.NONE)
  void json_still_says_the_same(@ForAll("texts") String text) {
    var tree = ExactJson.object().put(text, text);
    assertThat(ExactJson.read(new PrintableText(false).of(ExactJson.writePretty(tree))))
        .isEqualTo(tree);
  }

  @Test
  void ordinary_text_stays_as_it_is() {
    String text = "Plan: 2 rules\n\t~ update  Größe 大きさ 😀 a::b  #1 https://x.example\n";
    assertThat(new PrintableText(false).of(text)).isEqualTo(text);
    assertThat(new PrintableText(false).of("a\u001b[1m\r\n::error::b"))
        .isEqualTo("a\\u001b[1m\\u000d\n\\u003a:error::b");
  }

  @Test
  void a_terminal_gets_the_colours_of_reports_and_nothing_else() {
    String mark = IntendedControlMark.TEXT;
    String text = mark + "\u001b[31mred" + mark + "\u001b[0m";
    assertThat(new PrintableText(true).of(text)).isEqualTo("\u001b[31mred\u001b[0m");
    assertThat(new PrintableText(false).of(text)).doesNotContain("\u001b");
    assertThat(new PrintableText(true).of("\u001b[31mred\u001b[0m")).doesNotContain("\u001b");
    assertThat(new PrintableText(true).of(mark + "\u001b[8m" + mark + "\u001b[2J"))
        .doesNotContain("\u001b");
  }

  @Test
  void a_value_in_one_message_is_hidden_however_it_is_written() {
    Redactor redactor = new Redactor();
    redactor.learn(List.of(SecretValue.of("EXAMPLE-token-1234")));
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(new RedactingWriter(out, redactor, false));
    "x EXAMPLE-token-1234 y".chars().forEach(writer::write);
    writer.flush();
    assertThat(out).hasToString("x *** y");
  }

  @Test
  void a_result_that_cannot_be_written_is_a_failure_and_said() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();
    int exit =
        Main.run(
            Map.of(),
            Path.of(""),
            new StandardStreams(java.io.InputStream.nullInputStream(), full, err, false),
            "--version");
    assertThat(exit).isEqualTo(1);
    assertThat(err.toString(java.nio.charset.StandardCharsets.UTF_8))
        .contains("could not be written");
  }

  @Test
  void only_a_report_of_this_process_gives_a_runner_a_command() {
    String annotation = "::error file=rules/a.yaml::no name";

    assertThat(new PrintableText(false).of(IntendedControlMark.TEXT + annotation))
        .isEqualTo(annotation);
    assertThat(new PrintableText(false).of("\uFDD0" + annotation)).doesNotStartWith("::");
    assertThat(new PrintableText(false).of("\uFDD0\uFDD0" + annotation)).doesNotStartWith("::");
  }
}
