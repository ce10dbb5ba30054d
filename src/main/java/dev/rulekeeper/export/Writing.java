package dev.rulekeeper.export;

import dev.rulekeeper.rule.Equality;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.BaseRule;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.secret.known.Rendering;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is to be written, as it is gathered: the files that change, and the base. */
final class Writing {
  private final GitSide git;
  private final Reconciliation reconciliation;
  private final SortedMap<String, Optional<byte[]>> changed = new TreeMap<>();
  private final Map<RuleId, BaseRule> base = new TreeMap<>();
  private final List<Rule> written = new ArrayList<>();
  private final Set<String> taken = new TreeSet<>();
  private final FamilyEdits edits;
  private int added;
  private int modified;
  private int removed;

  Writing(GitSide git, Reconciliation reconciliation) {
    this.git = git;
    this.reconciliation = reconciliation;
    this.edits = new FamilyEdits(git.files());
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
    String path = RuleRepository.pathFor(rule, taken);
    taken.add(path);
    put(path, RuleRepository.text(rule, path));
    written.add(rule);
    added++;
  }

  private void change(RuleFile file, Rule rule) {
    written.add(rule);
    if (!Equality.same(rule.fields(), file.rule().fields())) {
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
    if (reconciliation.gone(file) == Reconciliation.Gone.REMOVE) {
      changed.put(file.path(), Optional.empty());
      removed++;
    } else {
      written.add(file.rule());
    }
  }

  /**
   * Records what is used where today; gives what a person should look at.
   *
   * @param rendering knows the variables of the site
   * @param hidden names of placeholders whose value the source left out
   */
  List<String> ledger(Rendering rendering, Set<SecretName> hidden) {
    Adoption adoption = Adoption.of(git.ledger(), written, rendering, name -> true, hidden);
    if (!adoption.ledger().equals(git.ledger()) || git.ledgerText().isEmpty()) {
      put(RuleRepository.LEDGER, adoption.text(git.ledgerText()));
    }
    return adoption.warnings();
  }

  private void put(String path, String text) {
    changed.put(path, Optional.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The message of the commit. */
  String message(SiteName site, Set<SecretName> adopted) {
    List<String> parts = new ArrayList<>();
    if (added > 0) {
      parts.add(added + " rule(s) added");
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

  /** Path to new content, or to nothing for a file to remove. */
  SortedMap<String, Optional<byte[]>> changed() {
    return Collections.unmodifiableSortedMap(changed);
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
