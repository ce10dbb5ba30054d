package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.expiry.Expiry;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.ledger.LedgerEntry;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a rule repository holds for one site, from the side of the secrets and of the rules; no
 * value of a secret.
 *
 * @param site the name of the site
 * @param today the day in UTC
 * @param secrets by the day of expiry, those without one last
 * @param rules by scope and name
 * @param plan what differs from the site, where it was asked
 * @param names what the site calls its ids
 */
public record Inventory(
    String site,
    LocalDate today,
    List<Secret> secrets,
    List<RuleRow> rules,
    Optional<Plan> plan,
    Names names) {

  /**
   * One secret.
   *
   * @param declared whether the ledger knows it
   * @param hosts where rules send it
   * @param uses where rules use it
   */
  public record Secret(
      SecretName name,
      boolean declared,
      String owner,
      String description,
      Optional<Expiry> expiry,
      SortedSet<String> hosts,
      List<SecretUsage.Row> uses) {
    /** Whole days to the last day of validity from {@code today}. */
    public Optional<Long> daysLeft(LocalDate today) {
      return expiry.map(known -> ChronoUnit.DAYS.between(today, known.day()));
    }

    /** How many rules of each scope use it; one of several scopes counts in each of them. */
    public SortedMap<String, Integer> scopes() {
      return counts(use -> SecretUsage.scopes(use.file()));
    }

    /** How many rules send it to each host. */
    public SortedMap<String, Integer> rulesOfHosts() {
      return counts(use -> use.use().host().isEmpty() ? List.of() : List.of(use.use().host()));
    }

    private SortedMap<String, Integer> counts(Function<SecretUsage.Row, List<String>> columns) {
      SortedMap<String, SortedSet<String>> rules = new TreeMap<>();
      for (SecretUsage.Row use : uses) {
        for (String column : columns.apply(use)) {
          rules
              .computeIfAbsent(column, key -> new TreeSet<>())
              .add(use.file().rule().id().toString());
        }
      }
      SortedMap<String, Integer> counts = new TreeMap<>();
      rules.forEach((column, ids) -> counts.put(column, ids.size()));
      return counts;
    }

    /** How many rules use it. */
    public long rules() {
      return uses.stream().map(use -> use.file().rule().id()).distinct().count();
    }
  }

  /** One rule, and the secrets in it. */
  public record RuleRow(
      RuleFile file,
      List<String> scopes,
      String state,
      String owner,
      SortedSet<SecretName> secrets) {
    /** The scopes, with commas between. */
    public String scope() {
      return String.join(", ", scopes);
    }

    /** The name of the rule. */
    public String name() {
      return file.rule().name();
    }
  }

  /** Copies the lists. */
  public Inventory {
    secrets = List.copyOf(secrets);
    rules = List.copyOf(rules);
  }

  /** Gathers what {@code files} and {@code ledger} say. */
  public static Inventory of(
      String site, List<RuleFile> files, Ledger ledger, LocalDate today, Optional<Plan> plan) {
    SortedMap<SecretName, List<SecretUsage.Row>> uses = SecretUsage.in(files);
    SortedSet<SecretName> names = new TreeSet<>(uses.keySet());
    names.addAll(ledger.entries().keySet());
    List<Secret> secrets = new ArrayList<>();
    for (SecretName name : names) {
      secrets.add(secret(name, ledger, uses.getOrDefault(name, List.of())));
    }
    secrets.sort(
        Comparator.comparing(
                (Secret secret) -> secret.expiry().map(Expiry::day).orElse(LocalDate.MAX))
            .thenComparing(Secret::name));
    SortedMap<String, SortedSet<SecretName>> held = new TreeMap<>();
    uses.forEach(
        (name, rows) ->
            rows.forEach(
                row ->
                    held.computeIfAbsent(row.file().rule().id().toString(), id -> new TreeSet<>())
                        .add(name)));
    List<RuleRow> rules =
        files.stream()
            .map(
                file ->
                    new RuleRow(
                        file,
                        SecretUsage.scopes(file),
                        file.rule().fields().path("state").asText(""),
                        file.rule().fields().path("authorAccountId").asText(""),
                        held.getOrDefault(file.rule().id().toString(), new TreeSet<>())))
            .sorted(
                Comparator.comparing(RuleRow::scope)
                    .thenComparing(RuleRow::name)
                    .thenComparing(row -> row.file().path()))
            .toList();
    return new Inventory(site, today, secrets, rules, plan, Names.NONE);
  }

  /** The same, which says what is called how. */
  public Inventory calling(Names known) {
    return new Inventory(site, today, secrets, rules, plan, known);
  }

  private static Secret secret(SecretName name, Ledger ledger, List<SecretUsage.Row> uses) {
    LedgerEntry entry = ledger.entries().getOrDefault(name, LedgerEntry.empty());
    TreeSet<String> hosts = new TreeSet<>();
    uses.stream().map(row -> row.use().host()).filter(host -> !host.isEmpty()).forEach(hosts::add);
    return new Secret(
        name,
        ledger.entries().containsKey(name),
        entry.owner().orElse(""),
        entry.description().orElse(""),
        entry.expiry(),
        hosts,
        uses);
  }

  /** The rules of each owner: accounts, and {@code ""} where a file names none. */
  public SortedMap<String, List<RuleRow>> owners() {
    SortedMap<String, List<RuleRow>> owners = new TreeMap<>();
    rules.forEach(row -> owners.computeIfAbsent(row.owner(), id -> new ArrayList<>()).add(row));
    return owners;
  }

  /** The rules of each scope. */
  public SortedMap<String, List<RuleRow>> scopes() {
    SortedMap<String, List<RuleRow>> scopes = new TreeMap<>();
    rules.forEach(
        row ->
            row.scopes()
                .forEach(scope -> scopes.computeIfAbsent(scope, id -> new ArrayList<>()).add(row)));
    return scopes;
  }

  /** The page that shows it: one file that loads nothing. */
  public String html() {
    return InventoryPage.of(this);
  }

  /** The text of {@link #json}. */
  public String jsonText() {
    return ExactJson.writePretty(json()) + "\n";
  }

  /** The same as JSON. */
  public ObjectNode json() {
    return InventoryJson.of(this);
  }
}
