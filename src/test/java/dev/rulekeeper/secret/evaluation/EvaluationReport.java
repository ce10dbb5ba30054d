package dev.rulekeeper.secret.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.evaluation.LabelledRule.Group;
import java.io.IOException;
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
        "parsed rules, MB a processor second of one thread: %.1f of all, %.1f of those without a"
            + " credential, %.1f of rules that are mostly prose%n",
        Throughput.of(fields(rules)),
        Throughput.of(fields(clean)),
        Throughput.of(Throughput.prose()));
    if (arguments.length > 2) {
      var comparison = new Comparison(Path.of(arguments[2]));
      comparison.ofBundles(new Generator(seed).rules(times * MORE_IN_BUNDLES));
      comparison.ofSingleRules(rules, score);
    }
  }

  private static List<ObjectNode> fields(List<LabelledRule> rules) {
    return rules.stream().map(LabelledRule::fields).toList();
  }
}
