package dev.rulekeeper.secret.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.evaluation.LabelledRule.Group;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints recall by kind, wrong findings and throughput of the detector and of secretlint on the
 * same rules. Arguments: a seed, how many rules to make of every combination, and a folder for the
 * rules and for secretlint; without a folder the detector runs alone.
 */
public final class EvaluationReport {
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
    List<byte[]> files = bytes(rules);
    double megabytes = megabytes(files);
    List<LabelledRule> clean = rules.stream().filter(rule -> rule.group() == Group.DECOY).toList();
    System.out.printf(
        Locale.ROOT,
        "parsed rules, one thread: %.0f MB/s of all, %.0f MB/s of those without a credential%n",
        megabytes / fastest(() -> find(rules)),
        megabytes(bytes(clean)) / fastest(() -> find(clean)));
    if (arguments.length > 2) {
      compare(Path.of(arguments[2]), rules, files, score, megabytes);
    }
  }

  private static void compare(
      Path folder, List<LabelledRule> rules, List<byte[]> files, Score score, double megabytes)
      throws IOException, InterruptedException {
    Path written = folder.resolve("rules");
    write(written, files);
    Secretlint other = Secretlint.run(folder.resolve("npm"), written);
    long start = System.nanoTime();
    readAndFind(written, files.size());
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%n| kind | rules | rulekeeper | secretlint |%n|---|---:|---:|---:|%n");
    Map<String, Integer> flagged = other.byKind(rules);
    score.rows().forEach((kind, row) -> line(kind, row, flagged.getOrDefault(kind, 0)));
    for (Group group : Group.values()) {
      line("all of " + group, score.sum(group), other.count(rules, group));
    }
    System.out.printf(
        Locale.ROOT,
        "%nfrom files, parsing included: rulekeeper %.1f MB/s, secretlint %.2f MB/s"
            + " (Node's start included), %.1f times%n",
        megabytes / seconds,
        megabytes / other.seconds(),
        other.seconds() / seconds);
  }

  /** A decoy counts where anything was found in it. */
  private static void line(String kind, Score.Row row, int flagged) {
    int ours = row.group() == Group.DECOY ? row.wrong() : row.found();
    System.out.println(
        ("| " + kind + " | " + row.rules() + " | " + ours + " | " + flagged + " |")
            .toLowerCase(Locale.ROOT));
  }

  private static double megabytes(List<byte[]> files) {
    return files.stream().mapToLong(file -> file.length).sum() / 1e6;
  }

  private static List<byte[]> bytes(List<LabelledRule> rules) {
    return rules.stream()
        .map(rule -> ExactJson.write(rule.fields()).getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  /** One file a rule, named by its place in the list; files of an earlier run go first. */
  private static void write(Path folder, List<byte[]> files) throws IOException {
    Files.createDirectories(folder);
    List<Path> earlier = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(folder, "*.json")) {
      entries.forEach(earlier::add);
    }
    for (Path file : earlier) {
      Files.delete(file);
    }
    for (int i = 0; i < files.size(); i++) {
      Files.write(folder.resolve(i + ".json"), files.get(i));
    }
  }

  private static void readAndFind(Path folder, int files) throws IOException {
    var detector = new Detector();
    for (int i = 0; i < files; i++) {
      String text = Files.readString(folder.resolve(i + ".json"));
      detector.find((ObjectNode) ExactJson.read(text));
    }
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
