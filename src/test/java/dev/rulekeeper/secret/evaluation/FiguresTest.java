package dev.rulekeeper.secret.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.secret.detection.Detector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * A change of the detector shows in the figures; {@code -Dfigures.update=true} writes them anew.
 */
class FiguresTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/dev/rulekeeper/secret/evaluation/figures.txt");

  @Test
  void the_figures_are_those_that_were_reviewed() throws IOException {
    Score score = Score.of(new Detector(), new Generator(20261124).rules(1));
    String figures =
        score.table() + String.format(Locale.ROOT, "%nprecision %.4f%n", score.precision());
    if (Boolean.getBoolean("figures.update")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, figures);
    }
    assertThat(figures).isEqualToNormalizingNewlines(Files.readString(GOLDEN));
  }
}
