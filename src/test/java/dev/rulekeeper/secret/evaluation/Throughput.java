package dev.rulekeeper.secret.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.secret.detection.Detector;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How fast the detector is when it is warm: megabytes of parsed rules a second of processor time,
 * in one thread, in the best round of many, since the others warm up or share the machine.
 */
public final class Throughput {
  private static final double SECONDS = 15;
  private static final int RULES = 40;
  private static final int COMPONENTS = 8;
  private static final int LINES = 10;

  /** What rules that tell people and other systems something consist of. */
  private static final List<String> PROSE =
      List.of(
          "When {{issue.key}} moves to Done, the release page has to say so before noon.",
          "Please read the notes of the deployment until Friday; ask {{assignee.displayName}}.",
          "{\"issue\":\"{{issue.key}}\",\"fields\":{\"priority\":\"High\",\"status\":\"Open\"}}",
          "<p>Hello <b>{{reporter}}</b>,</p><p>it was received. See <a"
              + " href=\"https://portal.example.com/r/{{issue.key}}\">the portal</a>.</p>");

  private Throughput() {}

  /** Prints the figure of rules that are mostly prose, with a token in every second action. */
  public static void main(String[] arguments) {
    System.out.printf(Locale.ROOT, "%.1f MB a processor second%n", of(prose()));
  }

  /** Megabytes of {@code rules} a processor second. */
  static double of(List<ObjectNode> rules) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    var detector = new Detector();
    long begin = threads.getCurrentThreadCpuTime();
    long best = Long.MAX_VALUE;
    long now = begin;
    while ((now - begin) / 1e9 < SECONDS) {
      long start = now;
      rules.forEach(detector::find);
      now = threads.getCurrentThreadCpuTime();
      best = Math.min(best, now - start);
    }
    return megabytes(rules) * 1e9 / best;
  }

  private static double megabytes(List<ObjectNode> rules) {
    long bytes = 0;
    for (ObjectNode rule : rules) {
      bytes += ExactJson.write(rule).getBytes(StandardCharsets.UTF_8).length;
    }
    return bytes / 1e6;
  }

  /** Invented rules that are mostly prose; always the same. */
  static List<ObjectNode> prose() {
    var random = new Random(7);
    var builder = new RuleBuilder(new Alphabet(random));
    var rules = new ArrayList<ObjectNode>();
    for (int i = 0; i < RULES; i++) {
      ObjectNode rule = builder.description(PROSE.get(i % PROSE.size()));
      for (int k = 0; k < COMPONENTS; k++) {
        ObjectNode one =
            k % 2 == 0
                ? builder.comment(text(random))
                : builder.header("Authorization", "Bearer " + new Alphabet(random).hex(32), false);
        rule.withArray("components").addAll(one.withArray("components"));
      }
      rules.add(rule);
    }
    return rules;
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      text.append(PROSE.get(random.nextInt(PROSE.size()))).append('\n');
    }
    return text.toString();
  }
}
