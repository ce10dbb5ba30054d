package dev.rulekeeper.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.diff.ThreeWayMerge;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.Equality;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.BaseRule;
import dev.rulekeeper.ruleset.BaseRules;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.Schema;
import dev.rulekeeper.ruleset.Yaml;
import dev.rulekeeper.secret.fingerprint.Fingerprints;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import dev.rulekeeper.secret.known.LeakGuard;
import dev.rulekeeper.secret.known.Redactor;
import dev.rulekeeper.secret.known.Rendering;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.place.SecretUse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Computes what the rules of a site are as files, and what of that differs from the files there
 * are.
 */
public final class ExportRules {
  private final CloudId cloud;
  private final Repository repository;
  private final SecretMap secrets;
  private final Map<String, String> variables;
  private final Redactor redactor;
  private final ConflictPolicy onConflict;
  private final Optional<Fingerprints> lasting;

  /**
   * The rule repository before the export.
   *
   * @param files its rule files
   * @param base what Git and site last agreed on
   * @param ledger its ledger
   * @param ledgerText the exact text of the ledger, where the file exists
   * @param reserved paths of files that belong to other sites
   * @param uncommitted paths that differ from the last commit, relative to the rule repository
   */
  public record Repository(
      List<RuleFile> files,
      BaseRules base,
      Ledger ledger,
      Optional<String> ledgerText,
      Set<String> reserved,
      Set<String> uncommitted) {

    /** A rule repository for one site. */
    public Repository(
        List<RuleFile> files,
        BaseRules base,
        Ledger ledger,
        Optional<String> ledgerText,
        Set<String> uncommitted) {
      this(files, base, ledger, ledgerText, Set.of(), uncommitted);
    }
  }

  /** Exports into {@code repository} and refuses conflicts. */
  public ExportRules(
      CloudId cloud,
      Repository repository,
      SecretMap secrets,
      Map<String, String> variables,
      Redactor redactor) {
    this(cloud, repository, secrets, variables, redactor, ConflictPolicy.FAIL, Optional.empty());
  }

  /**
   * Exports into {@code repository}, which stays as it is: the result says what to write.
   *
   * @param lasting fingerprints that later runs can compare, for the base
   */
  public ExportRules(
      CloudId cloud,
      Repository repository,
      SecretMap secrets,
      Map<String, String> variables,
      Redactor redactor,
      ConflictPolicy onConflict,
      Optional<Fingerprints> lasting) {
    this.cloud = cloud;
    this.repository = repository;
    this.secrets = secrets;
    this.variables = variables;
    this.redactor = redactor;
    this.onConflict = onConflict;
    this.lasting = lasting;
  }

  /**
   * Computes the export of {@code live}.
   *
   * @param live the rules that were read
   * @param settled rules that were not read, because the base shows that they did not change, or
   *     because nobody asked for them: their files and what the base says of them stay
   * @param complete whether {@code live} and {@code settled} are all rules of the site, so that the
   *     others are gone from it
   * @throws ExportException if both sides changed the same place, or a value would be written
   */
  public Export export(
      SiteName site, Collection<ApiRule> live, Set<RuleId> settled, boolean complete) {
    Map<RuleId, RuleFile> files = new HashMap<>();
    repository.files().forEach(file -> files.put(file.rule().id(), file));
    SortedMap<RuleId, Rule> read = new TreeMap<>();
    Map<RuleId, String> updated = new HashMap<>();
    for (ApiRule rule : live) {
      read.put(rule.id(), FileForm.of(rule, cloud));
      updated.put(rule.id(), rule.updated());
    }
    Placeholders.Result replaced =
        new Placeholders(secrets, variables, redactor)
            .replace(read, id -> references(id, files), takenNames(), !complete);
    Optional<TagFingerprints> values =
        lasting.map(
            key ->
                new TagFingerprints(
                    key, new Rendering(secrets.with(replaced.adopted()), variables)));
    Writing writing = new Writing(files);
    replaced
        .rules()
        .forEach(
            (id, rule) ->
                writing.rule(
                    rule,
                    updated.getOrDefault(id, ""),
                    values
                        .map(known -> known.seen(rule, clear(read, id), remembered(id)))
                        .orElseGet(TreeMap::new)));
    settled.forEach(
        id -> repository.base().read().apply(id).ifPresent(entry -> writing.base.put(id, entry)));
    if (complete) {
      Set<RuleId> present = new HashSet<>(read.keySet());
      present.addAll(settled);
      files.values().stream()
          .filter(file -> !present.contains(file.rule().id()))
          .forEach(writing::gone);
    }
    writing.refuseConflicts();
    writing.warnings.addAll(writing.edits.advice());
    writing.ledger(replaced);
    String message = writing.message(site, replaced.adopted());
    refuseLeaks(
        writing.changed, message, secrets.with(replaced.recovered()).with(replaced.adopted()));
    List<String> warnings = new ArrayList<>(replaced.warnings());
    warnings.addAll(writing.warnings);
    return new Export(
        writing.changed,
        replaced.adopted(),
        replaced.recovered(),
        replaced.found(),
        warnings,
        message,
        writing.base,
        read.size() + settled.size());
  }

  private static Rule clear(Map<RuleId, Rule> read, RuleId id) {
    return Objects.requireNonNull(read.get(id), "a rule that was read");
  }

  private SortedMap<String, String> remembered(RuleId id) {
    return repository.base().read().apply(id).map(BaseRule::fingerprints).orElseGet(TreeMap::new);
  }

  private List<Rule> references(RuleId id, Map<RuleId, RuleFile> files) {
    List<Rule> references = new ArrayList<>();
    Optional.ofNullable(files.get(id)).ifPresent(file -> references.add(file.rule()));
    repository.base().read().apply(id).ifPresent(entry -> references.add(entry.rule()));
    return references;
  }

  private Set<SecretName> takenNames() {
    Set<SecretName> taken = new TreeSet<>(repository.ledger().entries().keySet());
    taken.addAll(secrets.names());
    repository.files().forEach(file -> taken.addAll(Rendering.secretsIn(file.rule())));
    return taken;
  }

  private static void refuseLeaks(
      SortedMap<String, Optional<byte[]>> files, String message, SecretMap values) {
    LeakGuard guard = LeakGuard.of(values);
    List<String> leaks = new ArrayList<>();
    files.forEach(
        (path, content) ->
            guard
                .search(path, content.orElse(new byte[0]))
                .forEach(leak -> leaks.add(leak.where() + " holds the value of " + leak.name())));
    guard
        .search("commit message", message.getBytes(StandardCharsets.UTF_8))
        .forEach(leak -> leaks.add("the commit message holds the value of " + leak.name()));
    if (!leaks.isEmpty()) {
      throw new ExportException(
          ExportException.Kind.SECRET,
          "a secret would have been written to Git; nothing was written",
          leaks,
          "the value stands at a place where it cannot become a placeholder: move it in the rule on the "
              + "site, or rename what holds it, and export again");
    }
  }

  /** What is to be written, as it is gathered. */
  private final class Writing {
    private final Map<RuleId, RuleFile> files;
    private final SortedMap<String, Optional<byte[]>> changed = new TreeMap<>();
    private final Map<RuleId, BaseRule> base = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> conflicts = new ArrayList<>();
    private final List<Rule> written = new ArrayList<>();
    private final Set<String> taken = new TreeSet<>();
    private final FamilyEdits edits;
    private int added;
    private int modified;
    private int removed;

    Writing(Map<RuleId, RuleFile> files) {
      this.files = files;
      this.edits = new FamilyEdits(files.values());
      files.values().forEach(file -> taken.add(file.path()));
      taken.addAll(repository.reserved());
    }

    void rule(Rule live, String updated, SortedMap<String, String> fingerprints) {
      RuleFile file = files.get(live.id());
      Optional<BaseRule> agreed = repository.base().read().apply(live.id());
      if (file == null && agreed.isPresent() && stayedAway(live, agreed.get())) {
        return;
      }
      base.put(live.id(), new BaseRule(live, updated, fingerprints));
      if (file == null) {
        String path = RuleRepository.pathFor(live, taken);
        taken.add(path);
        put(path, RuleRepository.text(live, path));
        written.add(live);
        added++;
        return;
      }
      Rule merged =
          agreed.isPresent() ? merge(file, agreed.get().rule(), live) : taking(file, live);
      written.add(merged);
      if (!Equality.same(merged.fields(), file.rule().fields())) {
        String text = RuleRepository.text(merged, file);
        put(file.path(), text);
        edits.note(file, text);
        modified++;
      }
    }

    /** To delete a file is an edit in Git like any other: export must not undo it. */
    private boolean stayedAway(Rule live, BaseRule agreed) {
      boolean edited = !Equality.same(agreed.rule().fields(), live.fields());
      if (edited && onConflict == ConflictPolicy.THEIRS) {
        return false;
      }
      String rule = live.name() + " (" + live.id() + ")";
      base.put(live.id(), agreed);
      if (edited && onConflict != ConflictPolicy.OURS) {
        conflicts.add(rule + "  its file is gone from Git, and it was edited on the site");
      } else {
        warnings.add(rule + ": its file is gone from Git; sync --prune deletes the rule");
      }
      return true;
    }

    private Rule merge(RuleFile file, Rule agreed, Rule live) {
      if (onConflict == ConflictPolicy.THEIRS) {
        JsonNode siteFirst =
            ThreeWayMerge.merge(agreed.fields(), live.fields(), file.rule().fields()).tree();
        return new Rule(live.id(), FileForm.ordered((ObjectNode) siteFirst));
      }
      ThreeWayMerge.Merged merged =
          ThreeWayMerge.merge(agreed.fields(), file.rule().fields(), live.fields());
      if (onConflict == ConflictPolicy.OURS) {
        return new Rule(live.id(), (ObjectNode) merged.tree());
      }
      merged
          .conflicts()
          .forEach(
              conflict ->
                  conflicts.add(
                      file.where(conflict.at())
                          + "  "
                          + conflict.at()
                          + "  edited in Git and on the site"));
      return new Rule(live.id(), (ObjectNode) merged.tree());
    }

    /**
     * Without a base nobody knows which side is newer: what is not committed could not be had back.
     * Where other rules have one, this rule was made lately, and either side may have changed it.
     */
    private Rule taking(RuleFile file, Rule live) {
      if (Equality.same(file.rule().fields(), live.fields())
          || onConflict == ConflictPolicy.THEIRS) {
        return live;
      }
      boolean known = repository.base().known();
      boolean uncommitted =
          repository.uncommitted().contains(file.path())
              || file.templatePath().filter(repository.uncommitted()::contains).isPresent();
      if (!known && !uncommitted) {
        return live;
      }
      if (onConflict == ConflictPolicy.OURS) {
        return file.rule();
      }
      conflicts.add(
          file.path()
              + (known
                  ? "  different on the site, and no base says who changed it"
                  : "  edited and not committed, and different on the site"));
      return live;
    }

    void gone(RuleFile file) {
      Optional<BaseRule> agreed = repository.base().read().apply(file.rule().id());
      if (agreed.isEmpty()) {
        warnings.add(
            file.path() + ": the site has no such rule; sync will create it, or remove the file");
        written.add(file.rule());
      } else if (onConflict == ConflictPolicy.THEIRS
          || Equality.same(agreed.get().rule().fields(), file.rule().fields())) {
        changed.put(file.path(), Optional.empty());
        removed++;
      } else if (onConflict == ConflictPolicy.OURS) {
        warnings.add(
            file.path() + ": deleted on the site and kept in Git; sync will make it again");
        written.add(file.rule());
      } else {
        conflicts.add(file.path() + "  edited in Git, and deleted on the site");
      }
    }

    void refuseConflicts() {
      if (!conflicts.isEmpty()) {
        throw new ExportException(
            ExportException.Kind.CONFLICT,
            conflicts.size() + " place(s) were edited on both sides; nothing was written",
            conflicts,
            "commit or undo the edit in Git, or take one side with --on-drift ours or theirs");
      }
    }

    /**
     * Records what is used where today: what is there at adoption is allowed, what comes later is
     * not.
     */
    void ledger(Placeholders.Result replaced) {
      Map<SecretName, List<SecretUse>> uses = new TreeMap<>();
      for (Rule rule : written) {
        for (SecretUse use : SecretUse.in(rule.fields())) {
          uses.computeIfAbsent(use.name(), name -> new ArrayList<>()).add(use);
        }
      }
      Ledger ledger = repository.ledger();
      Ledger extended = ledger;
      for (Map.Entry<SecretName, List<SecretUse>> entry : uses.entrySet()) {
        if (!ledger.entries().containsKey(entry.getKey())) {
          extended =
              extended.withAdopted(
                  entry.getKey(), entry.getValue(), replaced.hidden().contains(entry.getKey()));
        }
      }
      if (!extended.equals(ledger) || repository.ledgerText().isEmpty()) {
        JsonNode tree = extended.write();
        put(
            RuleRepository.LEDGER,
            repository
                .ledgerText()
                .map(text -> Yaml.rewrite(RuleRepository.LEDGER, text, tree))
                .orElseGet(() -> Schema.header(RuleRepository.LEDGER) + Yaml.write(tree)));
      }
    }

    private void put(String path, String text) {
      changed.put(path, Optional.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    String message(SiteName site, SecretMap adopted) {
      StringBuilder message = new StringBuilder("Export ").append(site).append(": ");
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
      message.append(String.join(", ", parts)).append('\n');
      if (!adopted.names().isEmpty()) {
        message.append("\nSecrets named in this export:\n");
        adopted.names().forEach(name -> message.append("- ").append(name).append('\n'));
      }
      return message.toString();
    }
  }
}
