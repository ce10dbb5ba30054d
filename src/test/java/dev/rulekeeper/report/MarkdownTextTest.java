package dev.rulekeeper.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Draws;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Whatever somebody named a rule, a comment shows that name and does nothing else with it. */
class MarkdownTextTest {
  private static final String SPLIT = "<!-- -->";
  private static final String ESCAPED = "\\\\[!-/:-@\\[-`{-~]";
  private static final String ENTITY = "&(?:amp|lt|gt|quot);";

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
            Arbitraries.of(
                "![x](https://evil.example/p.png)",
                "[a](javascript:b)",
                "<img src=x onerror=y>",
                "<!-- ",
                " -->",
                "@everyone",
                "@org/team",
                "#1",
                "GH-1",
                "!12",
                "$3",
                "~bug",
                "&5",
                "https://evil.example",
                "www.evil.example",
                "mail@evil.example",
                "`code`",
                "```",
                "| a | b |",
                "**bold**",
                "</summary>",
                "</details>",
                "\n\n# head",
                "\r- item",
                "1. a",
                ":tada:",
                "\\",
                "\\|",
                "&lt;",
                "<https://evil.example>",
                "[^1]",
                "~~x~~",
                "$x$"),
            Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(6),
            Arbitraries.strings().ofMaxLength(3))
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  private static String folded(String text) {
    return text.replaceAll("[\\s\\p{Cntrl}]+", " ");
  }

  private static String entitiesRead(String text) {
    String numbers =
        Pattern.compile("&#(\\d+);")
            .matcher(text)
            .replaceAll(
                m -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(m.group(1)))));
    return numbers
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
  }

  @Property(seed = Draws.SEED, tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void a_text_in_a_line_or_a_cell_reads_as_itself_and_nothing_in_it_is_syntax(
      @ForAll("texts") String text) {
    String markdown = MarkdownText.inline(text);
    String read = markdown.replace(SPLIT, "").replaceAll("\\\\([!-/:-@\\[-`{-~])", "$1");
    assertThat(entitiesRead(read)).isEqualTo(folded(text));
    String rest = markdown.replace(SPLIT, "").replaceAll(ESCAPED + "|" + ENTITY, "");
    assertThat(rest.codePoints().filter(c -> c > ' ' && c < 0x7f))
        .allMatch(Character::isLetterOrDigit);
  }

  @Property(seed = Draws.SEED, tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void a_text_in_html_reads_as_itself_and_nothing_in_it_is_markup(@ForAll("texts") String text) {
    String html = MarkdownText.html(text);
    assertThat(entitiesRead(html.replace(SPLIT, ""))).isEqualTo(folded(text));
    assertThat(html.replace(SPLIT, "")).doesNotContain("<", ">", "\"", "\n");
    assertThat(html.replace(SPLIT, "")).doesNotContain("[", "]", "`", "*", "_", "|", "\\", "~");
  }

  @Property(seed = Draws.SEED, tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void no_platform_finds_a_person_a_number_or_an_address_in_it(@ForAll("texts") String text) {
    for (String written : List.of(MarkdownText.inline(text), MarkdownText.html(text))) {
      // What a platform looks through: the texts between tags and comments, with escapes read.
      for (String run : written.split(SPLIT)) {
        String seen = entitiesRead(run.replaceAll("\\\\([!-/:-@\\[-`{-~])", "$1"));
        assertThat(seen)
            .doesNotContainPattern("[@#!$~&][A-Za-z0-9]")
            .doesNotContain("://")
            .doesNotContainPattern("(?i)www\\.[a-z]")
            .doesNotContainPattern("(?i)gh-[0-9]");
      }
    }
  }

  @Property(seed = Draws.SEED, tries = 300, edgeCases = EdgeCasesMode.NONE)
  void no_line_closes_the_fence_around_it(@ForAll("texts") String text) {
    List<String> lines = text.lines().toList();
    List<String> block = MarkdownText.code("diff", lines).lines().toList();
    String fence = block.get(block.size() - 1);
    assertThat(block.get(0)).isEqualTo(fence + "diff");
    assertThat(block.subList(1, block.size() - 1))
        .isNotEmpty()
        .noneMatch(line -> line.contains(fence));
  }

  @Test
  void ordinary_names_stay_readable() {
    assertThat(MarkdownText.html("Close stale bugs (Mobile), v1.2: done"))
        .isEqualTo("Close stale bugs (Mobile), v1.2: done");
    assertThat(MarkdownText.inline("a_b @me")).isEqualTo("a\\_b \\@<!-- -->me");
  }
}
