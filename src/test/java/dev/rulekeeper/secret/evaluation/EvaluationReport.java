package dev.rulekeeper.secret.evaluation;

import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.evaluation.LabelledRule.Group;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Prints recall by kind, wrong findings and throughput of the detector and of secretlint on the
 * same rules. Arguments: a seed, how many rules to make of every combination, and a folder for the
 * rules and for secretlint; without a folder the detector runs alone.
 */
public final class EvaluationReport {
  /** So many times more rules go into bundles, for these take neither of the two long. */
  private static final int MORE_IN_BUNDLES = 10;

  private EvaluationReport() {}

  /** Prints to the standard output. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : 20261124;
    int times = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    List<LabelledRule> rules = new Generator(seed).rules(times);
    Score score = Score.of(new Detector(), rules);
    System.out.print(score.table());
    System.out.printf(Locale.ROOT, "%nprecision %.4f%n", score.precision());
    System.out.println("missed " + score.missed());
    System.out.println("wrong " + score.wrong());
    List<LabelledRule> clean = rules.stream().filter(rule -> rule.group() == Group.DECOY).toList();
    System.out.printf(
        Locale.ROOT,
        "parsed rules, one thread: %.0f MB/s of all, %.0f MB/s of those without a credential%n",
        megabytes(rules) / fastest(() -> find(rules)),
        megabytes(clean) / fastest(() -> find(clean)));
    if (arguments.length > 2) {
      var comparison = new Comparison(Path.of(arguments[2]));
      comparison.ofBundles(new Generator(seed).rules(times * MORE_IN_BUNDLES));
      comparison.ofSingleRules(rules, score);
    }
  }

  private static double megabytes(List<LabelledRule> rules) {
    long bytes = 0;
    for (LabelledRule rule : rules) {
      bytes += ExactJson.write(rule.fields()).getBytes(StandardCharsets.UTF_8).length;
    }
    return bytes / 1e6;
  }

  private static void find(List<LabelledRule> rules) {
    var detector = new Detector();
    for (LabelledRule rule : rules) {
      detector.find(rule.fields());
    }
  }

  /**
   * Seconds of the fastest of ten rounds in one thread: the others warm up or share the machine.
   */
  private static double fastest(Runnable round) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      long start = System.nanoTime();
      round.run();
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
    }
    return best;
  }
}
