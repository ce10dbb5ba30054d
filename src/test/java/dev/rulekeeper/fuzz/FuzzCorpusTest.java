package dev.rulekeeper.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fuzzing once found worth keeping, and changes of it, are read without a fault. */
class FuzzCorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/fuzz");

  /** More with {@code -Drulekeeper.mutations=100000}. */
  private static final int MUTATIONS = Integer.getInteger("rulekeeper.mutations", 40);

  private static final List<String> PIECES =
      List.of(
          "",
          "{{",
          "}}",
          "<<",
          ">>",
          "<<secret:a>>",
          "\n",
          "\t",
          ": ",
          "- ",
          "\"",
          "'",
          "{",
          "}",
          "[",
          "]",
          "\\u0000",
          "\\",
          "&",
          "*a",
          "&a ",
          "!!",
          "|",
          "\u00a0",
          "\ud800",
          "%",
          "0x",
          "1e999999999",
          "://",
          "@",
          "#",
          "?",
          "null",
          "-1",
          "\u0000",
          "\uFEFF",
          "---\n",
          "<<: ");

  @ParameterizedTest
  @EnumSource
  void the_corpus_and_its_mutations_are_read_without_a_fault(FuzzTarget target) throws IOException {
    List<byte[]> corpus = corpus(target);
    assertThat(corpus).isNotEmpty();
    var random = new Random(target.name().hashCode());
    for (byte[] seed : corpus) {
      check(target, seed);
      byte[] text = seed;
      for (int i = 0; i < MUTATIONS; i++) {
        text = i % 8 == 0 ? seed : text;
        text = mutated(text, random);
        check(target, text);
      }
    }
  }

  private static void check(FuzzTarget target, byte[] text) {
    assertThatCode(() -> target.read(text))
        .as("%s reads %s", target, Arrays.toString(text))
        .doesNotThrowAnyException();
  }

  private static byte[] mutated(byte[] seed, Random random) {
    String text = new String(seed, StandardCharsets.UTF_8);
    int from = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + random.nextInt(6));
    String piece =
        random.nextInt(4) == 0
            ? text.substring(Math.min(random.nextInt(text.length() + 1), from), from)
            : PIECES.get(random.nextInt(PIECES.size()));
    int times = random.nextInt(30) == 0 ? 300 : 1;
    return (text.substring(0, from) + piece.repeat(times) + text.substring(to))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static List<byte[]> corpus(FuzzTarget target) throws IOException {
    try (Stream<Path> files = Files.list(CORPUS.resolve(target.folder()))) {
      return files.sorted().map(FuzzCorpusTest::bytes).toList();
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
