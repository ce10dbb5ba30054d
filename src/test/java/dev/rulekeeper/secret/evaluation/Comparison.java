package dev.rulekeeper.secret.evaluation;

import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.secret.evaluation.LabelledRule.Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The detector and secretlint, each a process of one thread, on the same files one after another.
 */
final class Comparison {
  private static final int RULES_A_FILE = 100;

  private final Path folder;
  private final Secretlint other;
  private final Run ourStart;
  private final Run otherStart;

  /** Installs secretlint below {@code folder}, and measures how long both take for nothing. */
  Comparison(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    other = Secretlint.install(folder.resolve("npm"));
    Path tiny = write("tiny", List.of("{}"));
    ours(tiny);
    other.scan(tiny);
    ourStart = ours(tiny);
    otherStart = other.scan(tiny);
    System.out.printf(
        Locale.ROOT,
        "%nstart, on one file of two bytes, in seconds of processor time:"
            + " rulekeeper %.2f, secretlint %.2f%n",
        ourStart.processor(),
        otherStart.processor());
  }

  /** Prints what each finds in {@code rules} in one file each, and how fast. */
  void ofSingleRules(List<LabelledRule> rules, Score score)
      throws IOException, InterruptedException {
    List<String> files = rules.stream().map(rule -> ExactJson.write(rule.fields())).toList();
    measure("rules, one a file", files);
    Set<String> flagged = other.flagged();
    System.out.printf("%n| kind | rules | rulekeeper | secretlint |%n|---|---:|---:|---:|%n");
    score.rows().keySet().forEach(kind -> line(kind, rules, flagged, score.rows().get(kind)));
    for (Group group : Group.values()) {
      line(group + " ", rules, flagged, score.sum(group));
    }
  }

  /** Prints how fast each is on {@code rules} in few files. */
  void ofBundles(List<LabelledRule> rules) throws IOException, InterruptedException {
    var files = new ArrayList<String>();
    for (int i = 0; i < rules.size(); i += RULES_A_FILE) {
      files.add(
          rules.subList(i, Math.min(i + RULES_A_FILE, rules.size())).stream()
              .map(rule -> ExactJson.write(rule.fields()))
              .collect(Collectors.joining(",\n", "{\"rules\":[", "]}")));
    }
    measure("files of " + RULES_A_FILE + " rules", files);
  }

  private void measure(String what, List<String> files) throws IOException, InterruptedException {
    Path written = write("rules", files);
    double megabytes = files.stream().mapToInt(String::length).sum() / 1e6;
    Run ours = ours(written);
    Run others = other.scan(written);
    System.out.printf(Locale.ROOT, "%n%d %s, %.1f MB%n", files.size(), what, megabytes);
    System.out.println("| | seconds | processor | MB a second of it | start taken off |");
    System.out.println("|---|---:|---:|---:|---:|");
    speed("rulekeeper", megabytes, ours, ours.without(ourStart));
    speed("secretlint", megabytes, others, others.without(otherStart));
    System.out.printf(
        Locale.ROOT,
        "processor time of secretlint: %.1f times ours, start taken off %.1f times%n",
        others.processor() / ours.processor(),
        others.without(otherStart).processor() / ours.without(ourStart).processor());
  }

  private static void speed(String name, double megabytes, Run whole, Run work) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.2f | %.2f |%n",
        name,
        whole.seconds(),
        whole.processor(),
        megabytes / whole.processor(),
        megabytes / work.processor());
  }

  /** Rule {@code i} stands in {@code i.json}; a decoy counts where anything was found in it. */
  private static void line(
      String kind, List<LabelledRule> rules, Set<String> flagged, Score.Row row) {
    int count = 0;
    for (int i = 0; i < rules.size(); i++) {
      String name = rules.get(i).group() + " " + rules.get(i).kind();
      boolean counts = kind.endsWith(" ") ? name.startsWith(kind) : name.equals(kind);
      count += counts && flagged.contains(i + ".json") ? 1 : 0;
    }
    int ours = row.group() == Group.DECOY ? row.wrong() : row.found();
    System.out.println(
        ("| " + kind.strip() + " | " + row.rules() + " | " + ours + " | " + count + " |")
            .toLowerCase(Locale.ROOT));
  }

  private Run ours(Path files) throws IOException, InterruptedException {
    Run run = Run.of(folder, folder.resolve("ours.txt"), FileScan.command(files));
    if (run.code() != 0) {
      throw new IOException("the scan ended with " + run.code());
    }
    return run;
  }

  /** Writes {@code texts} as {@code 0.json} and so on; files of an earlier run go first. */
  private Path write(String name, List<String> texts) throws IOException {
    Path files = folder.resolve(name);
    Files.createDirectories(files);
    List<Path> earlier = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(files, "*.json")) {
      entries.forEach(earlier::add);
    }
    for (Path file : earlier) {
      Files.delete(file);
    }
    for (int i = 0; i < texts.size(); i++) {
      Files.writeString(files.resolve(i + ".json"), texts.get(i));
    }
    return files;
  }
}
