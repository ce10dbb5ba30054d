package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** What people do to the files; half of it they commit at once. */
final class GitEdits {
  private final SandboxRepository repository;
  private final Random random;
  private final Marks marks;

  GitEdits(SandboxRepository repository, Random random, Marks marks) {
    this.repository = repository;
    this.random = random;
    this.marks = marks;
  }

  List<RuleFile> files() {
    return RuleRepository.open(repository.root()).ruleFiles();
  }

  String edit() throws IOException {
    RuleFile file = any();
    if (random.nextInt(8) == 0) {
      return move(file);
    }
    ObjectNode fields = file.rule().fields().deepCopy();
    int mark = marks.next();
    String what;
    if (random.nextInt(8) == 0) {
      fields.put("scope", Marks.project(mark));
      what = "scope";
    } else {
      what = RuleEdits.any(fields, random, mark);
    }
    String text = RuleRepository.text(new Rule(file.rule().id(), fields), file);
    write(file.path(), text);
    marks.edited(file.rule().id().toString(), file.text(), text);
    return "git " + mark + ": " + what + " of " + file.rule().id();
  }

  private String move(RuleFile file) throws IOException {
    String target = "rules/moved/" + marks.next() + ".yaml";
    // Committed, since a deletion later on is one only where no commit has the file any more.
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      workTree.commit(
          FileChanges.builder().remove(file.path()).write(target, file.text()).build(),
          "Move a rule",
          Optional.empty());
    }
    return "git: moved " + file.rule().id() + " to " + target;
  }

  String add(Set<String> expected) throws IOException {
    RuleId id = RuleId.create(Clock.systemUTC(), random);
    int mark = marks.next();
    ObjectNode fields = any().rule().fields().deepCopy();
    fields.put("id", id.toString()).put("name", "New in Git " + Marks.text(mark));
    String text = RuleRepository.text(new Rule(id, fields));
    write("rules/new/" + mark + ".yaml", text);
    expected.add(id.toString());
    marks.edited(id.toString(), "", text);
    return "git " + mark + ": new rule " + id;
  }

  String remove(Set<String> expected) throws IOException {
    RuleFile file = any();
    repository.remove(repository.root().resolve(file.path()));
    expected.remove(file.rule().id().toString());
    marks.edited(file.rule().id().toString(), file.text(), "");
    return "git: deleted " + file.rule().id();
  }

  private RuleFile any() {
    List<RuleFile> files = files();
    return files.get(random.nextInt(files.size()));
  }

  private void write(String path, String text) throws IOException {
    Path file = repository.root().resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    if (random.nextBoolean()) {
      Files.writeString(file, text);
      return;
    }
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      workTree.commit(FileChanges.writing(path, text), "Edit a rule", Optional.empty());
    }
  }
}
