package dev.rulekeeper.export;

import dev.rulekeeper.adopt.LedgerAdoption;
import dev.rulekeeper.adopt.LedgerFile;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.file.FileContent;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.secret.guard.LeakGuard;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.place.SecretUse;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.work.WorkQueue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** What is to be written, as it is gathered: the files that change, and the base. */
final class ExportBuilder {
  private final RepositorySnapshot git;
  private final EditMerge reconciliation;
  private final FileChanges.Builder changed = FileChanges.builder();
  private final Map<RuleId, String> fresh = new HashMap<>();
  private final Map<RuleId, BaseRule> base = new TreeMap<>();
  private final List<Rule> written = new ArrayList<>();
  private final Set<String> taken = new TreeSet<>();
  private final TemplateEdits edits;
  private final Map<String, List<LeakGuard.Leak>> leaks = new HashMap<>();
  private final Set<SecretName> forgotten = new TreeSet<>();
  private int added;
  private int modified;
  private int removed;

  ExportBuilder(RepositorySnapshot git, EditMerge reconciliation) {
    this.git = git;
    this.reconciliation = reconciliation;
    this.edits = new TemplateEdits(git.files());
    git.files().forEach(file -> taken.add(file.path()));
    taken.addAll(git.reserved());
  }

  /** A rule of the site, with placeholders. */
  void rule(Optional<RuleFile> file, BaseRule live) {
    Rule rule = live.rule();
    Optional<BaseRule> agreed = git.agreed(rule.id());
    if (file.isEmpty() && agreed.isPresent() && reconciliation.staysAway(rule, agreed.get())) {
      base.put(rule.id(), agreed.get());
      return;
    }
    base.put(rule.id(), live);
    if (file.isEmpty()) {
      add(rule);
    } else {
      change(file.get(), reconciliation.merged(file.get(), rule));
    }
  }

  private void add(Rule rule) {
    String path = RuleRepository.pathFor(rule, taken, git.folders());
    taken.add(path);
    fresh.put(rule.id(), path);
    written.add(rule);
    added++;
  }

  private void change(RuleFile file, Rule rule) {
    boolean same = Equality.same(rule.fields(), file.rule().fields());
    written.add(same ? file.rule() : rule.packed()); // A merged rule has its tree with it.
    if (!same) {
      String text = RuleRepository.text(rule, file);
      put(file.path(), text);
      edits.note(file, text);
      modified++;
    }
  }

  /** A rule that was not read: what the base says of it stays. */
  void settled(RuleId id) {
    git.agreed(id).ifPresent(entry -> base.put(id, entry));
  }

  /** A file whose rule the site does not have. */
  void gone(RuleFile file) {
    if (reconciliation.gone(file) == EditMerge.Gone.REMOVE) {
      changed.remove(file.path());
      removed++;
    } else {
      written.add(file.rule());
    }
  }

  /** Takes those of {@code names} out of the ledger that stand in no rule any more. */
  void forget(Set<SecretName> names) {
    if (names.isEmpty()) {
      return;
    }
    forgotten.addAll(names);
    Set<RuleId> ids = new TreeSet<>();
    for (Rule rule : written) {
      ids.add(rule.id());
      forgotten.removeAll(Rendering.secretsIn(rule));
    }
    for (RuleFile file : git.files()) {
      if (!ids.contains(file.rule().id())) {
        forgotten.removeAll(Rendering.secretsIn(file.rule()));
      }
    }
  }

  /**
   * Writes the new files, and records what is used where today; gives what a person should look at.
   *
   * @param rendering knows the variables of the site
   * @param hidden names of placeholders whose value the source left out
   * @param guard looks for values of secrets in what is written
   * @param kept gives a content with no secret in it as it is held until it is written
   */
  List<String> filesAndLedger(
      Rendering rendering,
      Set<SecretName> hidden,
      LeakGuard guard,
      UnaryOperator<FileContent> kept) {
    Ledger known = git.ledger().without(forgotten);
    List<SecretUse> uses = new ArrayList<>();
    for (Written each : writtenWith(rendering, guard, kept)) {
      uses.addAll(each.uses());
      each.file().ifPresent(this::put);
    }
    LedgerAdoption adoption = LedgerAdoption.of(known, uses, name -> true, hidden);
    if (!adoption.ledger().equals(git.ledger()) || git.ledgerText().isEmpty()) {
      put(
          RuleRepository.LEDGER,
          new LedgerFile(git.ledger(), git.ledgerText()).saying(adoption.ledger()));
    }
    return adoption.warnings();
  }

  /** A new file, and what must not be in it. */
  private record NewFile(String path, FileContent content, List<LeakGuard.Leak> leaks) {}

  /**
   * What becomes of a rule.
   *
   * @param file where it gets a new one
   */
  private record Written(Optional<NewFile> file, List<SecretUse> uses) {}

  /** All that is asked of a rule at once, so that its tree is made once. */
  private List<Written> writtenWith(
      Rendering rendering, LeakGuard guard, UnaryOperator<FileContent> kept) {
    try (WorkQueue<Written> work = new WorkQueue<>()) {
      for (Rule rule : written) {
        Optional<String> path = Optional.ofNullable(fresh.get(rule.id()));
        work.add(
            () ->
                new Written(
                    path.map(to -> file(rule, to, guard, kept)),
                    LedgerAdoption.usesIn(rule, rendering)));
      }
      return work.finish();
    }
  }

  private static NewFile file(
      Rule rule, String path, LeakGuard guard, UnaryOperator<FileContent> kept) {
    byte[] text = RuleRepository.text(rule, path).getBytes(StandardCharsets.UTF_8);
    List<LeakGuard.Leak> leaks = guard.search(path, text);
    FileContent content = FileContent.of(text);
    return new NewFile(path, leaks.isEmpty() ? kept.apply(content) : content, leaks);
  }

  private void put(NewFile file) {
    changed.write(file.path(), file.content());
    leaks.put(file.path(), file.leaks());
  }

  private void put(String path, String text) {
    changed.write(path, text);
  }

  /** The message of the commit. */
  String message(SiteName site, Set<SecretName> adopted) {
    List<String> parts = new ArrayList<>();
    if (added > 0) {
      parts.add(Count.of(added, "rule") + " added");
    }
    if (modified > 0) {
      parts.add(modified + " changed");
    }
    if (removed > 0) {
      parts.add(removed + " removed");
    }
    if (parts.isEmpty()) {
      parts.add("ledger");
    }
    StringBuilder message = new StringBuilder("Export ").append(site).append(": ");
    message.append(String.join(", ", parts)).append('\n');
    if (!adopted.isEmpty()) {
      message.append("\nSecrets named in this export:\n");
      adopted.forEach(name -> message.append("- ").append(name).append('\n'));
    }
    return message.toString();
  }

  /**
   * Values of secrets that stand in what was to be written, in the order of files.
   *
   * @param guard looks for them where nobody looked yet
   */
  List<LeakGuard.Leak> leaks(LeakGuard guard) {
    SortedMap<String, List<LeakGuard.Leak>> all = new TreeMap<>(leaks);
    FileChanges files = changed.build();
    try (WorkQueue<Map.Entry<String, List<LeakGuard.Leak>>> work = new WorkQueue<>()) {
      for (String path : files.paths()) {
        if (!leaks.containsKey(path)) {
          work.add(
              () -> Map.entry(path, guard.search(path, files.content(path).orElse(new byte[0]))));
        }
      }
      work.finish().forEach(found -> all.put(found.getKey(), found.getValue()));
    }
    return all.values().stream().flatMap(List::stream).toList();
  }

  /** The new files, by the rules that they hold. */
  Map<RuleId, String> fresh() {
    return Collections.unmodifiableMap(fresh);
  }

  /** The files that differ. */
  FileChanges changed() {
    return changed.build();
  }

  /** The rules as Git and site agree on them now. */
  Map<RuleId, BaseRule> base() {
    return Collections.unmodifiableMap(base);
  }

  /** What would better be edited in a template. */
  List<String> advice() {
    return edits.advice();
  }
}
