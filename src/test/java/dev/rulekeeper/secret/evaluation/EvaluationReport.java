package dev.rulekeeper.secret.evaluation;

import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.secret.Detector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Prints the figures of the detector: recall by kind, precision, throughput. Arguments: a seed, and
 * how many rules to make of every combination.
 */
final class EvaluationReport {
  private EvaluationReport() {}

  /** Prints to the standard output. */
  public static void main(String[] arguments) {
    long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : 20261124;
    int times = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    List<LabelledRule> rules = new Generator(seed).rules(times);
    Score score = Score.of(new Detector(), rules);
    System.out.print(score.table());
    System.out.printf(Locale.ROOT, "%nprecision %.4f%n", score.precision());
    System.out.println("missed " + score.missed());
    System.out.println("wrong " + score.wrong());
    List<LabelledRule> clean =
        rules.stream().filter(rule -> rule.group() == LabelledRule.Group.DECOY).toList();
    System.out.printf(Locale.ROOT, "all rules %.0f MB/s%n", megabytesPerSecond(rules));
    System.out.printf(Locale.ROOT, "rules without one %.0f MB/s%n", megabytesPerSecond(clean));
  }

  /** The best of several rounds on one thread; megabytes of the rules' JSON. */
  private static double megabytesPerSecond(List<LabelledRule> rules) {
    long bytes = 0;
    for (LabelledRule rule : rules) {
      bytes += ExactJson.write(rule.fields()).getBytes(StandardCharsets.UTF_8).length;
    }
    var detector = new Detector();
    double best = 0;
    for (int round = 0; round < 20; round++) {
      long start = System.nanoTime();
      for (LabelledRule rule : rules) {
        detector.find(rule.fields());
      }
      best = Math.max(best, bytes / 1e6 / ((System.nanoTime() - start) / 1e9));
    }
    return best;
  }
}
