package dev.rulekeeper.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.git.RealGit;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.RuleRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * One rule with one text, in two clones with branches, and on a site. Every edit makes a text of
 * its own and is remembered with the text that its author saw, so who is ahead of whom can be told
 * without any base: that is what the base is compared with.
 */
final class LinesOfWork {
  private static final RuleId ID = RuleId.of("01942462-76da-7349-ba67-16b6650b37a4");
  private static final String FILE = "rules/site/rule.yaml";
  private static final List<String> BRANCHES = List.of("main", "one", "two");

  private enum Verdict {
    UNCHANGED,
    UPDATE,
    DRIFT,
    CONFLICT
  }

  private final Path folder;
  private final Random random;
  private final List<String> story = new ArrayList<>();

  /** What each text was made from, all the way back. */
  private final Map<String, Set<String>> ancestors = new HashMap<>();

  /** Texts that a squash brought without those between: nobody can see what they were made from. */
  private final Set<String> squashed = new HashSet<>();

  private String site = "text-0";
  private int texts;

  LinesOfWork(Path folder, long seed) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.random = new Random(seed);
    story.add("seed " + seed);
    ancestors.put(site, Set.of());
    git(folder, "init", "-q", "--bare", "-b", "main", "remote.git");
    git(folder, "clone", "-q", "remote.git", "a");
    write(clone("a"), "rulekeeper.yaml", "sites:\n  acme:\n    url: https://acme.example\n");
    write(clone("a"), FILE, yaml(site));
    commit(clone("a"), "Begin");
    git(clone("a"), "push", "-q", "origin", "HEAD:main");
    git(folder, "clone", "-q", "remote.git", "b");
    sync(clone("a"));
  }

  void walk(int steps) throws IOException {
    for (int i = 0; i < steps; i++) {
      step(clone(random.nextBoolean() ? "a" : "b"));
    }
  }

  private Path clone(String name) {
    return folder.resolve(name);
  }

  private void step(Path clone) throws IOException {
    switch (random.nextInt(11)) {
      case 0, 1 -> edit(clone);
      case 2 -> {
        site = text(List.of(site));
        story.add("browser: " + site);
      }
      case 3, 4 -> sync(clone);
      case 5 -> export(clone);
      case 6 -> share(clone);
      case 7 -> switchBranch(clone);
      case 8 -> merge(clone, any());
      case 9 -> squash(clone, any());
      default -> {
        if (random.nextBoolean()) {
          attempt(clone, "rebase", "origin/" + any());
        } else {
          attempt(clone, "cherry-pick", "origin/" + any());
        }
      }
    }
  }

  private String any() {
    return BRANCHES.get(random.nextInt(BRANCHES.size()));
  }

  private String text(List<String> seen) {
    String text = "text-" + ++texts;
    Set<String> all = new HashSet<>(seen);
    seen.forEach(one -> all.addAll(ancestorsOf(one)));
    ancestors.put(text, all);
    return text;
  }

  private void edit(Path clone) throws IOException {
    String text = text(List.of(inGit(clone)));
    write(clone, FILE, yaml(text));
    commit(clone, "Edit");
    story.add(name(clone) + " edits: " + text);
  }

  /** Compares as a plan does, and sends what is Git's. */
  private void sync(Path clone) throws IOException {
    try (Session session = session(clone)) {
      SiteBase base = session.base(session.ruleFiles());
      String git = inGit(clone);
      Verdict verdict = verdict(git, base);
      story.add(name(clone) + " syncs " + git + " to " + site + ": " + verdict);
      check(verdict, git);
      if (verdict == Verdict.UPDATE || verdict == Verdict.UNCHANGED) {
        site = git;
        agree(base, Optional.empty());
      }
    }
  }

  private void export(Path clone) throws IOException {
    try (Session session = session(clone)) {
      SiteBase base = session.base(session.ruleFiles());
      String git = inGit(clone);
      Verdict verdict = verdict(git, base);
      check(verdict, git);
      if (verdict == Verdict.DRIFT) {
        boolean elsewhere = random.nextBoolean();
        Optional<String> branch = elsewhere ? Optional.of("nightly-" + texts) : Optional.empty();
        Optional<String> made =
            session.workTree().commit(FileChanges.writing(FILE, yaml(site)), "Export", branch);
        // The branch may have it already.
        Optional<String> commit = made.or(() -> branch.flatMap(session.workTree()::commitOf));
        branch.ifPresent(name -> git(clone, "push", "-q", "origin", name + ":two", "-f"));
        story.add(name(clone) + " exports " + site + " to " + branch.orElse("its branch"));
        agree(base, commit);
      }
    }
  }

  private void agree(SiteBase base, Optional<String> commit) {
    base.agree(
        new SiteBase.News(
            Map.of(ID, new BaseRule(rule(site), "")), Map.of(), Set.of(), id -> commit),
        "Agree",
        true);
  }

  private Verdict verdict(String git, SiteBase base) {
    Optional<String> agreed =
        base.baseline().read().apply(ID).map(entry -> entry.rule().fields().path("name").asText());
    if (git.equals(site)) {
      return Verdict.UNCHANGED;
    }
    if (agreed.isEmpty()) {
      return base.baseline().known() ? Verdict.CONFLICT : Verdict.UPDATE;
    }
    if (agreed.get().equals(site)) {
      return Verdict.UPDATE;
    }
    return agreed.get().equals(git) ? Verdict.DRIFT : Verdict.CONFLICT;
  }

  private void check(Verdict verdict, String git) {
    Verdict truth = Verdict.CONFLICT;
    if (git.equals(site)) {
      truth = Verdict.UNCHANGED;
    } else if (ancestorsOf(git).contains(site)) {
      truth = Verdict.UPDATE;
    } else if (ancestorsOf(site).contains(git)) {
      truth = Verdict.DRIFT;
    }
    Set<String> line = new HashSet<>(ancestorsOf(git));
    line.add(git);
    line.retainAll(squashed);
    if (!line.isEmpty() && verdict == Verdict.CONFLICT) {
      return;
    }
    assertThat(verdict).as(String.join("\n", story)).isEqualTo(truth);
  }

  private void share(Path clone) throws IOException {
    String branch = git(clone, "branch", "--show-current");
    git(clone, "fetch", "-q", "origin");
    if (succeeds(clone, "rev-parse", "-q", "--verify", "origin/" + branch)) {
      merge(clone, branch);
    }
    git(clone, "push", "-q", "origin", "HEAD:" + branch);
    story.add(name(clone) + " pushes " + branch);
  }

  private void switchBranch(Path clone) {
    String branch = any();
    if (!succeeds(clone, "checkout", "-q", branch)) {
      git(clone, "checkout", "-q", "-b", branch);
    }
    story.add(name(clone) + " is on " + branch + " with " + inGit(clone));
  }

  private void merge(Path clone, String branch) throws IOException {
    git(clone, "fetch", "-q", "origin");
    String other = "origin/" + branch;
    if (!succeeds(clone, "rev-parse", "-q", "--verify", other)) {
      return;
    }
    String ours = inGit(clone);
    String theirs = textIn(git(clone, "show", other + ":" + FILE));
    if (!succeeds(clone, "merge", "-q", "--no-edit", other)) {
      String settled =
          ancestorsOf(ours).contains(theirs)
              ? ours
              : ancestorsOf(theirs).contains(ours) ? theirs : text(List.of(ours, theirs));
      write(clone, FILE, yaml(settled));
      commit(clone, "Merge");
    }
    story.add(name(clone) + " merges " + branch + " (" + theirs + "): " + inGit(clone));
  }

  private void squash(Path clone, String branch) throws IOException {
    git(clone, "fetch", "-q", "origin");
    String other = "origin/" + branch;
    if (!succeeds(clone, "rev-parse", "-q", "--verify", other)) {
      return;
    }
    String ours = inGit(clone);
    String theirs = textIn(git(clone, "show", other + ":" + FILE));
    if (!ancestorsOf(theirs).contains(ours) || !succeeds(clone, "merge", "-q", "--squash", other)) {
      git(clone, "reset", "-q", "--hard");
      return;
    }
    commit(clone, "Squash");
    Set<String> between = new HashSet<>(ancestorsOf(theirs));
    between.removeAll(ancestorsOf(ours));
    between.remove(ours);
    if (!between.isEmpty()) {
      squashed.add(theirs);
    }
    story.add(name(clone) + " squashes " + branch + ": " + theirs);
  }

  private void attempt(Path clone, String command, String other) {
    git(clone, "fetch", "-q", "origin");
    String before = inGit(clone);
    if (!succeeds(clone, command, other)) {
      boolean aborted = succeeds(clone, command, "--abort");
      git(clone, "reset", "-q", "--hard");
      story.add(name(clone) + " gives up " + command + " " + other + " " + aborted);
      return;
    }
    String after = inGit(clone);
    // A pick whose change applies although its author saw another text makes a new one of it.
    boolean honest = before.equals(after) || ancestorsOf(after).contains(before);
    story.add(name(clone) + " " + command + " " + other + ": " + before + " to " + after + honest);
  }

  private String inGit(Path clone) {
    try {
      return textIn(Files.readString(clone.resolve(FILE)));
    } catch (IOException e) {
      throw new AssertionError(String.join("\n", story), e);
    }
  }

  private static String textIn(String yaml) {
    return yaml.lines()
        .filter(line -> line.startsWith("name: "))
        .map(line -> line.substring("name: ".length()))
        .findFirst()
        .orElseThrow();
  }

  private static Rule rule(String text) {
    ObjectNode fields = dev.rulekeeper.json.ExactJson.object();
    fields.put("id", ID.toString()).put("name", text).put("state", "ENABLED");
    fields.put("scope", "site");
    fields.putObject("trigger").put("component", "TRIGGER").put("type", "manual");
    fields.putArray("components");
    return new Rule(ID, fields);
  }

  private static String yaml(String text) {
    return RuleRepository.text(rule(text));
  }

  private static Session session(Path clone) {
    return Session.open(
        new QuietEnvironment(Map.of(), clone),
        new SessionOptions(
            clone, Optional.empty(), 1, Duration.ofSeconds(1), false, () -> Progress.SILENT));
  }

  private static void write(Path clone, String path, String text) throws IOException {
    Path file = clone.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void commit(Path clone, String message) {
    git(clone, "add", "-A");
    git(clone, "commit", "-q", "--allow-empty", "--no-verify", "-m", message);
  }

  private static String name(Path clone) {
    return String.valueOf(clone.getFileName());
  }

  private static String git(Path folder, String... arguments) {
    return RealGit.git(folder, arguments);
  }

  private static boolean succeeds(Path folder, String... arguments) {
    return RealGit.exit(folder, arguments) == 0;
  }

  private Set<String> ancestorsOf(String text) {
    return Objects.requireNonNull(ancestors.get(text));
  }
}
